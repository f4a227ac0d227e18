"""The published report the tests are held against."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gongkai.law.annual_report.figures import Figure, read_figures

_FILE = Path(__file__).parent / "data" / "wenxian_2022.json"


@pytest.fixture
def published() -> dict[str, dict[str, Any]]:
    """The 218 figures with label and unit, by key."""
    figures: dict[str, dict[str, Any]] = json.loads(_FILE.read_text("utf-8"))["figures"]
    return figures


@pytest.fixture
def figures(published: dict[str, dict[str, Any]]) -> dict[str, Figure]:
    """The values of the 218 figures, fresh for each test."""
    return read_figures({key: entry["value"] for key, entry in published.items()})
