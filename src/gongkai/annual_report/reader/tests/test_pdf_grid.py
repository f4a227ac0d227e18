"""Ruling lines of a PDF page: two tables whose lines stand nearly below one another stay two tables."""

from __future__ import annotations

from gongkai.annual_report.reader.formats.pdf_grid import Letter, Stroke, tables_of
from gongkai.annual_report.reader.source import Exactness


def ruled(xs: list[float], top: float, bottom: float) -> list[Stroke]:
    """A table of one row: each upright line drawn in two pieces, as browsers print cells' edges."""
    middle = (top + bottom) / 2
    across = [Stroke(True, y, xs[0], xs[-1]) for y in (top, middle, bottom)]
    return across + [Stroke(False, x, *piece) for x in xs for piece in ((bottom, middle), (middle, top))]


def test_two_tables_on_a_page_with_lines_two_points_apart() -> None:
    strokes = ruled([100.0, 539.6, 577.9], 700.0, 660.0) + ruled([100.0, 541.9, 577.9], 180.0, 140.0)
    letters = [
        Letter(text, x, y, x + 5, y + 8, 10, y) for y in (670.0, 150.0) for text, x in (("6", 300.0), ("21", 550.0))
    ]
    grids = [table.grid("", Exactness.EXACT) for table in tables_of(strokes, letters)]
    assert [[cell.text for cell in grid.rows[1]] for grid in grids] == [["6", "21"], ["6", "21"]]
