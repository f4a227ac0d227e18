"""Tables of a PDF page from their ruling lines: which places the lines enclose, and the text inside each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gongkai.annual_report.reader.printed import RAISED
from gongkai.annual_report.reader.source import Exactness, Grid, GridBuilder

SNAP = 2.5
"""Points within which two lines are one."""
MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line: ``at`` its height (horizontal) or its distance from the left, from ``start`` to ``end``."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Letter:
    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    base: float
    """Height of the line the letter stands on: 一 and ， are flat, their boxes say little."""

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def high(self) -> float:
        """Height of the type: the font's size where the box of a character such as 一 is flat."""
        return max(self.top - self.bottom, min(self.size, 40.0) * 0.8, (self.right - self.left) * 0.8)


@dataclass(slots=True)
class RuledTable:
    """``xs`` from left to right, ``ys`` from top to bottom: the lines; ``inside`` the letters of the table."""

    xs: list[float]
    ys: list[float]
    strokes: list[Stroke]
    inside: list[Letter] = field(default_factory=list)

    @property
    def top(self) -> float:
        return self.ys[0]

    def holds(self, letter: Letter) -> bool:
        return self.xs[0] - 1 < letter.centre < self.xs[-1] + 1 and self.ys[-1] - 1 < letter.middle < self.ys[0] + 1

    def grid(self, where: str, exactness: Exactness) -> Grid:
        """The cells: neighbouring places with no line between them are one cell. An area that is no rectangle is taken
        as its single places, so that nothing in it is whole."""
        regions = self._regions()
        texts = self._texts()
        builder = GridBuilder()
        for row in range(len(self.ys) - 1):
            builder.begin_row()
            for column in range(len(self.xs) - 1):
                region = regions[row, column]
                if min(region) == (row, column):
                    down = max(r for r, _ in region) - row + 1
                    right = max(c for _, c in region) - column + 1
                    builder.add(_joined([letter for place in region for letter in texts.get(place, ())]), right, down)
        return builder.grid(where, exactness)

    def _regions(self) -> dict[tuple[int, int], frozenset[tuple[int, int]]]:
        parent = {(r, c): (r, c) for r in range(len(self.ys) - 1) for c in range(len(self.xs) - 1)}

        def root(place: tuple[int, int]) -> tuple[int, int]:
            while parent[place] != place:
                parent[place] = parent[parent[place]]
                place = parent[place]
            return place

        for row, column in list(parent):
            right, below = (row, column + 1), (row + 1, column)
            if right in parent and not self._covered(False, self.xs[column + 1], self.ys[row + 1], self.ys[row]):
                parent[root(right)] = root((row, column))
            if below in parent and not self._covered(True, self.ys[row + 1], self.xs[column], self.xs[column + 1]):
                parent[root(below)] = root((row, column))
        groups: dict[tuple[int, int], set[tuple[int, int]]] = {}
        for place in parent:
            groups.setdefault(root(place), set()).add(place)
        return {place: region for group in groups.values() for place, region in _rectangles(group)}

    def _covered(self, horizontal: bool, at: float, start: float, end: float) -> bool:
        """True where a line runs along this edge of a place, over its middle part."""
        middle = (start + end) / 2
        return any(
            stroke.horizontal is horizontal
            and abs(stroke.at - at) <= SNAP
            and stroke.start - SNAP <= middle <= stroke.end + SNAP
            for stroke in self.strokes
        )

    def _texts(self) -> dict[tuple[int, int], list[Letter]]:
        texts: dict[tuple[int, int], list[Letter]] = {}
        falling = [-y for y in self.ys]
        for letter in self.inside:
            row = bisect_right(falling, -letter.middle) - 1
            column = bisect_right(self.xs, letter.centre) - 1
            row = min(max(row, 0), len(self.ys) - 2)
            column = min(max(column, 0), len(self.xs) - 2)
            texts.setdefault((row, column), []).append(letter)
        return texts


def _rectangles(group: set[tuple[int, int]]) -> Iterable[tuple[tuple[int, int], frozenset[tuple[int, int]]]]:
    rows, columns = [r for r, _ in group], [c for _, c in group]
    area = (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)
    for place in group:
        yield place, frozenset(group) if area == len(group) else frozenset({place})


def tables_of(strokes: Sequence[Stroke], letters: Sequence[Letter]) -> list[RuledTable]:
    """Groups of lines that touch, with at least two lines each way and letters inside."""
    if not 4 <= len(strokes) <= MOST_LINES:
        return []
    tables = []
    for group in _connected(_merged(strokes)):
        xs = _snapped([one.at for one in group if not one.horizontal])
        ys = _snapped([one.at for one in group if one.horizontal])[::-1]
        if len(xs) < 3 or len(ys) < 3:
            continue
        table = RuledTable(xs, ys, group)
        table.inside = [letter for letter in letters if table.holds(letter)]
        if table.inside:
            tables.append(table)
    return tables


def _merged(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Pieces of one line joined: writers draw each cell's edge by itself. A line of another table, nearly at the same place
    but wholly before the last one, is a line of its own.
    """
    joined: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda one: (one.horizontal, round(one.at / SNAP), one.start)):
        last = joined[-1] if joined else None
        same = last and last.horizontal is stroke.horizontal and abs(last.at - stroke.at) <= SNAP
        if last and same and last.start - SNAP <= stroke.start <= last.end + SNAP:
            joined[-1] = Stroke(last.horizontal, last.at, last.start, max(last.end, stroke.end))
        else:
            joined.append(stroke)
    return joined


def _connected(strokes: list[Stroke]) -> list[list[Stroke]]:
    """Lines that cross or touch, as groups."""
    parent = list(range(len(strokes)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    across = [i for i, one in enumerate(strokes) if one.horizontal]
    upright = [i for i, one in enumerate(strokes) if not one.horizontal]
    for i in across:
        for j in upright:
            one, other = strokes[i], strokes[j]
            crosses = (
                one.start - SNAP <= other.at <= one.end + SNAP and other.start - SNAP <= one.at <= other.end + SNAP
            )
            if crosses:
                parent[root(i)] = root(j)
    groups: dict[int, list[Stroke]] = {}
    for index, stroke in enumerate(strokes):
        groups.setdefault(root(index), []).append(stroke)
    return list(groups.values())


def _snapped(values: Iterable[float]) -> list[float]:
    """Sorted, near ones as one."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > SNAP:
            kept.append(value)
    return kept


def _joined(letters: list[Letter]) -> str:
    """The text of a cell: lines from top to bottom, a wide gap on a line as a space. A number broken over lines stays broken."""
    lines: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: -one.base):
        if lines and abs(lines[-1][0].base - letter.base) < max(2.0, 0.5 * letter.high):
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return "\n".join(_on_a_line(sorted(line, key=lambda one: one.left)) for line in lines)


def is_note(before: Letter, letter: Letter) -> bool:
    """A smaller digit, or one off the line, behind a digit: the mark of a note."""
    if not (before.text.isdigit() and letter.text.isdigit()):
        return False
    smaller = 0 < letter.size < 0.8 * before.size
    return smaller or abs(letter.base - before.base) > 0.2 * max(before.high, 1.0)


def _on_a_line(line: list[Letter]) -> str:
    text = ""
    for index, letter in enumerate(line):
        before = line[index - 1] if index else None
        gap = letter.left - before.right if before else 0.0
        text += " " if gap > 0.6 * letter.high else ""
        text += (RAISED if before and is_note(before, letter) else "") + letter.text
    return text
