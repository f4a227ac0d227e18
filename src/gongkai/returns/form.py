"""A unit's return on the statutory form: what the system counts, what was filled in, which identities fail and with which numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from gongkai.annual_report.bindings import BINDINGS, unit_of
from gongkai.annual_report.compute import Report, compute
from gongkai.annual_report.previous import previous_figures
from gongkai.annual_report.sheets import value_reasons
from gongkai.law.annual_report.cells import FORM_CELLS
from gongkai.law.annual_report.figures import Figure, plain
from gongkai.law.annual_report.findings import Finding, Severity
from gongkai.law.annual_report.identities import check
from gongkai.law.annual_report.sums import fill_sums
from gongkai.returns.models import CampaignUnit

COUNTED = tuple(cell.key for cell in FORM_CELLS if cell.measure)
"""The cells of the form a unit fills in."""
TOTALS = tuple(cell.key for cell in FORM_CELLS if not cell.measure)
"""The cells that follow."""
SYSTEM, TYPED, PASTED = "系统数", "填写", "粘贴"


@dataclass(frozen=True, slots=True)
class Sheetful:
    """``values`` by cell as typed; ``figures`` all cells of the form, sums computed; ``findings`` failing identities;
    ``faults`` cells that hold no number; ``system`` what the records give."""

    values: Mapping[str, str]
    figures: Mapping[str, Figure]
    findings: tuple[Finding, ...]
    faults: Mapping[str, str]
    system: Mapping[str, str]

    @property
    def blanks(self) -> tuple[str, ...]:
        return tuple(key for key in COUNTED if key not in self.values)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The identities of the form itself. Those with the year before are shown: a unit may have moved in, or a request changed
        its category, and the report of the government has to explain it."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR and one.id.startswith("T"))

    @property
    def suspect_cells(self) -> frozenset[str]:
        return frozenset(cell for finding in self.findings for cell in finding.cells)


def system_report(unit: CampaignUnit, today: date) -> Report:
    """What the records of the unit give for the year; for a lower government over its whole area."""
    return compute(
        unit.agency, unit.campaign.year, unit.scope, None, today=max(today, date(unit.campaign.year + 1, 1, 1))
    )


def system_values(report: Report) -> dict[str, str]:
    """What the unit's records give, as decimal strings. No record is not yet a zero: a cell of 0 is known only where the unit
    keeps that ledger here, so that something of it was counted."""
    figures = {key: report.figures[key].value for key in COUNTED}
    kept = {_ledger(key) for key, value in figures.items() if value}
    return {key: printed(value) for key, value in figures.items() if value is not None and _ledger(key) in kept}


def _ledger(key: str) -> str:
    """Requests, remedies and documents are one ledger each; permits, penalties, coercion and charges have their own."""
    measure = BINDINGS[key].measure
    return measure if measure.startswith("decisions.") else measure.partition(".")[0]


def printed(value: Figure) -> str:
    """A figure in the form: no zeros behind the point that say nothing."""
    text = "" if value is None else plain(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def fill_in(values: Mapping[str, str], totals: Mapping[str, str], report: Report) -> Sheetful:
    """Check what was filled in: every cell a number, every identity, the year before where it is known.

    ``totals`` printed on the unit's own paper stand against the sums: T3-2, T3-3 and T4-1 are then about them.
    """
    faults = {reason.field: reason.text for reason in value_reasons(values, COUNTED)} if values else {}
    numbers = {key: _number(key, text) for key, text in values.items() if key not in faults}
    figures = {key: numbers.get(key) for key in COUNTED}
    sums = {key: value for key, value in fill_sums(figures).items() if key in TOTALS or key in figures}
    stated = {key: _number(key, text) for key, text in totals.items() if key in TOTALS and _is_number(text)}
    findings = check(sums | stated, previous=previous_figures(report))
    failing = tuple(finding for finding in findings if finding.holds is False)
    return Sheetful(values, sums, failing, faults, system_values(report))


def as_figures(values: Mapping[str, str]) -> dict[str, Figure]:
    """The whole form of a sheet, sums computed."""
    figures = {key: _number(key, values[key]) if key in values else None for key in COUNTED}
    filled = fill_sums(figures)
    return {cell.key: filled[cell.key] for cell in FORM_CELLS}


def differing(values: Mapping[str, str], system: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Cells where records and form say different things: (form, records)."""
    return {
        key: (value, system[key])
        for key, value in values.items()
        if key in system and _is_number(value) and system[key] != "0" and Decimal(value) != Decimal(system[key])
    }


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _number(key: str, text: str) -> Figure:
    return Decimal(text) if unit_of(key) in ("万元", "元") else int(Decimal(text))
