"""Reads for the desk, with the rights of the act applied. The public reads ``editions.selectors``."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.agencies.errors import Reason
from gongkai.agencies.rights import ids_written_for, visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.catalogue.content import attachments_of
from gongkai.catalogue.errors import no_such_item, person_of
from gongkai.catalogue.models import Disclosure, Item
from gongkai.catalogue.obstacles import reasons_not_to_go_out, reasons_not_to_submit
from gongkai.review.models import ReviewSheet

_RELATED = ("agency", "column", "sheet", "publication", "document")


def items_visible_to(act: Act) -> QuerySet[Item]:
    """Items of the own agency, or of the area for a supervisor; newest change first."""
    rows = Item.objects.filter(agency_id__in=visible_agency_ids(act)).select_related(*_RELATED)
    return rows.order_by("-changed_at", "-id")


def item_for(act: Act, item_id: int) -> Item:
    """Raises NotFound for an item outside the act's rights, as for none."""
    found = items_visible_to(act).filter(pk=item_id).first()
    if found is None:
        raise no_such_item()
    return found


def items_to_publish(act: Act) -> list[Item]:
    """Approved items of the own agency (an office's, also of its government) this publisher may put out, oldest approval first; no own draft among them."""
    me = person_of(act)
    approved = Item.objects.filter(
        agency_id__in=ids_written_for(act), state=Item.State.IN_REVIEW, attribute=Disclosure.PROACTIVE,
        sheet__state=ReviewSheet.State.APPROVED,
    )  # fmt: skip
    return [
        row for row in approved.select_related(*_RELATED).order_by("sheet__closed_at", "id") if me not in row.authors
    ]


def items_to_mend(act: Act) -> QuerySet[Item]:
    """Returned items this officer wrote on, with the reason on their sheet."""
    back = Item.objects.filter(drafter_id=person_of(act), sheet__state=ReviewSheet.State.RETURNED)
    return back.filter(state=Item.State.IN_REVIEW).select_related(*_RELATED).order_by("sheet__closed_at", "id")


def register_of_attributes(act: Act, attribute: str) -> QuerySet[Item]:
    """The register of documents by attribute: signed ones the act may see, those not published with their reasons."""
    rows = items_visible_to(act).filter(attribute=attribute, sheet__state=ReviewSheet.State.APPROVED)
    return rows.order_by("-sheet__closed_at", "-id")


def obstacles(act: Act, item: Item) -> list[Reason]:
    """Everything between this item and its next step, as this officer would meet it."""
    attachments = attachments_of(item)
    if item.is_editable:
        return list(reasons_not_to_submit(item, attachments))
    return list(reasons_not_to_go_out(item, attachments, person_of(act)))
