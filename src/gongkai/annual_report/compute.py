"""Compute the report of an agency and a year as of a day: every figure with its value and the parts it is made of.

The same call gives the same answer for ever: only facts that had happened and were recorded by ``as_of`` count. As of today the
answer may still grow until the day ends (``Report.is_final``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.agencies.errors import refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.settings import setting_of
from gongkai.agencies.tree import scope_ids
from gongkai.annual_report.bindings import BINDINGS, BOUND_WORDS, REPORTED, label_of, unit_of
from gongkai.annual_report.counting import Counts, Lookup, count_cells
from gongkai.annual_report.errors import period_reasons
from gongkai.annual_report.models import PartKind, ReportedPart, Scope, SheetKind
from gongkai.annual_report.openings import opening_shares
from gongkai.annual_report.parts import (
    MANY,
    Difference,
    Number,
    Part,
    Shares,
    add_up,
    differences,
    in_shown_units,
    join_parts,
    reported_parts,
    returned_parts,
)
from gongkai.law.annual_report.bounds import Stated, state
from gongkai.law.annual_report.figures import percent, total
from gongkai.law.annual_report.form import DEFINITIONS_VERSION
from gongkai.law.annual_report.narrative import CATALOGUE, RATES
from gongkai.law.annual_report.sums import fill_sums
from gongkai.measures.registry import measure as registered_measure


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """One figure. ``exact`` is what was counted, ``stated`` how the report gives it (6237 as 6200余); None is unknown."""

    key: str
    exact: Number | None
    stated: Stated | None
    parts: tuple[Part, ...] = ()

    @property
    def value(self) -> Number | None:
        return None if self.stated is None else self.stated.value

    @property
    def label_zh(self) -> str:
        return label_of(self.key)

    @property
    def unit(self) -> str:
        return unit_of(self.key)

    @property
    def status(self) -> str:
        """``unknown``, the one kind its counted parts have, or ``mixed``; without parts it is computed (a zero)."""
        if self.value is None:
            return "unknown"
        kinds = {part.kind for part in self.parts if part.counted} or {PartKind.COMPUTED}
        return "mixed" if len(kinds) > 1 else str(kinds.pop())


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report is asked for: the agency, its year, own or area, known as of which day, and whose records that means."""

    agency: Agency
    year: int
    scope: str
    as_of: date
    agency_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Report(Asked):
    """The computed report: ``figures`` by key (those of the report and those a text may name)."""

    figures: Mapping[str, ReportFigure]
    differences: tuple[Difference, ...]
    is_final: bool
    balances: tuple[ReportedPart, ...] = ()
    """Opening balances and settlements behind it."""
    definitions_version: str = DEFINITIONS_VERSION

    @property
    def values(self) -> dict[str, Number | None]:
        """The figures of the report by key, in the order of the form."""
        return {key: self.figures[key].value for key in REPORTED}


def compute(
    agency: Agency,
    year: int,
    scope: str = Scope.AREA,
    as_of: date | None = None,
    *,
    today: date,
    lookup: Lookup = registered_measure,
) -> Report:
    """The report as of ``as_of`` (``today`` when not given). Raises Refused for a year or day that cannot be asked for."""
    asked = ask(agency, year, scope, as_of, today=today)
    agency_ids, day = asked.agency_ids, asked.as_of
    counts = count_cells(agency_ids, year, day, lookup=lookup)
    balances = reported_parts(agency_ids, year, day, scope, (SheetKind.OPENING, SheetKind.SETTLEMENT))
    opening = opening_shares(balances, year, day)
    returned = returned_parts(agency_ids, year, day, scope, zeros_of=_zeros_that_matter(agency_ids, counts, opening))
    parts = join_parts(counts.by_cell, opening, returned)
    exact = _values(parts, counts.unknown)
    rounding = int(setting_of(agency, "report.post_rounding", day))
    figures = {key: _figure(key, value, parts.get(key, ()), rounding) for key, value in exact.items()}
    return Report(
        agency, year, str(scope), day, agency_ids, figures, differences(parts, returned), day < today, tuple(balances)
    )


def _zeros_that_matter(agency_ids: tuple[int, ...], counts: Counts, opening: Shares) -> set[int] | None:
    """All of them in an area of common size. Of thousands of returns, four of five cells of which are 0, only those of agencies
    that have records or balances here: elsewhere a zero adds and replaces nothing. Where no room counts a cell, a zero makes it known."""
    if len(agency_ids) <= MANY or counts.unknown:
        return None
    return {agency_id for given in (counts.by_cell, opening) for shares in given.values() for agency_id in shares}


def ask(agency: Agency, year: int, scope: str, as_of: date | None = None, *, today: date) -> Asked:
    """Say which report is meant, without computing it. Raises Refused like ``compute``."""
    refuse_if(period_reasons(year, as_of, today))
    return Asked(agency, year, str(scope), as_of or today, scope_ids(agency, scope))


def default_scope(agency: Agency) -> str:
    """A government's report sums its area; a department counts only itself (domain 4.1)."""
    return Scope.AREA if agency.is_government else Scope.OWN


def _values(parts: Mapping[str, tuple[Part, ...]], unknown: frozenset[str]) -> dict[str, Number | None]:
    """Counted figures from their parts, then declared sums, figures that repeat a cell, and rates."""
    values: dict[str, Number | None] = {
        key: None if key in unknown and key not in parts else add_up(parts.get(key, ()), binding.unit)
        for key, binding in BINDINGS.items()
    }
    values = fill_sums(values)
    for figure in CATALOGUE:
        values.setdefault(figure.key, values.get(figure.cell) if figure.cell else None)
    for rate in RATES:
        whole = total(values.get(key) for key in rate.whole)
        values[rate.key] = percent(total(values.get(key) for key in rate.part), whole) if whole else None
    return values


def _figure(key: str, exact: Number | None, parts: tuple[Part, ...], rounding: int) -> ReportFigure:
    word = BOUND_WORDS.get(key, "")
    stated = None if exact is None else state(exact, word, rounding) if isinstance(exact, int) else Stated(exact)
    return ReportFigure(key, exact, stated, in_shown_units(parts, unit_of(key)))
