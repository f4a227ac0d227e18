"""The report as JSON: the shape of design.md section 5, keys and values as the official figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongkai.annual_report.compute import Report
from gongkai.annual_report.document import json_figures
from gongkai.law.annual_report.findings import Finding


def report_json(report: Report, findings: Sequence[Finding]) -> dict[str, Any]:
    """Figures by key (amounts as decimal strings, unknown ones null) and every identity at every place."""
    return {
        "agency": report.agency.code,
        "scope": report.scope,
        "year": report.year,
        "as_of": report.as_of.isoformat(),
        "figures": json_figures(report.values),
        "identities": [
            {
                "id": finding.id,
                "scope": finding.scope,
                "severity": str(finding.severity),
                "holds": finding.holds,
                "cells": list(finding.cells),
            }
            for finding in findings
        ],
    }
