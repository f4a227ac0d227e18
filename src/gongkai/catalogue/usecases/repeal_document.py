"""Repeal a rule or normative document (废止), on the basis of a decision or of the document that replaces it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.content import document_of
from gongkai.catalogue.endings import current_end
from gongkai.catalogue.models import DocumentEnded, Item, NormativeDocument
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.catalogue.usecases.show_end import show_end
from gongkai.numbering.keys import public_id


def repeal_document(*, act: Act, item_id: int, on: date, basis: str, basis_item_id: int | None = None) -> DocumentEnded:
    """Record that the document has no effect from ``on``; a planned expiry after that day is superseded, not erased.

    ``basis`` names the deciding document (《…》or its number), ``basis_item_id`` the item when it is one of ours. ``on`` may lie ahead: the
    end counts from its day. A day in the past counts as of the day it is recorded here.
    """
    require(act, Role.OFFICE_HEAD, Role.APPROVER)
    with transaction.atomic():
        item = lock_item(act, item_id, "agency", "column", "document")
        act = act.at_one_moment()
        document, planned = document_of(item), current_end(item)
        refuse_if(_reasons(document, planned, item.id, item.agency_id, on, basis, basis_item_id))
        assert document is not None  # refused above
        if planned is not None:
            planned.superseded_at = act.now
            planned.save(update_fields=["superseded_at"])
        end = DocumentEnded.objects.create(
            document=document, agency_id=item.agency_id, document_type=document.document_type,
            how=DocumentEnded.How.REPEALED, happened_on=on, basis=basis.strip(), basis_item_id=basis_item_id,
            recorded_at=act.now,
        )  # fmt: skip
        show_end(act, document, item, end)
        record(
            act, "catalogue.repealed", "catalogue.item", public_id(item.id),
            facts={"on": on, "basis_item": public_id(basis_item_id) if basis_item_id else None}, changed={"basis": basis},
        )  # fmt: skip
    return end


def _reasons(
    document: NormativeDocument | None, planned: DocumentEnded | None, item_id: int, agency_id: int, on: date,
    basis: str, basis_item_id: int | None,
) -> Iterator[Reason]:  # fmt: skip
    if document is None or document.issued_on is None:
        yield Reason("item", "只有已制发的规章、行政规范性文件可以废止")
        return
    if planned is not None and planned.how == DocumentEnded.How.REPEALED:
        yield Reason("item", f"该文件已自{planned.happened_on}起废止")
    elif planned is not None and planned.happened_on <= on:
        yield Reason("on", f"该文件自{planned.happened_on}起已因有效期届满失效，不能再于{on}废止")
    if on <= document.issued_on:
        yield Reason("on", f"废止日期{on}须晚于制发日期{document.issued_on}")
    if not basis.strip() or len(basis) > 300:
        yield Reason(
            "basis", "废止须写明依据文件，例如《温县人民政府关于废止部分行政规范性文件的决定》（温政〔2022〕9号）"
        )
    own = Item.objects.filter(agency_id=agency_id).exclude(pk=item_id)
    if basis_item_id is not None and not own.filter(pk=basis_item_id).exists():
        yield Reason("basis_item", "没有这份依据文件，或者它不属于本单位，或者就是被废止的文件本身")
