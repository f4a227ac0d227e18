"""A unit's own headings: what it calls a column is remembered, and a meaning is proposed for headings nobody knows yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from gongkai.agencies.models import Agency
from gongkai.decisions.columns import COLUMNS, Column
from gongkai.decisions.header import NAMES, find_header, names_for, normal, recognised
from gongkai.decisions.models import Kind
from gongkai.decisions.reading import Source, read_rows
from gongkai.decisions.transfers import UnitMapping

_NEAR = 0.6
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Proposal:
    """An unknown heading and the field it may mean (empty: no guess)."""

    heading: str
    attr: str


def headings_of_unit(agency: Agency, kind: Kind) -> dict[str, str]:
    """Normalised heading -> field."""
    return dict(UnitMapping.objects.filter(agency=agency, kind=kind).values_list("heading", "attr"))


def header_row(kind: Kind, source: Source, own: Mapping[str, str]) -> list[str]:
    """The row of headings of a file, or the one that most looks like it; empty where nothing does."""
    row, _, searched = find_header(kind, read_rows(source), own)
    if row is not None:
        return row
    return max(searched, key=lambda cells: (recognised(kind, cells, own), sum(map(bool, cells))), default=[])


def propose(kind: Kind, row: Sequence[str], own: Mapping[str, str]) -> list[Proposal]:
    """A guess for every unknown heading, among the fields the file does not have yet; each field is proposed once."""
    names = names_for(kind, own)
    there = {names[normal(cell)] for cell in row if normal(cell) in names}
    free = {place: column for place, column in enumerate(COLUMNS[kind]) if place not in there}
    proposals = []
    for cell in row:
        heading = normal(cell)
        if heading and heading not in names and len(heading) <= _LONGEST:
            place = _nearest(heading, free)
            proposals.append(Proposal(cell.strip(), free.pop(place).attr if place is not None else ""))
    return proposals


def _nearest(heading: str, free: Mapping[int, Column]) -> int | None:
    """One heading inside the other first (the longest), then likeness."""
    known = {normal(name): place for place, column in free.items() for name in column.headings}
    inside = [name for name in known if len(name) > 1 and (name in heading or heading in name)]
    if inside and len(heading) > 1:
        return known[max(inside, key=len)]
    near = get_close_matches(heading, known, n=1, cutoff=_NEAR)
    return known[near[0]] if near else None


def national_headings(kind: Kind) -> frozenset[str]:
    """Headings that keep their national meaning whatever a unit chooses."""
    return frozenset(NAMES[kind])
