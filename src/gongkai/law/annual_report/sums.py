"""Declared sums: a total is never counted by itself. ``fill_sums`` computes them from the counted cells."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.law.annual_report.cells import ALL_CELLS, CELLS
from gongkai.law.annual_report.figures import Figure, Figures, total
from gongkai.law.annual_report.rows import CATEGORY_COLUMNS, TABLE3_COLUMNS, TABLE3_ROWS, TABLE4_BLOCKS, TABLE4_COLUMNS


@dataclass(frozen=True, slots=True)
class DeclaredSum:
    """``total`` is the sum of ``parts``; ``identity`` is the rule that says so, ``scope`` where it is applied."""

    total: str
    parts: tuple[str, ...]
    identity: str
    scope: str
    scope_zh: str


_RESULTS = next(row for row in TABLE3_ROWS if row.key == "results_total")

ROW_SUMS = tuple(
    DeclaredSum(f"table3.{row.key}.total", tuple(f"table3.{row.key}.{c}" for c in CATEGORY_COLUMNS), "T3-3",
                f"table3.{row.key}", f"{row.group}{row.label_zh}")
    for row in TABLE3_ROWS
)  # fmt: skip
COLUMN_SUMS = tuple(
    DeclaredSum(f"table3.results_total.{column.key}", tuple(f"table3.{part}.{column.key}" for part in _RESULTS.sum_of),
                "T3-2", f"table3.*.{column.key}", f"{column.label_zh}列")
    for column in TABLE3_COLUMNS
)  # fmt: skip
BLOCK_SUMS = tuple(
    DeclaredSum(f"table4.{block.key}.total", tuple(f"table4.{block.key}.{c.key}" for c in TABLE4_COLUMNS[:-1]), "T4-1",
                f"table4.{block.key}", block.label_zh)
    for block in TABLE4_BLOCKS
)  # fmt: skip


def parts_of(key: str) -> tuple[str, ...]:
    """The cells a cell is summed from; empty for a counted cell."""
    return CELLS[key].sum_of if key in CELLS else ()


def fill_sums(figures: Figures) -> dict[str, Figure]:
    """The figures with every declared sum computed anew; a sum with an unknown part is unknown."""
    filled = dict(figures)
    for cell in sorted((cell for cell in ALL_CELLS if cell.sum_of), key=_depth):
        filled[cell.key] = total(filled.get(part) for part in cell.sum_of)
    return filled


def _depth(cell: object) -> int:
    key = getattr(cell, "key", "")
    parts = parts_of(key)
    return 1 + max((_depth(CELLS[part]) for part in parts), default=-1)
