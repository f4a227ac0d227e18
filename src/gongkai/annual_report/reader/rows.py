"""Rows of a label and its values, from grids. A row says where each value stands and whether its places can be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from gongkai.annual_report.reader.printed import Kind, looks_numeric, read_cell
from gongkai.annual_report.reader.source import Cell, Exactness, Grid


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a grid: its label cells, then the values behind the last of them.

    ``values`` numbers and empty cells behind the label; ``disturbed`` True where something that is neither stands among them.
    ``width`` places taken, ``full`` the width most rows of the grid have.
    """

    grid: Grid
    number: int
    cells: tuple[Cell, ...]
    label: str
    label_end: int
    values: tuple[Cell, ...]
    disturbed: bool
    width: int
    full: int
    repeats: bool

    @property
    def where(self) -> str:
        return f"{self.grid.where}第{self.number}行"

    @property
    def numbers(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.values if _is_number(cell))

    @property
    def has_twins(self) -> bool:
        """Two neighbours hold the same number above 0: perhaps one merged cell, printed again in each of its places."""
        texts = [cell.text for cell in self.numbers]
        return any(one == other and one.strip("0") for one, other in pairwise(texts))

    @property
    def has_gaps(self) -> bool:
        """An empty place between or among the numbers: they may belong to other columns than their order says."""
        columns = [cell.column for cell in self.numbers]
        return (
            any(columns[0] < cell.column < columns[-1] for cell in self.values if not _is_number(cell))
            if columns
            else False
        )

    @property
    def is_whole(self) -> bool:
        """No place more or less than the other rows: a lost or added cell would show."""
        return self.width == self.full

    @property
    def is_exact(self) -> bool:
        return self.grid.exactness is Exactness.EXACT


def rows_of(grid: Grid) -> Iterator[GridRow]:
    widths = Counter(width for width in grid.widths if width)
    full = widths.most_common(1)[0][0] if widths else 0
    repeats = any(one.text == other.text and not _is_value(one) for row in grid.rows for one, other in pairwise(row))
    for number, cells in enumerate(grid.rows):
        yield _row(grid, number, cells, full, repeats)


def _is_number(cell: Cell) -> bool:
    kinds = (read_cell(cell.text).kind, read_cell(cell.text, amount=True).kind)
    return looks_numeric(cell.text) or Kind.NUMBER in kinds


def _is_value(cell: Cell) -> bool:
    return _is_number(cell) or read_cell(cell.text).kind is Kind.BLANK


def _row(grid: Grid, number: int, cells: tuple[Cell, ...], full: int, repeats: bool) -> GridRow:
    """Label cells reach to the last text before the first number; text behind a number disturbs the row.

    Numbers before the label (a column of running numbers) belong to the label.
    """
    first_number = next(
        (i for i, cell in enumerate(cells) if looks_numeric(cell.text) and _text_before(cells, i)), None
    )
    stop = len(cells) if first_number is None else first_number
    last_text = max((i for i, cell in enumerate(cells[:stop]) if not _is_value(cell)), default=-1)
    label_cells, rest = cells[: last_text + 1], cells[last_text + 1 :]
    texts = dict.fromkeys(cell.text for cell in label_cells if not _is_value(cell) or looks_numeric(cell.text))
    label = "".join(texts)  # a merged label that was repeated in each of its places counts once
    disturbed = any(not _is_value(cell) for cell in rest)
    end = max((cell.column + cell.colspan for cell in label_cells), default=0)
    return GridRow(grid, number + 1, cells, label, end, rest, disturbed, grid.widths[number], full, repeats)


def _text_before(cells: tuple[Cell, ...], index: int) -> bool:
    return any(not _is_value(cell) for cell in cells[:index])
