"""Identities inside the tables and against other years and ledgers: T3-1..T4-1, X-1..X-4, A-1 (domain 4.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.law.annual_report.cells import CELLS
from gongkai.law.annual_report.figures import Figure, total
from gongkai.law.annual_report.findings import Assessed, Material, show, show_sum
from gongkai.law.annual_report.rows import TABLE3_COLUMNS, TABLE4_BLOCKS
from gongkai.law.annual_report.sums import BLOCK_SUMS, COLUMN_SUMS, ROW_SUMS, DeclaredSum

PREVIOUS_IN_FORCE = "derived.normative_documents_in_force_previous_year"
ENFORCEMENT_CELLS = (
    "table2.art20_5.permits.decisions",
    "table2.art20_6.penalties.decisions",
    "table2.art20_6.coercion.decisions",
)


def _equal(left: Figure, right: Figure) -> bool | None:
    return None if left is None or right is None else left == right


def _declared(material: Material, sums: Iterable[DeclaredSum]) -> Iterator[Assessed]:
    for entry in sums:
        whole = material.figures.get(entry.total)
        parts = [material.figures.get(part) for part in entry.parts]
        right = total(parts)
        expression = f"{show(whole)} = {show_sum(parts)}"
        yield Assessed(
            entry.scope, entry.scope_zh, (entry.total, *entry.parts), _equal(whole, right), whole, right, expression
        )


def row_totals(material: Material) -> Iterator[Assessed]:
    """T3-3: every row, 总计 = 自然人 + the five organisation columns."""
    return _declared(material, ROW_SUMS)


def column_results(material: Material) -> Iterator[Assessed]:
    """T3-2: every column, 三(七) = (一) + (二) + all rows of (三) to (六)."""
    return _declared(material, COLUMN_SUMS)


def block_totals(material: Material) -> Iterator[Assessed]:
    """T4-1: every block, 总计 = 维持 + 纠正 + 其他 + 尚未审结."""
    return _declared(material, BLOCK_SUMS)


def in_equals_out(material: Material) -> Iterator[Assessed]:
    """T3-1: every column, 一 + 二 = 三(七) + 四, as printed in the official table."""
    for column in TABLE3_COLUMNS:
        cells = tuple(
            f"table3.{row}.{column.key}" for row in ("new_received", "carried_in", "results_total", "carried_out")
        )
        values = [material.figures.get(cell) for cell in cells]
        left, right = total(values[:2]), total(values[2:])
        expression = f"{show_sum(values[:2])} = {show_sum(values[2:])}"
        yield Assessed(
            f"table3.*.{column.key}", f"{column.label_zh}列", cells, _equal(left, right), left, right, expression
        )


def carried_over(material: Material) -> Iterator[Assessed]:
    """X-1: every column, 二 of this year = 四 of the year before."""
    for column in TABLE3_COLUMNS:
        cells = (f"table3.carried_in.{column.key}", f"table3.carried_out.{column.key}")
        left = material.figures.get(cells[0])
        right = material.previous.get(cells[1]) if material.previous is not None else None
        expression = f"{show(left)} = {show(right)}"
        yield Assessed(
            f"table3.*.{column.key}", f"{column.label_zh}列", cells, _equal(left, right), left, right, expression
        )


def documents_in_force(material: Material) -> Iterator[Assessed]:
    """X-2: 现行有效 of this year = that of the year before + 制发 - 废止."""
    for kind, label in (("rules", "规章"), ("normative_documents", "行政规范性文件")):
        prefix = f"table2.art20_1.{kind}"
        cells = (f"{prefix}.in_force", f"{prefix}.issued", f"{prefix}.abolished")
        now, issued, abolished = (material.figures.get(cell) for cell in cells)
        before = _in_force_before(material, kind)
        known = total((before, issued))
        right = None if known is None or abolished is None else known - abolished
        expression = f"{show(now)} = {show(before)} + {show(issued)} - {show(abolished)}"
        yield Assessed(prefix, label, cells, _equal(now, right), now, right, expression)


def _in_force_before(material: Material, kind: str) -> Figure:
    """From the report of the year before, else (normative documents) the figure counted from records."""
    if material.previous is not None:
        before = material.previous.get(f"table2.art20_1.{kind}.in_force")
        if before is not None:
            return before
    return material.figures.get(PREVIOUS_IN_FORCE) if kind == "normative_documents" else None


def pending_reappear(material: Material) -> Iterator[Assessed]:
    """X-3: cases pending at the end of the year before reappear: total(Y) >= pending(Y-1)."""
    for block in TABLE4_BLOCKS:
        cells = (f"table4.{block.key}.total", f"table4.{block.key}.pending")
        left = material.figures.get(cells[0])
        right = material.previous.get(cells[1]) if material.previous is not None else None
        holds = None if left is None or right is None else left >= right
        yield Assessed(
            f"table4.{block.key}", block.label_zh, cells, holds, left, right, f"{show(left)} >= {show(right)}"
        )


def enforcement_totals(material: Material) -> Iterator[Assessed]:
    """X-4: permits, penalties, coercion of table 2 = the enforcement totals published by 31 January."""
    for key in ENFORCEMENT_CELLS:
        left = material.figures.get(key)
        right = material.enforcement_totals.get(key) if material.enforcement_totals is not None else None
        expression = f"{show(left)} = {show(right)}"
        yield Assessed(key, CELLS[key].label_zh, (key,), _equal(left, right), left, right, expression)


def aggregated(material: Material) -> Iterator[Assessed]:
    """A-1: an aggregated cell = the sum of the cells of the included agencies; only cells whose parts are given."""
    for key, parts in material.parts.items():
        left, right = material.figures.get(key), total(parts)
        label = CELLS[key].label_zh if key in CELLS else key
        yield Assessed(key, label, (key,), _equal(left, right), left, right, f"{show(left)} = {show_sum(parts)}")
