"""A stored batch as the reader's own structure, so that workbook and letters are written by the same code as the command's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai.annual_report.reader.batch import Batch, Entry, SumCheck
from gongkai.annual_report.reader.findings import RULES, AuditFinding, Grade
from gongkai.law.annual_report.figures import read_figure
from gongkai.report_checks.models import CheckBatch, CheckedReport


def rebuilt(batch: CheckBatch) -> Batch:
    entries = tuple(entry_of(report) for report in batch.reports.order_by("place"))
    summary: dict[str, Any] = batch.summary or {}
    fired = {finding.rule for entry in entries for finding in entry.findings}
    district = next((one for one in entries if one.issuer and one.issuer == summary.get("district")), None)
    return Batch(
        entries, tuple(rule for rule in RULES if rule in fired), tuple(summary.get("missing", ())),
        tuple(summary.get("late", ())), district, tuple(_sum(one) for one in batch.sums),
    )  # fmt: skip


def entry_of(report: CheckedReport) -> Entry:
    found = tuple(finding_of(one) for one in report.answer.get("findings", ()))
    return Entry(report.name, report.issuer, report.year, found, report.error, report.dated)


def finding_of(told: Mapping[str, Any]) -> AuditFinding:
    left, right = (_figure(told[side]) for side in ("left", "right"))
    return AuditFinding(
        told["rule"], Grade(told["severity"]), told["message"], tuple(told["cells"]), left, right, told["where"],
        told["likely_cause"],
    )  # fmt: skip


def sum_json(check: SumCheck) -> list[Any]:
    return [check.key, check.label, _text(check.district), _text(check.units), list(check.unknown)]


def _sum(told: list[Any]) -> SumCheck:
    key, label, district, units, unknown = told
    return SumCheck(key, label, _figure(district), _figure(units), tuple(unknown))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _figure(value: Any) -> Any:
    """A figure as it was written; a difference may be below 0 and is not kept."""
    text = None if value is None else str(value)
    if text is None or text.startswith("-"):
        return None
    return int(text) if text.isdigit() else read_figure("value", text)
