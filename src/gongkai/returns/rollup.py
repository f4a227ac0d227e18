"""One cell over all units of a campaign: what each contributes, who is missing, and what the cell is summed from.

The whole report is ``annual_report.compute``; here a single cell is opened, quickly also for thousands of units.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.agencies.models import Agency
from gongkai.agencies.tree import area_ids
from gongkai.annual_report.bindings import BINDINGS, TALLIES, label_of, unit_of
from gongkai.annual_report.compute import Report, compute
from gongkai.annual_report.counting import count_cells
from gongkai.annual_report.models import PartKind, Scope, SheetKind
from gongkai.annual_report.openings import opening_shares
from gongkai.annual_report.parts import Number, Part, add_up, join_parts, reported_parts, returned_parts, returned_sums
from gongkai.law.annual_report.cells import CELLS
from gongkai.returns.models import Campaign
from gongkai.returns.states import Standing


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit of the campaign and its agency, as far as a line of a table needs them: a province has thousands."""

    id: int
    agency_id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class UnitShare:
    """What one unit contributes. ``unit`` None: the government's own records, and those of agencies that owe no return."""

    unit: UnitRef | None
    name: str
    value: Number
    kinds: tuple[PartKind, ...]

    @property
    def kinds_zh(self) -> str:
        return "、".join(kind.label for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A cell opened: its value, the units behind it, the cells it is summed from."""

    key: str
    label_zh: str
    unit_zh: str
    value: Number
    shares: tuple[UnitShare, ...]
    summed_from: tuple[str, ...]


def today_for(campaign: Campaign, today: date) -> date:
    """The year's figures are asked for once it has ended; a campaign prepared before looks at the first day after it."""
    return max(today, date(campaign.year + 1, 1, 1))


def report_of(campaign: Campaign, today: date) -> Report:
    """The government's report as it stands: every cell the sum of accepted parts."""
    return compute(campaign.agency, campaign.year, Scope.AREA, None, today=today_for(campaign, today))


def missing(found: Iterable[Standing]) -> list[Standing]:
    """Units none of whose returns counts yet: they are missing in every total, whatever their records here say."""
    return [one for one in found if one.accepted is None]


def leaves_of(key: str) -> tuple[str, ...]:
    """The counted cells behind a cell: itself, or those its sums end in."""
    cell = CELLS[key]
    if cell.sum_of:
        return tuple(leaf for part in cell.sum_of for leaf in leaves_of(part))
    return (key,)


def open_cell(campaign: Campaign, key: str, today: date) -> OpenCell:
    """Raises KeyError for an unknown cell. Three or four queries, whatever the number of units."""
    leaves, day = leaves_of(key), today_for(campaign, today)
    agency_ids = area_ids(campaign.agency)
    parts = _parts(agency_ids, campaign.year, day, leaves)
    shares = _by_unit(campaign, parts)
    value = add_up(parts, unit_of(key))
    ordered = sorted(shares, key=lambda share: (-Decimal(share.value), share.name))
    return OpenCell(key, label_of(key), unit_of(key), value, tuple(ordered), CELLS[key].sum_of)


def _parts(agency_ids: tuple[int, ...], year: int, day: date, leaves: Sequence[str]) -> list[Part]:
    wanted = set(leaves)
    tallies = [tally for tally in TALLIES if wanted.intersection(tally.keys)]
    counts = count_cells(agency_ids, year, day, tallies)
    balances = reported_parts(agency_ids, year, day, Scope.AREA, (SheetKind.OPENING, SheetKind.SETTLEMENT))
    opening = {key: shares for key, shares in opening_shares(balances, year, day).items() if key in wanted}
    computed = {key: shares for key, shares in counts.by_cell.items() if key in wanted}
    has_others = {agency for given in (computed, opening) for shares in given.values() for agency in shares}
    if len(leaves) > 1 and not has_others:
        sums = returned_sums(agency_ids, year, day, leaves)
        if sums is not None:
            return [Part(agency_id, PartKind.RETURNED, value) for agency_id, value in sums.items()]
    returned = returned_parts(
        agency_ids, year, day, Scope.AREA, leaves, zeros_of=has_others if len(leaves) > 1 else None
    )
    return [part for parts in join_parts(computed, opening, returned).values() for part in parts]


def _by_unit(campaign: Campaign, parts: Iterable[Part]) -> list[UnitShare]:
    """Parts of agencies below a unit belong to it; the rest is the government's own."""
    rows = campaign.units.values_list("id", "agency_id", "agency__code", "agency__name")
    units = {ref.code: ref for ref in (UnitRef(*row) for row in rows)}
    codes = dict(Agency.objects.filter(path__startswith=campaign.agency.path).values_list("id", "path"))
    owners = {pk: _owner(path, units) for pk, path in codes.items()}
    values: defaultdict[int | None, Number] = defaultdict(int)
    kinds: defaultdict[int | None, set[PartKind]] = defaultdict(set)
    by_key: dict[int | None, UnitRef | None] = {}
    for part in parts:
        if part.counted:
            owner = owners.get(part.agency_id)
            key = owner.id if owner else None
            by_key[key] = owner
            values[key] += part.value
            kinds[key].add(part.kind)
    order = list(PartKind)
    return [
        UnitShare(owner, owner.name if owner else "本级（未列入填报单位）", _plain(values[key]),
                  tuple(sorted(kinds[key], key=order.index)))
        for key, owner in by_key.items()
    ]  # fmt: skip


def _owner(path: str, units: Mapping[str, UnitRef]) -> UnitRef | None:
    return next((units[code] for code in path.split("/") if code in units), None)


def _plain(value: Number) -> Number:
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


def unit_figures(campaign: Campaign, report: Report) -> dict[str, dict[str, Number]]:
    """For every unit (by agency code; the government's own under its code) the cells of the report it contributes to."""
    units = {unit.agency.code for unit in campaign.units.select_related("agency")}
    paths = dict(Agency.objects.filter(path__startswith=campaign.agency.path).values_list("id", "path"))
    owners = {
        pk: next((code for code in path.split("/") if code in units), campaign.agency.code)
        for pk, path in paths.items()
    }
    found: dict[str, dict[str, Number]] = {code: {} for code in (campaign.agency.code, *units)}
    for key in BINDINGS:
        if key not in CELLS:
            continue
        for part in report.figures[key].parts:
            if part.counted:
                cells = found[owners.get(part.agency_id, campaign.agency.code)]
                cells[key] = _plain(cells.get(key, 0) + part.value)
    return found
