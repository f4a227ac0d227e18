"""What is different between two submissions: of a unit's form, or of a government's package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Q

from gongkai.annual_report.models import Sheet, SheetKind, SheetState
from gongkai.law.annual_report.cells import CELLS, FORM_CELLS
from gongkai.law.annual_report.figures import Figure, plain
from gongkai.returns.form import as_figures


@dataclass(frozen=True, slots=True)
class Change:
    """One cell with its value before and now; 空白 where there is none."""

    key: str
    label: str
    old: str
    new: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def changes(old: Mapping[str, Figure], new: Mapping[str, Figure]) -> tuple[Change, ...]:
    """Every cell of the form that differs, in the order of the form."""
    return tuple(
        Change(cell.key, CELLS[cell.key].label_zh, _shown(old.get(cell.key)), _shown(new.get(cell.key)))
        for cell in FORM_CELLS
        if _shown(old.get(cell.key)) != _shown(new.get(cell.key))
    )


def before(sheet: Sheet) -> Sheet | None:
    """The submission of the same unit and year before this one, decided or not."""
    rows = Sheet.objects.filter(
        Q(recorded_at__lt=sheet.recorded_at) | Q(recorded_at=sheet.recorded_at, id__lt=sheet.pk),
        agency_id=sheet.agency_id, year=sheet.year, kind=SheetKind.RETURN, scope=sheet.scope, months={},
    )  # fmt: skip
    return rows.exclude(state=SheetState.WITHDRAWN).order_by("-recorded_at", "-id").first()


def since_last(sheet: Sheet) -> tuple[Change, ...] | None:
    """What changed since the last submission; None for the first one."""
    last = before(sheet)
    return None if last is None else changes(as_figures(last.values), as_figures(sheet.values))


def _shown(value: Figure) -> str:
    if value is None:
        return "空白"
    text = plain(value)
    return text.rstrip("0").rstrip(".") if "." in text else text
