"""Accept returns, one or many at once; send one back with notes on its cells (退回意见)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, Refused, refuse_if
from gongkai.annual_report.bindings import label_of
from gongkai.annual_report.models import Sheet
from gongkai.annual_report.usecases.decide_sheet import accept_sheet, send_back_sheet
from gongkai.audit.acts import Act
from gongkai.law.annual_report.cells import FORM_CELLS
from gongkai.returns.models import ReturnNote

KNOWN = frozenset(cell.key for cell in FORM_CELLS)


def accept_returns(*, act: Act, sheet_ids: Sequence[int]) -> tuple[list[Sheet], list[Reason]]:
    """Accept each by itself: one that cannot be accepted does not hold up the others. Accepted ones, and the reasons of the rest."""
    accepted: list[Sheet] = []
    refused: list[Reason] = []
    for key in sheet_ids:
        try:
            accepted.append(accept_sheet(act=act, sheet_id=key))
        except NotFound:
            raise
        except Refused as refusal:
            refused += refusal.reasons
    return accepted, refused


def send_back_return(*, act: Act, sheet_id: int, reason: str, notes: Mapping[str, str] | None = None) -> Sheet:
    """``notes`` by cell say what is to be mended there; the unit sees them beside the cells of its form."""
    given = {cell: text.strip() for cell, text in (notes or {}).items() if text.strip()}
    refuse_if(
        [
            *(Reason(cell, f"“{cell}”不是表中的格") for cell in given if cell and cell not in KNOWN),
            *(Reason(cell, f"{label_of(cell)}：意见不超过 300 字") for cell, text in given.items() if len(text) > 300),
        ]
    )
    whole = reason.strip() or (f"见所附 {len(given)} 条退回意见" if given else "")
    with transaction.atomic():
        sheet = send_back_sheet(act=act, sheet_id=sheet_id, reason=whole)
        ReturnNote.objects.bulk_create(
            ReturnNote(sheet=sheet, cell=cell, text=text, written_by_name=act.actor_name, written_at=act.now)
            for cell, text in given.items()
        )
    return sheet
