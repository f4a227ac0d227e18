"""Ask the measures: one grouped query per measure and year, whatever the number of cells and agencies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gongkai.annual_report.bindings import TALLIES, Tally
from gongkai.measures.registry import Measure, Question, UnknownMeasure
from gongkai.measures.registry import measure as registered_measure

Number = int | Decimal
Lookup = Callable[[str], Measure]

_FEN_PER = {"元": 100, "万元": 1_000_000}


@dataclass(frozen=True, slots=True)
class Counts:
    """``by_cell[key][agency_id]`` is never zero; ``unknown`` are cells no room counts here."""

    by_cell: dict[str, dict[int, Number]] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()


def question_of(agency_ids: tuple[int, ...], year: int, as_of: date) -> Question:
    """The calendar year of these agencies as it was known at the end of ``as_of``."""
    return Question(agency_ids, date(year, 1, 1), date(year, 12, 31), as_of)


def count_cells(
    agency_ids: tuple[int, ...],
    year: int,
    as_of: date,
    tallies: Iterable[Tally] = TALLIES,
    lookup: Lookup = registered_measure,
) -> Counts:
    """Computed values of all counted cells, per agency."""
    by_cell: defaultdict[str, dict[int, Number]] = defaultdict(dict)
    unknown: set[str] = set()
    for tally in tallies:
        try:
            counted = lookup(tally.measure)
        except UnknownMeasure:
            unknown.update(tally.keys)
            continue
        question = question_of(agency_ids, year - 1 if tally.previous_year else year, as_of)
        for values, number in counted.grouped(question, ("agency", *tally.by)).items():
            agency_id, *dimensions = values
            for key, unit in tally.cells_of(tuple(dimensions)):
                share = in_unit(number, unit)
                if share:
                    by_cell[key][agency_id] = by_cell[key].get(agency_id, 0) + share
    return Counts(dict(by_cell), frozenset(unknown))


def in_unit(number: int, unit: str) -> Number:
    """A measure's number in the unit of the cell: amounts are counted in fen, all else as it is."""
    return Decimal(number) / _FEN_PER[unit] if unit in _FEN_PER else number
