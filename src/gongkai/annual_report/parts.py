"""Join the parts of a cell: what was computed, what a unit returned, what an opening balance brings (domain 4.7).

A unit's accepted return is that unit's whole figure for the cell: the unit's computed and opening parts of the same cell are shown,
and not counted. Between units, and between computed and opening of one unit, parts add.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from gongkai.annual_report.models import PartKind, ReportedPart, SheetKind
from gongkai.annual_report.openings import opening_shares

Number = int | Decimal
Shares = Mapping[str, Mapping[int, Number]]

_SMALLEST = {"万元": Decimal("0.0001"), "元": Decimal("0.01")}


@dataclass(frozen=True, slots=True)
class Part:
    """What one agency contributes to one cell. ``counted`` False: shown only, because the unit's return counts instead."""

    agency_id: int
    kind: PartKind
    value: Number
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    """A unit returned another number than its records give: both are shown, somebody has to look."""

    cell: str
    agency_id: int
    returned: Number
    recorded: Number


def reported_parts(agency_ids: tuple[int, ...], year: int, as_of: date) -> list[ReportedPart]:
    """Accepted returns, openings and settlements up to the end of the year, as they were known on ``as_of``; one query."""
    last = min(as_of, date(year, 12, 31))
    known = ReportedPart.objects.known_at(as_of).filter(agency_id__in=agency_ids, year__lte=year, happened_on__lte=last)
    return list(known.order_by("id"))


def returned_values(reported: list[ReportedPart], year: int) -> dict[tuple[str, int], Decimal]:
    """What units returned for one year, by cell and agency."""
    return {
        (part.cell, part.agency_id): part.value
        for part in reported
        if part.kind == SheetKind.RETURN and part.year == year
    }


def join_parts(computed: Shares, reported: list[ReportedPart], year: int, as_of: date) -> dict[str, tuple[Part, ...]]:
    """All parts per cell, in the order agency, kind."""
    returned = returned_values(reported, year)
    cells: defaultdict[str, list[Part]] = defaultdict(list)
    for (cell, agency_id), whole in returned.items():
        cells[cell].append(Part(agency_id, PartKind.RETURNED, whole))
    for kind, shares in ((PartKind.COMPUTED, computed), (PartKind.OPENING, opening_shares(reported, year, as_of))):
        for cell, by_agency in shares.items():
            for agency_id, value in by_agency.items():
                if value:
                    cells[cell].append(Part(agency_id, kind, value, (cell, agency_id) not in returned))
    return {cell: tuple(sorted(parts, key=lambda part: (part.agency_id, part.kind))) for cell, parts in cells.items()}


def differences(cells: Mapping[str, tuple[Part, ...]]) -> tuple[Difference, ...]:
    """Where a return differs from what the same unit's records and opening balance give."""
    found = []
    for cell, parts in cells.items():
        for part in parts:
            if part.kind != PartKind.RETURNED:
                continue
            recorded = sum((one.value for one in parts if one.agency_id == part.agency_id and not one.counted), 0)
            if recorded and recorded != part.value:
                found.append(Difference(cell, part.agency_id, part.value, recorded))
    return tuple(found)


def add_up(parts: Iterable[Part], unit: str) -> Number:
    """The counted parts together: whole for counts, to the yuan (0.0001 万元) for 万元, whole yuan as a whole number for 元."""
    exact = sum((Decimal(part.value) for part in parts if part.counted), Decimal(0))
    if unit not in _SMALLEST or (unit == "元" and exact == exact.to_integral_value()):
        return int(exact)
    return exact.quantize(_SMALLEST[unit], ROUND_HALF_UP)


def in_shown_units(parts: tuple[Part, ...], unit: str) -> tuple[Part, ...]:
    """The parts as they are shown: rounded so that the counted ones add up to the rounded total (largest remainders)."""
    if unit not in _SMALLEST:
        return tuple(Part(part.agency_id, part.kind, int(part.value), part.counted) for part in parts)
    step = _SMALLEST[unit]
    floors = [Decimal(part.value).quantize(step, ROUND_FLOOR) for part in parts]
    counted = [place for place, part in enumerate(parts) if part.counted]
    missing = int((add_up(parts, unit) - sum((floors[place] for place in counted), Decimal(0))) / step)
    by_remainder = sorted(counted, key=lambda place: floors[place] - Decimal(parts[place].value))
    for place in by_remainder[:missing]:
        floors[place] += step
    return tuple(
        Part(part.agency_id, part.kind, value, part.counted) for part, value in zip(parts, floors, strict=True)
    )
