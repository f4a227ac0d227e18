"""Join the parts of a cell: what was computed, what a unit returned, what an opening balance brings (domain 4.7).

A unit's accepted return is that unit's whole figure for the cell: the unit's computed and opening parts of the same cell are shown,
and not counted. What a government returned for its area replaces everything of its units in the same way. Between units, and between
computed and opening of one unit, parts add.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.db.models import BigIntegerField, Sum
from django.db.models.functions import Cast

from gongkai.agencies.models import Agency
from gongkai.annual_report.bindings import BINDINGS
from gongkai.annual_report.models import PartKind, ReportedPart, Scope, SheetKind
from gongkai.measures.facts import FactQuerySet

Number = int | Decimal
Shares = Mapping[str, Mapping[int, Number]]

AMOUNTS = tuple(key for key, binding in BINDINGS.items() if binding.unit in ("万元", "元"))
"""Cells whose values may have decimals."""
MANY = 300
"""More agencies than these are not named one by one in a query: the year's rows are read by cell, and others' left out."""
_SMALLEST = {"万元": Decimal("0.0001"), "元": Decimal("0.01")}


class Part(NamedTuple):
    """What one agency contributes to one cell. ``counted`` False: shown only, because a return counts instead.

    A tuple: a province's report has half a million of them.
    """

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


@dataclass(frozen=True, slots=True)
class Returned:
    """Accepted returns of one year: by cell and agency what each unit returned for itself, and what governments returned for
    their areas; ``below`` has for each of these governments the agencies of its area."""

    own: Mapping[str, Mapping[int, Number]]
    area: Mapping[str, Mapping[int, Number]] = field(default_factory=dict)
    below: Mapping[int, frozenset[int]] = field(default_factory=dict)


def reported_parts(
    agency_ids: tuple[int, ...], year: int, as_of: date, scope: str = Scope.AREA, kinds: Collection[str] = SheetKind.values
) -> list[ReportedPart]:  # fmt: skip
    """Accepted returns, openings and settlements up to the end of the year, as they were known on ``as_of``; one query.

    What a government returned for its area is no part of its own figures (scope own).
    """
    last = min(as_of, date(year, 12, 31))
    known = ReportedPart.objects.known_at(as_of).filter(year__lte=year, happened_on__lte=last)
    is_narrow = len(agency_ids) <= MANY or set(kinds) == set(SheetKind.values)
    known = known.filter(agency_id__in=agency_ids) if is_narrow else known
    if scope == Scope.OWN:
        known = known.filter(scope=Scope.OWN)
    if set(kinds) != set(SheetKind.values):
        known = known.filter(kind__in=kinds)
    if SheetKind.RETURN not in kinds:
        known = known.exclude(kind=SheetKind.RETURN)  # said again: balances have an index of their own, they are few
    wanted = set(agency_ids)
    return sorted((part for part in known if part.agency_id in wanted), key=lambda part: part.pk)


def returned_parts(
    agency_ids: tuple[int, ...], year: int, as_of: date, scope: str = Scope.AREA, cells: Collection[str] | None = None,
    zeros_of: Collection[int] | None = None,
) -> Returned:  # fmt: skip
    """What units returned for one year, as it was known on ``as_of``; as plain tuples, whole numbers as such.

    With ``zeros_of`` only these agencies' zeros are read, and those of areas: a zero matters where it replaces something.
    """
    rows = _returns(agency_ids, year, as_of)
    if scope == Scope.OWN:
        rows = rows.filter(scope=Scope.OWN)
    if cells is not None:
        rows = rows.filter(cell__in=cells)
    given: dict[str, dict[str, dict[int, Number]]] = {Scope.OWN: {}, Scope.AREA: {}}
    for part in _needed(rows, zeros_of):
        _gather(given, part, frozenset(agency_ids))
    governments = {agency_id for shares in given[Scope.AREA].values() for agency_id in shares}
    return Returned(given[Scope.OWN], given[Scope.AREA], _below(governments))


def returned_sums(
    agency_ids: tuple[int, ...], year: int, as_of: date, cells: Collection[str]
) -> dict[int, int] | None:  # fmt: skip
    """What each unit returned for several counted cells together, added by the database; None where something of it could be
    replaced (returns of areas beside others below them), so that the parts have to be looked at one by one."""
    rows = _returns(agency_ids, year, as_of).filter(cell__in=cells, value__gt=0)
    areas = _returns(agency_ids, year, as_of).filter(scope=Scope.AREA)  # by their own index, all cells: they are few
    if areas.exists() and rows.filter(scope=Scope.AREA).exists():
        governments = set(areas.values_list("agency_id", flat=True).distinct())
        covered = set[int]().union(*_below(governments).values()) | governments
        own = rows.filter(scope=Scope.OWN).values_list("agency_id", flat=True).distinct()
        if covered.intersection(own) or any(
            one in area for area in _below(governments).values() for one in governments
        ):
            return None
    wanted = set(agency_ids)
    sums = rows.values_list("agency_id").annotate(number=Sum(Cast("value", BigIntegerField()))).order_by()
    return {agency_id: number for agency_id, number in sums if agency_id in wanted}


def _returns(agency_ids: tuple[int, ...], year: int, as_of: date) -> FactQuerySet:
    rows = ReportedPart.objects.known_at(as_of).filter(
        kind=SheetKind.RETURN, year=year, happened_on__lte=min(as_of, date(year, 12, 31))
    )
    return rows.filter(agency_id__in=agency_ids) if len(agency_ids) <= MANY else rows


def _needed(rows: FactQuerySet, zeros_of: Collection[int] | None) -> Iterator[FactQuerySet]:
    """All rows; or those above 0 (found by their index), the zeros of some agencies, and the zeros of areas where there are any."""
    if zeros_of is None:
        yield rows
        return
    yield rows.filter(value__gt=0)
    if zeros_of:
        yield rows.filter(value=0, agency_id__in=zeros_of, scope=Scope.OWN)
    if rows.filter(scope=Scope.AREA).exists():
        yield rows.filter(value=0, scope=Scope.AREA)


def _gather(given: dict[str, dict[str, dict[int, Number]]], rows: FactQuerySet, wanted: frozenset[int]) -> None:
    """Values by scope, cell and agency; numbers that cannot have decimals come as whole ones from the database."""
    whole = rows.exclude(cell__in=AMOUNTS).annotate(number=Cast("value", BigIntegerField()))
    amounts = rows.filter(cell__in=AMOUNTS)
    for found in (whole.values_list("scope", "cell", "agency_id", "number"),
                  amounts.values_list("scope", "cell", "agency_id", "value")):  # fmt: skip
        for scope, cell, agency_id, value in found.iterator(chunk_size=20_000):
            if agency_id in wanted:
                by_cell = given[scope]
                if cell not in by_cell:
                    by_cell[cell] = {}
                by_cell[cell][agency_id] = value


def _below(governments: Collection[int]) -> dict[int, frozenset[int]]:
    """The agencies of the areas of these governments, themselves left out."""
    if not governments:
        return {}
    paths = dict(Agency.objects.values_list("id", "path"))
    return {
        one: frozenset(pk for pk, path in paths.items() if pk != one and path.startswith(paths[one]))
        for one in governments
    }


def join_parts(computed: Shares, opening: Shares, returned: Returned) -> dict[str, tuple[Part, ...]]:
    """All parts per cell, in the order agency, kind."""
    return {
        cell: _joined(computed.get(cell, {}), opening.get(cell, {}), returned, cell)
        for cell in {**computed, **opening, **returned.own, **returned.area}
    }


def _joined(
    computed: Mapping[int, Number], opening: Mapping[int, Number], returned: Returned, cell: str
) -> tuple[Part, ...]:  # fmt: skip
    own, area = returned.own.get(cell, {}), returned.area.get(cell, {})
    covered = set[int]().union(*(returned.below.get(one, frozenset()) for one in area))
    parts = [Part(agency, PartKind.RETURNED, value, agency not in covered) for agency, value in area.items()]
    replaced = {*covered, *area}
    parts += [Part(agency, PartKind.RETURNED, value, agency not in replaced) for agency, value in own.items()]
    replaced = {*replaced, *own} if computed or opening else replaced
    for kind, shares in ((PartKind.COMPUTED, computed), (PartKind.OPENING, opening)):
        parts += [Part(agency, kind, value, agency not in replaced) for agency, value in shares.items() if value]
    parts.sort(key=_by_agency_and_kind)
    return tuple(parts)


def _by_agency_and_kind(part: Part) -> tuple[int, PartKind]:
    return part.agency_id, part.kind


def differences(cells: Mapping[str, tuple[Part, ...]], returned: Returned) -> tuple[Difference, ...]:
    """Where a return differs from what its records and opening balance give; an area's also from what its units returned."""
    found = []
    for cell, parts in cells.items():
        if all(part.counted for part in parts):
            continue
        by_agency: defaultdict[int, list[Part]] = defaultdict(list)
        for part in parts:
            by_agency[part.agency_id].append(part)
        for agency_id, value in returned.own.get(cell, {}).items():
            recorded = sum((one.value for one in by_agency[agency_id] if one.kind != PartKind.RETURNED), 0)
            if recorded and recorded != value:
                found.append(Difference(cell, agency_id, value, recorded))
        for agency_id, value in returned.area.get(cell, {}).items():
            units = {agency_id, *returned.below[agency_id]}
            own = {one: part for one, part in returned.own.get(cell, {}).items() if one in units}
            others = (part for one in units - set(own) for part in by_agency[one] if part.kind != PartKind.RETURNED)
            recorded = sum(own.values(), 0) + sum((part.value for part in others), 0)
            if recorded and recorded != value:
                found.append(Difference(cell, agency_id, value, recorded))
    return tuple(found)


def add_up(parts: Iterable[Part], unit: str) -> Number:
    """The counted parts together: whole for counts, to the yuan (0.0001 万元) for 万元, whole yuan as a whole number for 元."""
    if unit not in _SMALLEST:
        return int(sum(part.value for part in parts if part.counted))
    exact = sum((Decimal(part.value) for part in parts if part.counted), Decimal(0))
    if unit == "元" and exact == exact.to_integral_value():
        return int(exact)
    return exact.quantize(_SMALLEST[unit], ROUND_HALF_UP)


def in_shown_units(parts: tuple[Part, ...], unit: str) -> tuple[Part, ...]:
    """The parts as they are shown: rounded so that the counted ones add up to the rounded total (largest remainders)."""
    if unit not in _SMALLEST:
        whole = all(type(part.value) is int for part in parts)
        return parts if whole else tuple(part._replace(value=int(part.value)) for part in parts)
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
