"""Table 4 from grids: one row of fifteen values below a header of three levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.annual_report.reader.claims import Claim, Sure, claim_cell, unreadable
from gongkai.annual_report.reader.labels import BLOCKS4, LEAVES4, normal
from gongkai.annual_report.reader.printed import Kind, read_cell
from gongkai.annual_report.reader.rows import GridRow
from gongkai.annual_report.reader.source import Cell
from gongkai.law.annual_report.cells import TABLE4_CELLS

KEYS4 = tuple(cell.key for cell in TABLE4_CELLS)
FIFTEEN, FIVE = len(KEYS4), 5


@dataclass(frozen=True, slots=True)
class Header4:
    """``begins`` the row after which values may stand; ``places`` of the fifteen last-level labels where all were found."""

    begins: int
    official: bool
    whole: bool
    places: tuple[int, ...] | None


def read_grid4(rows: Sequence[GridRow], header_seen: bool) -> tuple[list[Claim], bool]:
    """The claims of one grid, and whether a header of table 4 has been seen; the values may stand on the next page."""
    header = _header(rows)
    if header is None and not header_seen:
        return [], False
    begins = header.begins if header else 0
    data = [row for row in rows[begins:] if _is_data(row)]
    if not data:
        return [], True
    row = next((row for row in data if row.numbers), data[0])  # an empty row above the values only keeps a distance
    others = {_texts(one) for one in data if len(one.numbers) >= FIVE} - {_texts(row)}
    if others:
        return unreadable(KEYS4, row.where, "有两行以上的数字，不能确定哪一行是本年度"), True
    return _read_row(row, header or Header4(0, True, False, None)), True


def read_headless4(grids: Sequence[Sequence[GridRow]]) -> list[Claim]:
    """Section 四 with numbers alone: one row of fifteen, taken in the official order where every block adds up."""
    rows = [row for grid in grids for row in grid if row.numbers]
    if len(rows) != 1 or len(rows[0].numbers) != FIFTEEN or len(rows[0].cells) != FIFTEEN:
        return []
    numbers = rows[0].numbers
    if not all(_adds_up(numbers[start : start + FIVE]) for start in range(0, FIFTEEN, FIVE)):
        return unreadable(KEYS4, rows[0].where, "没有表头，各组数字又不能相加")
    return [claim_cell(key, cell, rows[0].where, Sure.ORDER) for key, cell in zip(KEYS4, numbers, strict=True)]


def _texts(row: GridRow) -> tuple[str, ...]:
    return tuple(cell.text for cell in row.numbers)


def _header(rows: Sequence[GridRow]) -> Header4 | None:
    """Rows that name 行政复议 or the blocks, then rows of results; each must keep the official order."""
    first = next(
        (
            i
            for i, row in enumerate(rows)
            if any(normal(cell.text) in ("行政复议", "行政诉讼", *BLOCKS4) for cell in row.cells)
        ),
        None,
    )
    if first is None:
        return None
    last = first
    official, leaves = True, []
    for i in range(first, min(first + 6, len(rows))):
        row = rows[i]
        if _is_data(row) and row.numbers:
            break
        found = [(cell, LEAVES4[normal(cell.text)]) for cell in row.cells if normal(cell.text) in LEAVES4]
        official = official and _in_order([rank for _, rank in found]) and _blocks_in_order(row)
        leaves += found
        if found or any(normal(cell.text) in BLOCKS4 for cell in row.cells):
            last = i
    places = _places(leaves)
    return Header4(last + 1, official, len(leaves) == FIFTEEN, places)


def _in_order(ranks: list[int]) -> bool:
    """The five results, once for each block, in the official order; labels may be lost, not exchanged."""
    rounds = 1 + sum(right <= left for left, right in pairwise(ranks))
    return not ranks or rounds <= -(-len(ranks) // FIVE)


def _blocks_in_order(row: GridRow) -> bool:
    order = ("行政复议", "行政诉讼") if any(normal(cell.text) == "行政诉讼" for cell in row.cells) else BLOCKS4
    found = [order.index(normal(cell.text)) for cell in row.cells if normal(cell.text) in order]
    return found == sorted(found)


def _places(leaves: Sequence[tuple[Cell, int]]) -> tuple[int, ...] | None:
    """Columns of the fifteen labels, where all stand in places of their own, side by side."""
    ordered = sorted(leaves, key=lambda leaf: leaf[0].column)
    ranks, columns = [rank for _, rank in ordered], tuple(cell.column for cell, _ in ordered)
    if ranks != [*range(FIVE)] * 3 or columns != tuple(range(columns[0], columns[0] + FIFTEEN)):
        return None
    return columns


def _is_data(row: GridRow) -> bool:
    """A row of values without words: numbers, or a row of empty cells."""
    if normal(row.label) or row.disturbed:
        return len(row.numbers) == FIFTEEN and not row.disturbed
    return bool(row.numbers) or len(row.values) >= FIFTEEN


def _read_row(row: GridRow, header: Header4) -> list[Claim]:
    sure = Sure.LABEL if header.whole else Sure.ORDER
    if (
        row.has_twins
        and row.repeats
        and not all(_adds_up(row.numbers[start : start + FIVE]) for start in range(0, FIFTEEN, FIVE))
    ):
        return unreadable(KEYS4, row.where, "相邻两格数字相同，可能是合并的一格")
    if not header.official:
        return unreadable(KEYS4, row.where, "表头次序与官方格式不同")
    cells: Sequence[Cell] = row.numbers
    if len(cells) != FIFTEEN or (row.has_gaps and not _in_places(row, header)):
        cells = _with_blanks(row, header)
    if not cells:
        return unreadable(KEYS4, row.where, f"该行有{len(row.numbers)}个数字，应有{FIFTEEN}个，不能确定各属哪一列")
    return [
        claim_cell(key, cell, f"{row.where}第{cell.column + 1}列", sure) for key, cell in zip(KEYS4, cells, strict=True)
    ]


def _in_places(row: GridRow, header: Header4) -> bool:
    """Fifteen numbers with empty places among them: each under its label, or every block adds up."""
    columns = tuple(cell.column for cell in row.numbers)
    return columns == header.places or all(
        _adds_up(row.numbers[start : start + FIVE]) for start in range(0, FIFTEEN, FIVE)
    )


def _with_blanks(row: GridRow, header: Header4) -> Sequence[Cell]:
    """Fifteen cells under fifteen labels, some of them empty; none where a cell may be lost."""
    by_column = {cell.column: cell for cell in row.values}
    if not row.numbers and len(row.values) == FIFTEEN:
        return row.values
    if header.places is None or not row.is_whole:
        return ()
    cells = [by_column[column] for column in header.places if column in by_column]
    if len(cells) != FIFTEEN or any(cell.column not in header.places for cell in row.numbers):
        return ()
    if row.numbers and not _cannot_have_slipped(cells, row.is_exact):
        return ()
    return cells if all(_block_fits(cells[start : start + FIVE]) for start in range(0, FIFTEEN, FIVE)) else ()


def _adds_up(cells: Sequence[Cell]) -> bool:
    values = [read_cell(cell.text) for cell in cells]
    if len(values) != FIVE or any(one.kind is not Kind.NUMBER for one in values):
        return False
    return sum(int(one.digits) for one in values[:-1]) == int(values[-1].digits)


def _cannot_have_slipped(cells: Sequence[Cell], is_exact: bool) -> bool:
    """The last place empty: the row is trusted only in formats that write every place, where the first blocks add up and the last number is no total."""
    values = [read_cell(cell.text) for cell in cells]
    if values[-1].kind is Kind.NUMBER:
        return True
    counts = [int(one.digits) if one.kind is Kind.NUMBER else 0 for one in values]
    first = _adds_up(cells[:FIVE]) and _adds_up(cells[FIVE : 2 * FIVE])
    return is_exact and first and not values[-1].mark and (counts[-2] < sum(counts[-5:-2]) or not any(counts))


def _block_fits(cells: Sequence[Cell]) -> bool:
    """In a row with empty cells a whole block must add up, and with an empty cell in it the parts may not exceed the total:
    else the row slipped, or two cells became one."""
    values = [read_cell(cell.text) for cell in cells]
    if all(one.kind is Kind.NUMBER for one in values):
        return _adds_up(cells)
    if values[-1].kind is not Kind.NUMBER:
        return True
    return sum(int(one.digits) for one in values[:-1] if one.kind is Kind.NUMBER) <= int(values[-1].digits)
