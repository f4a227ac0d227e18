"""Table 2: rows are recognised by their whole label, values by the header of their block (2021 or 2019 form)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from gongkai.annual_report.reader.claims import Claim, Sure, claim_cell, unreadable
from gongkai.annual_report.reader.labels import TABLE2_2019, TABLE2_2021, normal
from gongkai.annual_report.reader.rows import GridRow
from gongkai.annual_report.reader.source import Cell

DECISIONS, AMOUNT = "本年处理决定数量", "本年收费金额单位万元"
DOCUMENT_ROWS = MappingProxyType(
    {
        "规章": "art20_1.rules",
        "行政规范性文件": "art20_1.normative_documents",
        "规范性文件": "art20_1.normative_documents",
    }
)
DECISION_ROWS = MappingProxyType(
    {"行政许可": "art20_5.permits", "行政处罚": "art20_6.penalties", "行政强制": "art20_6.coercion"}
)
CHARGES = "行政事业性收费"
ONLY_2019 = MappingProxyType({"其他对外管理服务事项": "art20_5.other_matters", "政府集中采购": "art20_9.purchases"})
ROWS2 = (*DOCUMENT_ROWS, *DECISION_ROWS, CHARGES, *ONLY_2019)
_COLUMNS = MappingProxyType(
    {
        **TABLE2_2021,
        **TABLE2_2019,
        DECISIONS: "decisions",
        "本年收费金额": "amount_wan_yuan",
        "本年收费金额单位元": "unknown_unit",
    }
)
_LONGEST_FIRST = sorted(_COLUMNS, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns the header of a block names, in their order; ``places`` where each has a cell of its own."""

    names: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    repeated: bool = False
    """One label printed again in each place of a merged cell."""


def prefix_of(label: str) -> str | None:
    """The row of table 2 this label names, such as art20_5.permits."""
    name = normal(label)
    for table in (DOCUMENT_ROWS, DECISION_ROWS, ONLY_2019):
        if name in table:
            return table[name]
    return "art20_8.charges" if name == CHARGES else None


def official_keys(prefix: str) -> tuple[str, ...]:
    """The keys of a row in the 2021 form; none for rows only the 2019 form has."""
    if prefix.startswith("art20_1"):
        return tuple(f"table2.{prefix}.{column}" for column in TABLE2_2021.values())
    if prefix == "art20_8.charges":
        return (f"table2.{prefix}.amount_wan_yuan",)
    return () if prefix in ONLY_2019.values() else (f"table2.{prefix}.decisions",)


def names_in(text: str) -> list[str]:
    """The columns a header text names, in the order they stand in it."""
    plain = normal(text).replace("单位万元", "")
    if "数" not in plain and "金额" not in plain and "增减" not in plain:
        return []
    found: list[str] = []
    position = 0
    while position < len(plain):
        label = next((one for one in _LONGEST_FIRST if plain.startswith(one, position)), None)
        if label is None:
            position += 1
            continue
        found.append(_COLUMNS[label])
        position += len(label)
    return found


def read_grid2(rows: Sequence[GridRow], known: Columns) -> tuple[list[Claim], Columns]:
    """The claims of one grid. ``known`` are the columns of the block a table was in when the page ended."""
    claims: list[Claim] = []
    columns = known
    for row in rows:
        named = [name for cell in row.cells for name in names_in(cell.text)]
        if named:
            columns = _columns(row, named)
        elif normal(row.label).startswith("第二十条"):
            columns = Columns()
        elif (prefix := prefix_of(row.label)) is not None and row.values:
            claims += _read_row(row, prefix, columns)
        else:
            claims += _beside_a_label(row)
    return claims, columns


def _beside_a_label(row: GridRow) -> list[Claim]:
    """A cell that names a row, and beside it something that is neither a number nor empty: 行政处罚 | 179863（注）."""
    filled = [cell for cell in row.cells if cell.text.strip()]
    prefix = prefix_of(filled[0].text) if len(filled) > 1 else None
    if prefix is None:
        return []
    return unreadable(official_keys(prefix), row.where, f"“{filled[1].text.strip()[:20]}”不能确定是哪个数")


def _columns(row: GridRow, named: list[str]) -> Columns:
    cells = [cell for cell in row.cells if names_in(cell.text)]
    repeated = len(named) > 1 and len(set(named)) == 1
    places = tuple(cell.column for cell in cells) if len(cells) == len(named) else ()
    return Columns(tuple(dict.fromkeys(named)), places, repeated)


def _read_row(row: GridRow, prefix: str, columns: Columns) -> list[Claim]:
    official = official_keys(prefix)
    keys = tuple(f"table2.{prefix}.{name}" for name in columns.names) or official
    sure = Sure.LABEL if columns.names else Sure.ORDER
    if row.disturbed or not keys:
        return unreadable(official or keys, row.where, "数字之间有别的文字")
    if not columns.names and len(official) > 1:
        return unreadable(official, row.where, "没有表头，不能确定各列的含义")
    if len(set(columns.names)) != len(columns.names) or not set(keys) <= _possible(prefix):
        return unreadable(official, row.where, "表头与该行不符")
    if prefix.startswith("art20_1") and len(keys) != len(official):
        return unreadable(official, row.where, "表头不全，不能确定各列的含义")
    cells = list(_cells(row, keys, columns))
    if len(cells) != len(keys):
        return unreadable(keys, row.where, f"该行有{len(row.numbers)}个数字，应有{len(keys)}个，不能确定各属哪一列")
    where = f"{row.where}第"
    return [
        claim_cell(key, cell, f"{where}{cell.column + 1}列", sure, amount=key.endswith(("_yuan", "amount")))
        for key, cell in zip(keys, cells, strict=True)
    ]


def _possible(prefix: str) -> set[str]:
    """What a row may be asked: documents are not decided, decisions are not abolished."""
    documents = {*TABLE2_2021.values(), "new_made", "new_published", "published_total"}
    decisions = {"previous_items", "change", "decisions"}
    names = documents if prefix.startswith("art20_1") else decisions
    if prefix == "art20_8.charges":
        names = {"amount_wan_yuan", "previous_items", "change"}
    if prefix == "art20_9.purchases":
        names = {"purchases", "purchase_amount"}
    return {f"table2.{prefix}.{name}" for name in names}


def _cells(row: GridRow, keys: tuple[str, ...], columns: Columns) -> Iterator[Cell]:
    """As many cells as keys, or none: the numbers in order; the one value; empty cells only in their known places."""
    numbers = row.numbers
    if len(keys) > 1 and row.repeats and row.has_twins:
        return
    if len(numbers) == len(keys):
        yield from numbers
    elif len(keys) == 1:
        same = columns.repeated and len({cell.text.strip() for cell in numbers}) == 1
        if not numbers or same:
            yield row.values[0]
    elif columns.places and row.is_whole and (row.is_exact or not numbers):
        by_column = {cell.column: cell for cell in row.values}
        cells = [by_column[column] for column in columns.places if column in by_column]
        inside = all(cell.column in columns.places for cell in numbers)
        if len(cells) == len(keys) and inside and row.label_end <= columns.places[0]:
            yield from cells
