"""The neutral structure every format becomes: lines of text, grids of cells, pictures, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

WIDEST_GRID = 400
MOST_PLACES = 200_000


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


class TooLarge(ValueError):
    """A table that takes more places than any report's: spans are cheap to write and dear to lay out."""


@dataclass(slots=True)
class GridBuilder:
    """Places cells with spans the way browsers and Word do. Raises TooLarge."""

    rows: list[list[Cell]] = field(default_factory=list)
    _widths: list[int] = field(default_factory=list)
    _taken: set[int] = field(default_factory=set)
    """Columns taken in the row at hand."""
    _below: dict[int, int] = field(default_factory=dict)
    """Columns a cell above still reaches into: how many rows more."""
    _next: int = 0
    _places: int = 0

    def begin_row(self) -> None:
        self._taken = set(self._below)
        self._below = {column: rows - 1 for column, rows in self._below.items() if rows > 1}
        self._next = 0
        self.rows.append([])
        self._widths.append(0)
        self._count(len(self._taken))

    def add(self, text: str, colspan: int = 1, rowspan: int = 1, *, image: bool = False) -> None:
        if not self.rows:
            self.begin_row()
        while self._next in self._taken:
            self._next += 1
        column = self._next
        colspan = max(1, min(colspan, WIDEST_GRID))
        rowspan = max(1, min(rowspan, 1000))
        self.rows[-1].append(Cell(text, len(self.rows) - 1, column, colspan, rowspan, image))
        places = range(column, column + colspan)
        self._count(sum(place not in self._taken for place in places))
        self._taken.update(places)
        if rowspan > 1:
            self._below |= {place: max(rowspan - 1, self._below.get(place, 0)) for place in places}

    def _count(self, places: int) -> None:
        self._widths[-1] += places
        self._places += places
        if self._places > MOST_PLACES:
            raise TooLarge

    def grid(self, where: str, exactness: Exactness) -> Grid:
        return Grid(tuple(tuple(row) for row in self.rows), where, exactness, tuple(self._widths))


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
