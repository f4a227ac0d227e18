"""Publish an approved item: index number, edition, counted fact, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from gongkai.agencies.errors import refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.content import attachments_of, public_payload
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.models import Attachment, Item, ItemPublished
from gongkai.catalogue.models.items import AFTERWARDS_KIND, SUBJECT_KIND
from gongkai.catalogue.numbers import index_number
from gongkai.catalogue.obstacles import reasons_not_to_go_out
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.editions.publish import publish
from gongkai.numbering.keys import public_id
from gongkai.review.models import ReviewSheet
from gongkai.review.paths import AFTERWARDS, URGENT
from gongkai.review.usecases.open_sheet import open_sheet
from gongkai.review.usecases.use_approval import use_approval


def publish_item(*, act: Act, item_id: int) -> Item:
    """Put an approved item on the portal. A publisher who did not draft it; exactly the content that was approved.

    The time of publication is the server's clock and cannot be given: forging it is a veto item (domain section 6).
    """
    require(act, Role.PUBLISHER)
    with transaction.atomic():
        item = lock_item(act, item_id, "agency", "column", "sheet")
        act = act.at_one_moment()
        attachments = attachments_of(item)
        refuse_if(reasons_not_to_go_out(item, attachments, person_of(act)))
        use_approval(act=act, sheet=item.sheet)
        put_out(act, item, attachments)
        if item.sheet is not None and item.sheet.path == URGENT:
            _ask_afterwards(act, item, item.sheet)
        record(
            act, "catalogue.published", SUBJECT_KIND, public_id(item.id),
            facts={"kind": item.kind, "column": item.column_id, "document_number": item.document_number},
            changed={"index_number": item.index_number},
        )  # fmt: skip
    return item


def put_out(act: Act, item: Item, attachments: Sequence[Attachment]) -> None:
    """Number, edition and counted fact of an item that may go out; the transaction is the caller's.

    What is taken over from another site keeps the day it was public there: it counts for that day, recorded now.
    """
    day = item.origin_published_on or act.today
    item.state, item.published_on, item.changed_at = Item.State.PUBLISHED, day, act.now
    item.index_number = index_number(item.agency, act.today)
    item.publication = publish(
        act=act, subject_kind=SUBJECT_KIND, subject_id=item.id, agency=item.agency, column=item.column_id,
        title=item.title, payload=public_payload(item, attachments), originally_on=item.origin_published_on,
    )  # fmt: skip
    item.save(update_fields=["state", "published_on", "changed_at", "index_number", "publication"])
    ItemPublished.objects.create(
        item=item, agency_id=item.agency_id, kind=item.kind, column_code=item.column_id, happened_on=day, recorded_at=act.now,
    )  # fmt: skip


def _ask_afterwards(act: Act, item: Item, sheet: ReviewSheet) -> None:
    """The signatory's approval that could not be waited for, over the same content: by none of those who took part before."""
    open_sheet(
        act=act, subject_kind=AFTERWARDS_KIND, subject_id=item.id, agency_id=item.agency_id, title=item.title,
        path=AFTERWARDS, content_digest=sheet.content_digest, authors=[*sheet.authors, *sheet.reviewers, person_of(act)],
    )  # fmt: skip
