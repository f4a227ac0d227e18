"""Change the kind and the column of a draft. What the new kind asks for is asked anew; what only the old one had goes."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.kinds import KINDS, TOPIC
from gongkai.catalogue.models import Column, InterpretationLink, InterpretationPlan, Item, NormativeDocument
from gongkai.catalogue.obstacles import missing_fields
from gongkai.catalogue.services import SERVICE
from gongkai.catalogue.terms import NO_TERMS
from gongkai.catalogue.usecases.draft_item import place_reasons
from gongkai.catalogue.usecases.edit_item import back_to_draft, reasons_not_to_edit
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.numbering.keys import public_id


def reclassify_item(*, act: Act, item_id: int, version: int, kind: str, column: str) -> Item:
    """A draft, or an item that came back, gets another kind or column; review starts again, the attribute is checked anew where the kind asks for it.

    Terms of a normative document, the elements of a service, the plan of an interpretation and ties to documents go with the kind that had them.
    """
    require(act, Role.DRAFTER)
    with transaction.atomic():
        item = lock_item(act, item_id)
        place = Column.objects.filter(code=column, closed_on__isnull=True).first()
        refuse_if([*reasons_not_to_edit(item, version), *_reasons(item, kind, column, place)])
        assert place is not None  # refused above
        old = {"old_kind": item.kind, "old_column": item.column_id}
        if kind != item.kind:
            _leave_kind(item, kind)
        item.column = place
        back_to_draft(act, item)
        item.save()
        record(
            act, "catalogue.reclassified", "catalogue.item", public_id(item.id),
            facts={**old, "kind": kind, "column": column, "version": item.version},
        )  # fmt: skip
    return item


def asked_anew(item: Item) -> list[str]:
    """What the kind requires and the draft lacks, to be told at once."""
    return [reason.text for reason in missing_fields(item, list(item.attachments.all()), before_signature=True)]


def _leave_kind(item: Item, kind: str) -> None:
    new = KINDS[kind]
    if item.rules.document_type != new.document_type:
        NormativeDocument.objects.filter(item=item).delete()
        if new.document_type:
            NormativeDocument.objects.create(item=item, document_type=new.document_type, terms=NO_TERMS.as_json())
    if not new.interpretable:
        InterpretationPlan.objects.filter(item=item).delete()
    InterpretationLink.objects.filter(interpretation=item).delete()
    item.kind, item.service = kind, item.service if kind == SERVICE else {}
    item.attribute_checked_by = item.attribute_checked_at = None


def _reasons(item: Item, kind: str, code: str, column: Column | None) -> Iterator[Reason]:
    yield from place_reasons(kind, code, column, item.agency_id)
    if item.document_number:
        yield Reason("kind", f"已编文号“{item.document_number}”，文号一经编定不得更改；确需更改类型的另行起草")
    if TOPIC in (item.kind, kind) and item.kind != kind:
        yield Reason("kind", "专题与其他类型不能互相更改，请另行起草")
    if (kind, code) == (item.kind, item.column_id):
        yield Reason("kind", "信息类型和栏目没有变化")
