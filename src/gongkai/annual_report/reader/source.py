"""The neutral structure every format becomes: lines of text, grids of cells, pictures, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

WIDEST_GRID = 400


class Exactness(StrEnum):
    """How far the places of a grid can be trusted when a row has fewer values than it should."""

    EXACT = "exact"
    """Every place is written in the file (HTML): a row that lost a cell is seen to be shorter."""
    PADDED = "padded"
    """Short rows are filled up at their end (workbooks, delimited text): a lost cell looks like a last empty one."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell at place (row, column), both from 0; ``image`` where it holds a picture and no text."""

    text: str
    row: int
    column: int
    colspan: int = 1
    rowspan: int = 1
    image: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: for each row the cells that begin in it. ``spans`` False where merged cells are not marked."""

    rows: tuple[tuple[Cell, ...], ...]
    where: str
    exactness: Exactness
    widths: tuple[int, ...] = ()
    """Places taken in each row, by its own cells and by those spanning from above."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line or paragraph of text, with the spacing it was printed with. ``number`` counts lines, empty ones too."""

    text: str
    where: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that stands alone; a table may be inside it."""

    where: str


Block = Grid | Line | Picture


@dataclass(frozen=True, slots=True)
class Source:
    """A file as blocks in reading order. ``format`` is html, docx, pdf, xlsx or text."""

    name: str
    format: str
    blocks: tuple[Block, ...]
    pages: int = 0


@dataclass(slots=True)
class GridBuilder:
    """Places cells with spans the way browsers and Word do."""

    rows: list[list[Cell]] = field(default_factory=list)
    _taken: dict[tuple[int, int], bool] = field(default_factory=dict)
    _widths: list[int] = field(default_factory=list)

    def begin_row(self) -> None:
        self.rows.append([])
        self._widths.append(0)

    def add(self, text: str, colspan: int = 1, rowspan: int = 1, *, image: bool = False) -> None:
        if not self.rows:
            self.begin_row()
        row, column = len(self.rows) - 1, 0
        while self._taken.get((row, column)):
            column += 1
        colspan = max(1, min(colspan, WIDEST_GRID))
        rowspan = max(1, min(rowspan, 1000))
        self.rows[row].append(Cell(text, row, column, colspan, rowspan, image))
        for down in range(rowspan):
            for right in range(colspan):
                self._taken[row + down, column + right] = True

    def grid(self, where: str, exactness: Exactness) -> Grid:
        count = len(self.rows)
        widths = [0] * count
        for row, _ in self._taken:
            if row < count:
                widths[row] += 1
        return Grid(tuple(tuple(row) for row in self.rows), where, exactness, tuple(widths))


def texts_of(source: Source) -> Iterator[Line]:
    """Every line of text outside tables, and rows of a grid with a single filled cell: workbooks hold their text so."""
    for block in source.blocks:
        if isinstance(block, Line):
            yield block
        elif isinstance(block, Grid):
            for number, row in enumerate(block.rows, start=1):
                filled = [cell for cell in row if cell.text.strip()]
                if len(filled) == 1:
                    where = f"{block.where}第{number}行"
                    yield from (Line(line.strip(), where) for line in filled[0].text.split("\n") if line.strip())
