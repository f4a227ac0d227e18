"""How a report stands on a day: its figures, text and findings together, and everything that keeps it from being approved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.rights import may_see
from gongkai.annual_report.assess import assess, blocking, warnings
from gongkai.annual_report.bindings import label_of
from gongkai.annual_report.compute import Report, compute
from gongkai.annual_report.models import AnnualReport, Explanation
from gongkai.annual_report.texts import ReportTexts, figures_for_text, said, texts_of, unfilled
from gongkai.audit.acts import Act
from gongkai.audit.models import AuditLine
from gongkai.law.annual_report.cells import FEE_CELL, FORM_CELLS
from gongkai.law.annual_report.findings import Finding
from gongkai.numbering.keys import public_id

_WRITING = ("report.begun", "report.section_written", "report.figure_named", "report.warning_explained")


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything about a report as of a day."""

    annual: AnnualReport
    report: Report
    texts: ReportTexts
    findings: tuple[Finding, ...]
    explanations: tuple[Explanation, ...]


def locked_report(act: Act, report_id: int) -> AnnualReport:
    """The report, locked for this transaction. Raises NotFound when there is none this officer may see."""
    rows = AnnualReport.objects.select_for_update(of=("self",)).select_related("agency")
    annual = rows.filter(pk=report_id).first()
    if annual is None or not may_see(act, annual.agency_id):
        raise NotFound([Reason("report", "没有这份年度报告")])
    return annual


def standing_of(annual: AnnualReport, as_of: date | None, today: date) -> Standing:
    """Compute the report and run the identities over figures and text. Raises Refused for a year that has not ended."""
    report = compute(annual.agency, annual.year, annual.scope, as_of, today=today)
    texts = texts_of(annual)
    findings = assess(report, said(texts, figures_for_text(report, texts)))
    return Standing(annual, report, texts, tuple(findings), tuple(Explanation.objects.filter(report=annual)))


def drafters_of(annual: AnnualReport) -> set[str]:
    """Everybody who ever wrote in this report: they neither check nor approve it.

    Asked of the log: a part keeps only its last writer, and whoever saves it again does not take the first one's part.
    """
    written = AuditLine.objects.filter(object_kind="annual_report", object_id=public_id(annual.id), event__in=_WRITING)
    return {annual.begun_by, *written.values_list("actor_id", flat=True)}


def reasons_not_to_approve(standing: Standing) -> Iterator[Reason]:
    """A year cut short, blank cells, failing errors and unexplained warnings, figures the text names and nobody entered."""
    last_day = date(standing.report.year, 12, 31)
    if standing.report.as_of < last_day:
        yield Reason(
            "as_of", f"截至日期 {standing.report.as_of} 早于 {last_day}，全年数据尚不完整；请填该日或以后的日期"
        )
    figures = standing.report.figures
    for cell in (*FORM_CELLS, FEE_CELL):
        if figures[cell.key].value is None:
            yield Reason(cell.key, f"{cell.label_zh}：空白，表格不得留空")
    for finding in blocking(standing.findings):
        yield Reason(
            f"{finding.id} {finding.scope}",
            f"{finding.scope_zh}：{finding.expression} 不成立。{finding.likely_cause_zh}",
        )
    explained = {(one.identity, one.place) for one in standing.explanations}
    for finding in warnings(standing.findings):
        if (finding.id, finding.scope) not in explained:
            text = f"{finding.scope_zh}：{finding.expression} 不成立，需书面说明原因。{finding.likely_cause_zh}"
            yield Reason(f"{finding.id} {finding.scope}", text)
    for key in dict.fromkeys(unfilled(standing.texts, figures_for_text(standing.report, standing.texts))):
        yield Reason(key, f"正文引用了“{label_of(key)}”，尚无数据；请录入或者删去该句")
