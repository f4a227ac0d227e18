"""A checked report as JSON, and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from gongkai.annual_report.reader.audit import identities_of
from gongkai.annual_report.reader.claims import Claim
from gongkai.annual_report.reader.findings import AuditFinding, Grade
from gongkai.annual_report.reader.reading import Reading
from gongkai.annual_report.reader.tables import FORM_KEYS
from gongkai.law.annual_report.cells import CELLS
from gongkai.law.annual_report.figures import Figure, plain
from gongkai.law.annual_report.narrative import NARRATIVE


def as_json(reading: Reading, findings: Sequence[AuditFinding], previous: Reading | None = None) -> dict[str, Any]:
    """``figures`` has the keys of the official figures; ``other_cells`` those only other forms print."""
    official = [key for key in reading.claims if key in NARRATIVE or key in CELLS]
    ordered = sorted(official, key=_place)
    return {
        "file": reading.name,
        "format": reading.format,
        "issuer": reading.title.issuer,
        "year": reading.title.year,
        "form": reading.tables.form,
        "sections": [section.value for section in reading.sections],
        "tables": {table: state.value for table, state in reading.tables.states.items()},
        "figures": {key: _claim(reading.claims[key], reading) for key in ordered},
        "other_cells": {key: _claim(one, reading) for key, one in reading.claims.items() if key not in set(official)},
        "identities": [
            {"id": one.id, "scope": one.scope, "holds": one.holds} for one in identities_of(reading, previous)
        ],
        "findings": [_finding(one) for one in findings],
    }


def _place(key: str) -> tuple[int, int]:
    if key in FORM_KEYS:
        return 1, FORM_KEYS.index(key)
    return (0, 0) if key.startswith("overview.") else (2, 0)


def _claim(claim: Claim, reading: Reading) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "value": _value(claim.value),
        "status": claim.status.value,
        "where": claim.where,
        "sure": claim.sure.value if claim.sure else None,
    }
    stated = reading.texts[claim.key].stated if claim.key in reading.texts else None
    if stated is not None and stated.word:
        answer["bound"] = stated.bound.value
    if claim.note:
        answer["note"] = claim.note
    return answer


def _value(value: Figure) -> int | str | None:
    """Counts as whole numbers, amounts as decimal strings with the printed decimals."""
    return plain(value) if isinstance(value, Decimal) else value


def _finding(one: AuditFinding) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "severity": one.severity.value,
        "message": one.message,
        "cells": list(one.cells),
        "left": _value(one.left),
        "right": _value(one.right),
        "difference": _value(one.difference),
        "where": one.where,
        "likely_cause": one.likely_cause,
    }


def is_clean(findings: Sequence[AuditFinding]) -> bool:
    """Notes alone ask nothing of the report's issuer."""
    return all(one.severity is Grade.NOTE for one in findings)


def as_lines(reading: Reading, findings: Sequence[AuditFinding]) -> list[tuple[str, ...]]:
    """Rows for a terminal: what was read, then the findings."""
    counts: dict[str, int] = {}
    for key in FORM_KEYS:
        status = reading.claims[key].status.value
        counts[status] = counts.get(status, 0) + 1
    names = {"given": "印出", "inferred": "推得", "blank": "空白", "missing": "缺少", "unreadable": "不能确定"}
    cells = "，".join(f"{names[status]}{count}格" for status, count in counts.items())
    form = f"{reading.tables.form}年格式" if reading.tables.form else "格式不明"
    year = f"{reading.title.year}年" if reading.title.year else "年度不明"
    rows: list[tuple[str, ...]] = [(reading.name, f"{reading.title.issuer or '单位不明'} {year} {form}；{cells}")]
    grades = {Grade.ERROR: "错误", Grade.WARNING: "警告", Grade.NOTE: "说明"}
    rows += [(f"  {grades[one.severity]} {one.rule}", one.message) for one in findings]
    return rows if findings else [*rows, ("  无问题", "")]
