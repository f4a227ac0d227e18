"""Reads for the desk, with the rights of the act applied. The public reads ``editions.selectors``."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.agencies.errors import Reason
from gongkai.agencies.rights import ids_written_for, visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.catalogue.content import attachments_of
from gongkai.catalogue.errors import no_such_item, person_of
from gongkai.catalogue.kinds import KINDS
from gongkai.catalogue.models import Disclosure, Item
from gongkai.catalogue.obstacles import reasons_not_to_go_out, reasons_not_to_submit
from gongkai.review.models import ReviewSheet

_RELATED = ("agency", "column", "sheet", "publication", "document", "drafter")


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


def item_written_for(act: Act, item_id: int) -> Item | None:
    """An item this officer's agency writes (an office's, also its government's); None for any other."""
    found = Item.objects.filter(pk=item_id, agency_id__in=ids_written_for(act))
    return found.select_related(*_RELATED).first()


def items_to_check(act: Act) -> QuerySet[Item]:
    """Drafts with a proposed attribute the disclosure office has not looked at, of kinds that ask for it."""
    kinds = [kind.key for kind in KINDS.values() if kind.attribute_checked]
    rows = Item.objects.filter(
        agency_id__in=ids_written_for(act), state=Item.State.DRAFT, kind__in=kinds, attribute_checked_at__isnull=True
    )
    return rows.exclude(attribute="").select_related(*_RELATED).order_by("-changed_at", "-id")


def items_to_number(act: Act) -> QuerySet[Item]:
    """Signed documents that have no number yet: 统一登记、统一编号、统一印发."""
    kinds = [kind.key for kind in KINDS.values() if kind.numbered]
    rows = Item.objects.filter(
        agency_id__in=ids_written_for(act), state=Item.State.IN_REVIEW, kind__in=kinds, document_number="",
        sheet__state=ReviewSheet.State.APPROVED,
    )  # fmt: skip
    return rows.select_related(*_RELATED).order_by("-changed_at", "-id")


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
    return rows.order_by("-changed_at", "-id")


def obstacles(act: Act, item: Item) -> list[Reason]:
    """Everything between this item and its next step, as this officer would meet it."""
    attachments = attachments_of(item)
    if item.is_editable:
        return list(reasons_not_to_submit(item, attachments))
    return list(reasons_not_to_go_out(item, attachments, person_of(act)))
