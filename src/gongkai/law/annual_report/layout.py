"""The official tables, cell for cell, as a neutral structure any writer can follow.

A table is rows of ``LayoutCell``; each cell prints a text or a figure and covers ``colspan`` x ``rowspan`` places. ``widths`` are
relative. ``occupied`` says which place belongs to which cell, so that a writer without spans can fill a plain grid.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.law.annual_report.form import RECONCILIATION_SENTENCE
from gongkai.law.annual_report.rows import (
    RESULT_ROWS,
    TABLE2_ITEMS,
    TABLE3_COLUMNS,
    TABLE3_ROWS,
    TABLE4_BLOCKS,
    TABLE4_COLUMNS,
    Block,
    Row,
)


@dataclass(frozen=True, slots=True)
class LayoutCell:
    """A printed text, or the figure of ``key``. ``vertical`` text stands upright in a narrow column."""

    text: str = ""
    key: str | None = None
    colspan: int = 1
    rowspan: int = 1
    header: bool = False
    vertical: bool = False


LayoutRow = tuple[LayoutCell, ...]


@dataclass(frozen=True, slots=True)
class LayoutTable:
    """One official table. ``header_rows`` are repeated where a table runs over a page."""

    key: str
    title_zh: str
    widths: tuple[int, ...]
    header_rows: int
    rows: tuple[LayoutRow, ...]

    @property
    def columns(self) -> int:
        return len(self.widths)


def _head(text: str, colspan: int = 1, rowspan: int = 1, *, vertical: bool = False) -> LayoutCell:
    return LayoutCell(text, colspan=colspan, rowspan=rowspan, header=True, vertical=vertical)


def _table2_rows() -> Iterator[LayoutRow]:
    for item in TABLE2_ITEMS:
        yield (_head(item.heading_zh, 4),)
        columns = item.rows[0].columns
        span = 3 // len(columns)
        yield (_head("信息内容"), *(_head(column.label_zh, span) for column in columns))
        for row in item.rows:
            keys = (f"table2.{item.key}.{row.key}.{column.key}" for column in row.columns)
            yield (_head(row.label_zh), *(LayoutCell(key=key, colspan=span) for key in keys))


def _figures(row: str) -> LayoutRow:
    return tuple(LayoutCell(key=f"table3.{row}.{column.key}") for column in TABLE3_COLUMNS)


def _table3_head() -> tuple[LayoutRow, ...]:
    organisations = tuple(_head(column.label_zh) for column in TABLE3_COLUMNS[1:-1])
    return (
        (_head(RECONCILIATION_SENTENCE, 3, 3), _head("申请人情况", 7)),
        (_head(TABLE3_COLUMNS[0].label_zh, rowspan=2), _head("法人或其他组织", 5), _head(TABLE3_COLUMNS[-1].label_zh, rowspan=2)),
        organisations,
    )  # fmt: skip


def _table3_rows() -> Iterator[LayoutRow]:
    yield from _table3_head()
    by_key = {row.key: row for row in TABLE3_ROWS}
    for key in ("new_received", "carried_in"):
        yield (_head(by_key[key].label_zh, 3), *_figures(key))
    results = (*RESULT_ROWS, by_key["results_total"])
    for place, row in enumerate(results):
        first = (_head("三、本年度办理结果", rowspan=len(results), vertical=True),) if place == 0 else ()
        yield (*first, *_result_labels(row), *_figures(row.key))
    yield (_head(by_key["carried_out"].label_zh, 3), *_figures("carried_out"))


def _result_labels(row: Row) -> LayoutRow:
    """The label beside 三、本年度办理结果: two places wide, or the group (with its first row) and the row's own label."""
    if not row.group:
        return (_head(row.label_zh, 2),)
    members = [member for member in RESULT_ROWS if member.group == row.group]
    group = (_head(row.group, rowspan=len(members)),) if row is members[0] else ()
    return (*group, _head(row.label_zh))


def _table4_rows() -> Iterator[LayoutRow]:
    reconsideration, *lawsuits = TABLE4_BLOCKS
    five = len(TABLE4_COLUMNS)
    yield (_head(reconsideration.label_zh, five), _head("行政诉讼", five * len(lawsuits)))
    yield (
        *(_head(column.label_zh, rowspan=2) for column in TABLE4_COLUMNS),
        *(_head(block.label_zh, five) for block in lawsuits),
    )
    yield tuple(_head(column.label_zh) for _ in lawsuits for column in TABLE4_COLUMNS)
    yield tuple(cell for block in TABLE4_BLOCKS for cell in _block_figures(block))


def _block_figures(block: Block) -> LayoutRow:
    return tuple(LayoutCell(key=f"table4.{block.key}.{column.key}") for column in TABLE4_COLUMNS)


TABLE2 = LayoutTable("table2", "二、主动公开政府信息情况", (4, 3, 3, 3), 0, tuple(_table2_rows()))
TABLE3 = LayoutTable(
    "table3", "三、收到和处理政府信息公开申请情况", (2, 4, 9, 3, 3, 3, 3, 3, 3, 3), 3, tuple(_table3_rows())
)
TABLE4 = LayoutTable("table4", "四、政府信息公开行政复议、行政诉讼情况", (1,) * 15, 3, tuple(_table4_rows()))
LAYOUT = (TABLE2, TABLE3, TABLE4)


def occupied(table: LayoutTable) -> dict[tuple[int, int], LayoutCell]:
    """Which cell covers place (row, column), both from 0. Raises ValueError where two cells claim one place."""
    places: dict[tuple[int, int], LayoutCell] = {}
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in places:
                column += 1
            for place in (
                (row + down, column + right) for down in range(cell.rowspan) for right in range(cell.colspan)
            ):
                if place in places:
                    raise ValueError(f"{table.key}: place {place} is claimed twice, by {places[place]} and {cell}")
                places[place] = cell
    return places
