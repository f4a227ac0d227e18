"""Let the public page say that a document is no longer in force: a further edition with a note."""

from __future__ import annotations

from gongkai.audit.acts import Act
from gongkai.catalogue.content import attachments_of, public_payload
from gongkai.catalogue.endings import end_payload
from gongkai.catalogue.models import DocumentEnded, Item, NormativeDocument
from gongkai.catalogue.models.items import SUBJECT_KIND
from gongkai.editions.publish import correct


def show_end(act: Act, document: NormativeDocument, item: Item, end: DocumentEnded) -> None:
    """Publish the end on the page of a published document; an item that is not public has no page to correct."""
    document.end_shown_at = act.now
    document.save(update_fields=["end_shown_at"])
    if item.state != Item.State.PUBLISHED:
        return
    correct(
        act=act, subject_kind=SUBJECT_KIND, subject_id=item.id, title=item.title,
        note=f"本文件自{end.happened_on}起{end.get_how_display()}：{end.basis}",
        payload=public_payload(item, attachments_of(item), end_payload(end, act.today)),
    )  # fmt: skip
