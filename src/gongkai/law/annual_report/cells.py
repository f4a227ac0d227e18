"""Every printed and derived cell of the report, built from the rows and columns: one table of definitions.

Keys are the public names of the figures (``table3.granted.total``). A cell is counted by ``measure`` with ``where``, or is the
declared sum of ``sum_of``. Figures of the text stand in ``narrative``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from gongkai.law.annual_report.rows import (
    CATEGORY_COLUMNS,
    FEE_BASIS,
    RESULT_MEANS,
    TABLE2_ITEMS,
    TABLE3_COLUMNS,
    TABLE3_ROWS,
    TABLE4_BLOCKS,
    TABLE4_COLUMNS,
    Block,
    Column,
    Row,
    Source,
    Where,
)
from gongkai.law.errors import LawError, nearest
from gongkai.law.reference import FMT, REG


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. ``unit`` 万元 means a Decimal, all others whole numbers; ``printed`` cells stand in the official tables."""

    key: str
    label_zh: str
    means: str
    basis: tuple[Source, ...]
    unit: str = "件"
    measure: str | None = None
    where: Where = ()
    sum_of: tuple[str, ...] = ()
    printed: bool = True
    previous_year: bool = False
    """True where the measure is asked for the year before."""


def _table2() -> Iterator[Cell]:
    for item in TABLE2_ITEMS:
        for row in item.rows:
            for column in row.columns:
                key = f"table2.{item.key}.{row.key}.{column.key}"
                label = f"{row.label_zh} / {column.label_zh}"
                yield Cell(key, label, column.means, item.basis, column.unit, column.measure, column.where)


def _table3() -> Iterator[Cell]:
    for row in TABLE3_ROWS:
        for column in TABLE3_COLUMNS:
            yield _table3_cell(row, column)


def _table3_cell(row: Row, column: Column) -> Cell:
    label = f"{row.group}{row.label_zh} / {column.label_zh}"
    key = f"table3.{row.key}.{column.key}"
    if column.key == "total":
        parts = tuple(f"table3.{row.key}.{category}" for category in CATEGORY_COLUMNS)
        return Cell(key, label, f"{row.means}；各类申请人之和", row.basis, sum_of=parts)
    means = f"{row.means}；申请人为{column.label_zh}"
    if row.sum_of:
        return Cell(key, label, means, row.basis, sum_of=tuple(f"table3.{part}.{column.key}" for part in row.sum_of))
    return Cell(key, label, means, row.basis, measure=row.measure, where=(*row.where, *column.where))


def _table4() -> Iterator[Cell]:
    for block in TABLE4_BLOCKS:
        for column in TABLE4_COLUMNS:
            yield _table4_cell(block, column)


def _table4_cell(block: Block, column: Column) -> Cell:
    key, label = f"table4.{block.key}.{column.key}", f"{block.label_zh} / {column.label_zh}"
    if column.key == "total":
        parts = tuple(f"table4.{block.key}.{part.key}" for part in TABLE4_COLUMNS[:-1])
        return Cell(key, label, f"{block.means}；各项之和", block.basis, sum_of=parts)
    measure = "remedies.pending" if column.key == "pending" else "remedies.concluded"
    means = f"{block.means}：{RESULT_MEANS[column.key]}"
    return Cell(key, label, means, block.basis, measure=measure, where=(("block", block.key), *column.where))


def _subtotal(name: str, prefix: str, label: str) -> Cell:
    parts = tuple(f"table3.{row.key}.total" for row in TABLE3_ROWS if row.key.startswith(f"{prefix}."))
    means = "各行之和；官方表格不设小计行"
    return Cell(f"derived.table3.{name}.total", f"{label} 小计 / 总计", means, (FMT(),), sum_of=parts, printed=False)


FEE_CELL = Cell(
    "other.processing_fee_yuan", "政府信息公开处理费", "本年收取的政府信息公开信息处理费", FEE_BASIS, "元", "requests.fees_collected",
    printed=False,
)  # fmt: skip

DERIVED_CELLS = (
    Cell("derived.normative_documents_in_force_previous_year", "行政规范性文件 / 上年末现行有效件数", "上年12月31日现行有效的行政规范性文件",
         (REG(20, 1),), measure="catalogue.documents_in_force", where=(("document_type", "normative_documents"),),
         printed=False, previous_year=True),
    _subtotal("refused", "refused", "（三）不予公开"),
    _subtotal("unable", "unable", "（四）无法提供"),
    _subtotal("not_processed", "not_processed", "（五）不予处理"),
    _subtotal("otherwise_closed", "other", "（六）其他处理"),
)  # fmt: skip

TABLE2_CELLS, TABLE3_CELLS, TABLE4_CELLS = tuple(_table2()), tuple(_table3()), tuple(_table4())
FORM_CELLS = TABLE2_CELLS + TABLE3_CELLS + TABLE4_CELLS
"""The 200 cells of the official tables, in reading order."""
ALL_CELLS = (*FORM_CELLS, FEE_CELL, *DERIVED_CELLS)
CELLS = MappingProxyType({cell.key: cell for cell in ALL_CELLS})


def cell(key: str) -> Cell:
    """The cell of this key. Raises LawError with the nearest key."""
    if key not in CELLS:
        raise LawError("cell", key, (), nearest(key, CELLS) or "Keys look like table3.granted.total.")
    return CELLS[key]
