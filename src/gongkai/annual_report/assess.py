"""Run the law's identities over a computed report, with what this report's text says and the figures of the year before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.annual_report.bindings import REPORTED
from gongkai.annual_report.compute import Report, ReportFigure
from gongkai.annual_report.counting import Lookup
from gongkai.annual_report.models import NamedFigure, PartKind, Scope
from gongkai.annual_report.parts import Number
from gongkai.annual_report.previous import previous_figures
from gongkai.clock import end_of_day
from gongkai.law.annual_report.bounds import Stated
from gongkai.law.annual_report.cells import FEE_CELL, FORM_CELLS
from gongkai.law.annual_report.figures import Figure, total
from gongkai.law.annual_report.findings import Breakdown, Finding, Severity
from gongkai.law.annual_report.identities import check
from gongkai.measures.registry import measure as registered_measure

ENFORCEMENT = "enforcement."
"""Named figures with this prefix and a cell of table 2: the enforcement totals published by 31 January (X-4)."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the text of a report states of its figures, and how its 其中 parts relate to their totals."""

    figures: Mapping[str, Stated | Figure] = field(default_factory=dict)
    breakdowns: Sequence[Breakdown] = ()


def assess(report: Report, said: Said | None = None, lookup: Lookup = registered_measure) -> list[Finding]:
    """Every identity at every place: holds, fails, or cannot be assessed."""
    text = said or Said()
    return check(
        {key: figure.value for key, figure in report.figures.items() if key in REPORTED or figure.value is not None},
        previous=previous_figures(report, lookup),
        enforcement_totals=published_enforcement_totals(report),
        narrative=dict(text.figures),
        parts=_shares_of_agencies(report),
        breakdowns=text.breakdowns,
        fees_collected_yuan=_by_records(report.figures[FEE_CELL.key]),
    )


def blocking(findings: Sequence[Finding]) -> list[Finding]:
    """Failing errors: with one of them no report is approved."""
    return [finding for finding in findings if finding.blocks]


def warnings(findings: Sequence[Finding]) -> list[Finding]:
    """Failing warnings: each needs a written reason."""
    return [finding for finding in findings if finding.holds is False and finding.severity is Severity.WARNING]


def published_enforcement_totals(report: Report) -> dict[str, Figure] | None:
    """The totals entered for X-4 by the report's day, or None."""
    rows = NamedFigure.objects.filter(
        report__agency=report.agency,
        report__year=report.year,
        report__scope=report.scope,
        key__startswith=ENFORCEMENT,
        entered_at__lt=end_of_day(report.as_of),
    ).order_by("entered_at", "id")
    found: dict[str, Figure] = {row.key.removeprefix(ENFORCEMENT): int(row.value) for row in rows}
    return found or None


def _shares_of_agencies(report: Report) -> dict[str, list[Figure]]:
    """Per cell of the tables the counted share of each agency that has one; only where agencies are summed (A-1)."""
    if report.scope != Scope.AREA:
        return {}
    return {
        cell.key: _by_agency(report.figures[cell.key])
        for cell in FORM_CELLS
        if cell.measure and report.figures[cell.key].parts
    }


def _by_agency(figure: ReportFigure) -> list[Figure]:
    shares: dict[int, Number] = {}
    for part in figure.parts:
        if part.counted:
            shares[part.agency_id] = shares.get(part.agency_id, 0) + part.value
    return list(shares.values())


def _by_records(figure: ReportFigure) -> int | None:
    """What the ledger itself gives, whatever a unit returned; None where no ledger is kept."""
    if figure.exact is None:
        return None
    return total(part.value for part in figure.parts if part.kind == PartKind.COMPUTED) or 0  # type: ignore[return-value]
