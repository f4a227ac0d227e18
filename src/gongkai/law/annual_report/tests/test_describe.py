"""The generated page is the one in the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.law.annual_report.cells import ALL_CELLS
from gongkai.law.annual_report.describe import describe
from gongkai.law.annual_report.narrative import CATALOGUE

PAGE = Path(__file__).parents[5] / "docs" / "report-cells.md"


def test_the_page_in_docs_is_current() -> None:
    if not PAGE.parent.is_dir():
        pytest.skip("docs/ is not part of an installed package")
    assert PAGE.read_text("utf-8") == describe(), (
        "run: python -m gongkai.law.annual_report.describe > docs/report-cells.md"
    )


def test_every_cell_and_figure_is_described() -> None:
    page = describe()
    keys = [cell.key for cell in ALL_CELLS] + [figure.key for figure in CATALOGUE]
    assert all(f"| `{key}` |" in page for key in keys)
