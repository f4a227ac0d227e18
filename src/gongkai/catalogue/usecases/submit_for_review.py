"""Hand a draft in for review: from here on its content is fixed by a digest."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.errors import refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.catalogue.content import attachments_of, content_digest
from gongkai.catalogue.models import Disclosure, Item
from gongkai.catalogue.models.items import SUBJECT_KIND
from gongkai.catalogue.obstacles import reasons_not_to_submit
from gongkai.catalogue.reviewing import path_of, urgent_reasons
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.review.paths import URGENT
from gongkai.review.usecases.open_sheet import open_sheet


def submit_for_review(*, act: Act, item_id: int, urgent_reason: str = "") -> Item:
    """Open a review sheet on the path of the item's kind. Refuses without an attribute or the metadata of the kind.

    With ``urgent_reason`` it takes the urgent path: out after two pairs of eyes, approved by the signatory afterwards.
    A document not to be made public is reviewed as well: its attribute is what the signatory decides.
    """
    require(act, Role.DRAFTER)
    with transaction.atomic():
        item = lock_item(act, item_id, "agency")
        attachments = attachments_of(item)
        urgent = urgent_reasons(item, urgent_reason) if urgent_reason else ()
        refuse_if([*reasons_not_to_submit(item, attachments), *urgent])
        item.urgent_reason = urgent_reason.strip()
        item.sheet = open_sheet(
            act=act, subject_kind=SUBJECT_KIND, subject_id=item.id, agency_id=item.agency_id, title=item.title,
            path=URGENT if urgent_reason else path_of(item, item.agency, act.today), content_digest=content_digest(item, attachments), authors=item.authors,
            for_publication=item.attribute == Disclosure.PROACTIVE,
        )  # fmt: skip
        item.state, item.changed_at = Item.State.IN_REVIEW, act.now
        item.save(update_fields=["sheet", "state", "changed_at", "urgent_reason"])
    return item
