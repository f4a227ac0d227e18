"""The identities that look across units and years: A-1 over the units, X-1, X-2, X-3 and X-4 of each unit and of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.annual_report.assess import ENFORCEMENT, published_enforcement_totals
from gongkai.annual_report.compute import Report, compute
from gongkai.annual_report.models import NamedFigure, Scope
from gongkai.annual_report.parts import Number
from gongkai.annual_report.previous import previous_figures
from gongkai.law.annual_report.cells import FORM_CELLS
from gongkai.law.annual_report.figures import Figure
from gongkai.law.annual_report.findings import Finding
from gongkai.law.annual_report.identities import check
from gongkai.law.annual_report.sums import fill_sums
from gongkai.returns.models import Campaign
from gongkai.returns.rollup import report_of, today_for, unit_figures

ACROSS = ("A-1", "X-1", "X-2", "X-3", "X-4")
_COUNTED = tuple(cell.key for cell in FORM_CELLS if cell.measure)


@dataclass(frozen=True, slots=True)
class UnitFindings:
    """One unit (or the whole, ``code`` of the government) with what holds and what does not; None cannot be assessed."""

    code: str
    name: str
    findings: tuple[Finding, ...]

    @property
    def failing(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.holds is False)

    def word(self, identity: str) -> str:
        """成立, 不成立 2, or 无法判断 where nothing of it can be assessed."""
        mine = [finding for finding in self.findings if finding.id == identity]
        failing = sum(finding.holds is False for finding in mine)
        if failing:
            return f"不成立 {failing}"
        return "成立" if any(finding.holds for finding in mine) else "无法判断"


def across(campaign: Campaign, today: date) -> list[UnitFindings]:
    """The whole first, then every unit in the order of the agencies. Two computed years, whatever the number of units."""
    report = report_of(campaign, today)
    before = compute(campaign.agency, campaign.year - 1, Scope.AREA, None, today=today_for(campaign, today))
    now, last = unit_figures(campaign, report), unit_figures(campaign, before)
    enforcement = _enforcement(campaign)
    found = [UnitFindings(campaign.agency.code, f"{campaign.agency.name}（汇总）", tuple(_whole(report, now)))]
    for unit in campaign.units.select_related("agency").order_by("agency__path"):
        code = unit.agency.code
        findings = _of_unit(now[code], last.get(code, {}), enforcement.get(unit.agency_id))
        found.append(UnitFindings(code, unit.agency.name, tuple(findings)))
    return found


def _whole(report: Report, units: Mapping[str, Mapping[str, Number]]) -> Iterator[Finding]:
    figures: dict[str, Figure] = {cell.key: report.figures[cell.key].exact for cell in FORM_CELLS}
    parts = {key: [one[key] for one in units.values() if key in one] for key in _COUNTED}
    findings = check(
        figures, previous=previous_figures(report), enforcement_totals=published_enforcement_totals(report),
        parts={key: values for key, values in parts.items() if values},
    )  # fmt: skip
    return (finding for finding in findings if finding.id in ACROSS)


def _of_unit(
    now: Mapping[str, Number], last: Mapping[str, Number], enforcement: Mapping[str, Figure] | None
) -> Iterator[Finding]:
    figures = fill_sums({key: now.get(key, 0) for key in _COUNTED}) if now else {}
    previous = fill_sums({key: last.get(key, 0) for key in _COUNTED}) if last else None
    findings = check(figures, previous=previous, enforcement_totals=enforcement)
    return (finding for finding in findings if finding.id in ACROSS)


def _enforcement(campaign: Campaign) -> dict[int, dict[str, Figure]]:
    """The enforcement totals entered with the units' own reports (X-4)."""
    rows = NamedFigure.objects.filter(
        report__year=campaign.year, report__agency__path__startswith=campaign.agency.path, key__startswith=ENFORCEMENT,
        superseded_at__isnull=True,
    )  # fmt: skip
    found: dict[int, dict[str, Figure]] = {}
    for agency_id, key, value in rows.values_list("report__agency_id", "key", "value"):
        found.setdefault(agency_id, {})[key.removeprefix(ENFORCEMENT)] = int(value)
    return found
