"""Freeze a report as a version: values, proofs, findings, templates and the printed document, exactly as they stand."""

from __future__ import annotations

from typing import Any

from gongkai.annual_report.document import as_payload, document_of, json_figures, with_notes
from gongkai.annual_report.models import ReportVersion
from gongkai.annual_report.proofs import prove
from gongkai.annual_report.standing import Standing
from gongkai.audit.acts import Act
from gongkai.law.annual_report.findings import Finding
from gongkai.law.annual_report.rendering import as_printed


def freeze(standing: Standing, act: Act, number: int, changes: list[dict[str, Any]]) -> ReportVersion:
    """Write version ``number``; inside the transaction of the approval or the correction."""
    report, annual = standing.report, standing.annual
    document = with_notes(document_of(report, standing.texts), tuple(map(note_of, changes)), act.today)
    return ReportVersion.objects.create(
        report=annual, number=number, as_of=report.as_of, definitions_version=report.definitions_version,
        figures=json_figures({key: figure.value for key, figure in report.figures.items()}),
        exact=json_figures({key: figure.exact for key, figure in report.figures.items()}),
        parts={
            key: [[part.agency_id, str(part.kind), as_printed(part.value), part.counted] for part in figure.parts]
            for key, figure in report.figures.items()
            if figure.parts
        },
        proofs=prove(report.agency_ids, report.year, report.as_of),
        identities=[finding_as_json(finding) for finding in standing.findings],
        texts=dict(standing.texts.templates), document=as_payload(document),
        explanations=[
            {"identity": one.identity, "scope": one.place, "reason": one.reason} for one in standing.explanations
        ],
        changes=changes, approved_by=act.actor_id, approved_by_name=act.actor_name, approved_at=act.now,
    )  # fmt: skip


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """A finding as it is kept and shown: with its arithmetic."""
    return {
        "id": finding.id,
        "scope": finding.scope,
        "scope_zh": finding.scope_zh,
        "severity": str(finding.severity),
        "holds": finding.holds,
        "cells": list(finding.cells),
        "expression": finding.expression,
        "likely_cause_zh": finding.likely_cause_zh,
    }


def note_of(change: dict[str, Any]) -> str:
    """更正说明 as it is printed: what was, what is, why, since when."""
    old, new = ("空白" if value is None else value for value in (change["old"], change["new"]))
    if change["kind"] == "text":
        return f"{change['on']}更正：{change['label']}文字有改动。原因：{change['reason']}"
    return f"{change['on']}更正：{change['label']}由{old}更正为{new}。原因：{change['reason']}"
