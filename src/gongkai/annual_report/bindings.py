"""Which query gives which figures. The law says what a figure counts; here figures are gathered into one query per measure.

All 24 x 6 counted cells of table 3 come from four grouped queries, those of table 4 from two. A figure of the text that names a
cell takes the cell's value and is not counted again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.law.annual_report.cells import ALL_CELLS, CELLS
from gongkai.law.annual_report.narrative import CATALOGUE, NARRATIVE

Where = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Binding:
    """A counted cell: its measure, the dimension values that select it, its unit, and whether the year before is asked."""

    key: str
    measure: str
    where: Where
    unit: str
    previous_year: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """One grouped query. ``by`` are the dimensions any of its cells needs; a cell without one of them takes every value."""

    measure: str
    previous_year: bool
    by: tuple[str, ...]
    bindings: tuple[Binding, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(binding.key for binding in self.bindings)

    def cells_of(self, values: tuple[object, ...]) -> Iterator[tuple[str, str]]:
        """Key and unit of every cell that counts a row with these dimension values (in the order of ``by``)."""
        row = {(name, str(value)) for name, value in zip(self.by, values, strict=True)}
        for binding in self.bindings:
            if row.issuperset(binding.where):
                yield binding.key, binding.unit


def gather(bindings: Iterable[Binding]) -> tuple[Tally, ...]:
    """Put the bindings of one measure and year into one query."""
    groups: defaultdict[tuple[str, bool], list[Binding]] = defaultdict(list)
    for binding in bindings:
        groups[binding.measure, binding.previous_year].append(binding)
    return tuple(
        Tally(measure, previous, tuple(sorted({name for one in group for name, _ in one.where})), tuple(group))
        for (measure, previous), group in groups.items()
    )


def _bindings() -> Iterator[Binding]:
    for cell in ALL_CELLS:
        if cell.measure is not None:
            yield Binding(cell.key, cell.measure, cell.where, cell.unit, cell.previous_year)
    for figure in CATALOGUE:
        if figure.measure is not None and figure.cell is None:
            yield Binding(figure.key, figure.measure, figure.where, figure.unit)


BINDINGS = {binding.key: binding for binding in _bindings()}
TALLIES = gather(BINDINGS.values())

OVERVIEW = (
    "overview.portal_items",
    "overview.consultations",
    "overview.interviews",
    "overview.wechat_main_items",
    "overview.other_new_media_items",
    "overview.letters_received",
    "overview.letters_closed",
    "overview.requests_handled",
    "overview.requests_answered",
    "overview.completion_rate_percent",
    "overview.new_media_accounts",
    "overview.major_incidents",
)
"""Figures of section 一 every report gives; others of the catalogue are there for the text."""
REPORTED = (*OVERVIEW, *(cell.key for cell in ALL_CELLS))
"""The figures of a report, in their order."""
BOUND_WORDS = {"overview.other_new_media_items": "余"}
"""Figures stated as a bound: many accounts, counted by their platforms' exports."""


def unit_of(key: str) -> str:
    """The unit of a figure. Raises KeyError for an unknown key."""
    return CELLS[key].unit if key in CELLS else NARRATIVE[key].unit


def label_of(key: str) -> str:
    return CELLS[key].label_zh if key in CELLS else NARRATIVE[key].label_zh
