"""Table 3 from grids: every row by its label, its values by the columns' labels or by the official order.

1. Exactly seven numbers behind the label: the official order, unless the header says another one.
2. Fewer numbers and empty cells: only where the places of the columns are known from the header or from whole rows, the row has
   neither lost nor gained a place, and the empty cell cannot be a row that slipped to the left.
Anything else, a header in another order too, is unreadable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.annual_report.reader.claims import Claim, Status, Sure, claim_cell, unreadable
from gongkai.annual_report.reader.labels import COLUMNS3, group_named, normal, rows_named
from gongkai.annual_report.reader.printed import Kind, read_cell
from gongkai.annual_report.reader.rows import GridRow
from gongkai.annual_report.reader.source import Cell
from gongkai.law.annual_report.rows import TABLE3_COLUMNS

COLUMNS = tuple(column.key for column in TABLE3_COLUMNS)
SEVEN = len(COLUMNS)
UNDIVIDED = "other.undivided"
"""The row （六）其他处理 where its three parts are not printed (the 2019 form, and some later reports)."""
_DISTINCTIVE = frozenset({"自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构"})
_ORGANISATIONS = "法人或其他组织"
_ROWS_TO_TRUST = 3


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says of the columns. ``places`` rank -> column, where every label has a cell of its own."""

    seen: frozenset[int] = frozenset()
    official: bool = True
    places: tuple[tuple[int, int], ...] = ()

    @property
    def sure(self) -> Sure:
        return Sure.LABEL if len(self.seen) == SEVEN else Sure.ORDER


def keys_of(row: str) -> tuple[str, ...]:
    return tuple(f"table3.{row}.{column}" for column in COLUMNS)


def row_of(label: str) -> str | None:
    """The row a label names, the undivided row included; None for none or several."""
    named = rows_named(label)
    if len(named) == 1:
        return next(iter(named))
    return UNDIVIDED if not named and group_named(label) == "other" else None


def read_grid3(rows: Sequence[GridRow], known: Header | None) -> tuple[list[Claim], Header | None]:
    """The claims of one grid and its header. ``known`` is the header of an earlier grid, for a table that runs over a page."""
    named = _named(rows)
    data = [(row, name) for row, name in named if name is not None and row.values]
    if not data:
        found = _header(rows)
        return [], found if found.seen & {0, 1, 2, 3, 4} else known
    found = _header(rows)
    header = found if found.seen else known or Header()
    usual = _usual_places([row for row, _ in data])
    doubtful = _has_other_columns([row for row, _ in data])
    claims = [claim for row, name in data if name for claim in _read_row(row, name, header, usual, doubtful)]
    return claims, header


def _named(rows: Sequence[GridRow]) -> list[tuple[GridRow, str | None]]:
    """Every row with the row of the form its label names. 其他 without its number is the last of （六） where it stands between
    the row before it and （七）总计.
    """
    names = [row_of(row.label) for row in rows]
    for at in range(1, len(rows) - 1):
        if normal(rows[at].label) in ("其他", "其它") and names[at - 1 : at + 2] == [
            "other.fee_unpaid",
            None,
            "results_total",
        ]:
            names[at] = "other.other"
    return list(zip(rows, names, strict=True))


def _header(rows: Sequence[GridRow]) -> Header:
    """Labels of the columns, wherever their rows stand (pages repeat them); each row must name them in the official order."""
    seen: set[int] = set()
    places: dict[int, int] = {}
    official, doubtful = True, False
    for row in _header_rows(rows):
        ranks = [rank for cell in row.grid.rows[row.number - 1] for rank in _ranks(cell)]
        official = official and all(left <= right for left, right in pairwise(ranks))
        for cell in row.grid.rows[row.number - 1]:
            rank = COLUMNS3.get(normal(cell.text))
            if rank is not None:
                doubtful = doubtful or places.get(rank, cell.column) != cell.column
                places[rank] = cell.column
        seen.update(
            rank
            for cell in row.grid.rows[row.number - 1]
            for rank in _ranks(cell)
            if normal(cell.text) != _ORGANISATIONS
        )
    return Header(frozenset(seen), official, () if doubtful else tuple(sorted(places.items())))


def _header_rows(rows: Sequence[GridRow]) -> Iterator[GridRow]:
    """Rows with a label only this header has, and the rows beside them: 总计 and 其他 alone prove nothing."""
    heads = [i for i, row in enumerate(rows) if row_of(row.label) is None]
    sure = {i for i in heads if _DISTINCTIVE & _words(rows[i])}
    for i in heads:
        if i in sure or {i - 1, i + 1} & sure:
            yield rows[i]


def _words(row: GridRow) -> set[str]:
    texts = [normal(cell.text) for cell in row.grid.rows[row.number - 1]]
    return {word for word in _DISTINCTIVE if any(word in text for text in texts)}


def _ranks(cell: Cell) -> list[int]:
    """Ranks of the labels in a cell, in the order they stand in it (merged header cells hold several)."""
    text = normal(cell.text)
    if text == _ORGANISATIONS:
        return [1]
    if text in COLUMNS3:
        return [COLUMNS3[text]]
    found = [(text.find(word), COLUMNS3[word]) for word in _DISTINCTIVE if word in text]
    return [rank for _, rank in sorted(found)]


def _usual_places(rows: Iterable[GridRow]) -> tuple[int, ...] | None:
    """Columns of the seven values, where at least three whole rows agree and none disagrees."""
    seen = Counter(
        tuple(cell.column for cell in row.numbers)
        for row in rows
        if len(row.numbers) == SEVEN and not row.disturbed and row.is_whole
    )
    if len(seen) != 1:
        return None
    places, count = seen.most_common(1)[0]
    return places if count >= _ROWS_TO_TRUST else None


def _has_other_columns(rows: Sequence[GridRow]) -> bool:
    """Rows with more numbers than columns, or rows most of which do not add up: a column was added or lost."""
    if any(len(row.numbers) > SEVEN for row in rows):
        return True
    whole = [
        row.numbers for row in rows if len(row.numbers) == SEVEN and any(cell.text.strip("0 ") for cell in row.numbers)
    ]
    return 2 * sum(map(_adds_up, whole)) < len(whole)


def _read_row(
    row: GridRow, name: str, header: Header, usual: tuple[int, ...] | None, doubtful: bool
) -> list[Claim]:  # fmt: skip
    keys, numbers = keys_of(name), row.numbers
    if row.disturbed:
        return unreadable(keys, row.where, "数字之间有别的文字")
    if not header.official:
        return unreadable(keys, row.where, "表头次序与官方格式不同")
    if len(numbers) == SEVEN and doubtful and not _adds_up(numbers):
        return unreadable(keys, row.where, "表中多出或者缺少一列，不能确定各属哪一列")
    if len(numbers) == SEVEN and row.has_twins and not _adds_up(numbers):
        return unreadable(keys, row.where, "相邻两格数字相同，可能是合并的一格")
    if len(numbers) == SEVEN and (tuple(cell.column for cell in numbers) == usual or not row.has_gaps):
        return [claim_cell(key, cell, _at(row, cell), header.sure) for key, cell in zip(keys, numbers, strict=True)]
    return _with_blanks(row, keys, header, usual)


def _with_blanks(row: GridRow, keys: tuple[str, ...], header: Header, usual: tuple[int, ...] | None) -> list[Claim]:
    """Numbers and empty cells in known places; a lost cell must be told from an empty one."""
    places = usual or (_header_places(header) if row.is_exact else None)
    if not row.numbers and not row.is_whole:
        return unreadable(keys, row.where, "该行没有数字，列数也与其他行不同")
    if places is None or not row.is_whole or len(row.numbers) > SEVEN:
        return unreadable(keys, row.where, f"该行有{len(row.numbers)}个数字，应有{SEVEN}个，不能确定各属哪一列")
    by_column = {cell.column: cell for cell in row.values}
    cells = [by_column.get(column) for column in places]
    outside = [cell for cell in row.numbers if cell.column not in places]
    if outside or any(cell is None for cell in cells) or row.label_end > places[0]:
        return unreadable(keys, row.where, f"该行有{len(row.numbers)}个数字，与其他行的列不能对齐")
    present = [cell for cell in cells if cell is not None]
    if row.numbers and not _cannot_have_slipped(present, row.is_exact):
        return unreadable(keys, row.where, "该行缺一个数字，可能整行左移，不能确定各属哪一列")
    return [claim_cell(key, cell, _at(row, cell), header.sure) for key, cell in zip(keys, present, strict=True)]


def _cannot_have_slipped(cells: Sequence[Cell], is_exact: bool) -> bool:
    """A row that lost a cell and was filled up at its end has nothing in the last place. Where every place is written in the
    file such a row is trusted if the number before is below its parts: it can be no total that slipped.

    With a total in the last place, the parts may not exceed it.
    """
    values = [read_cell(cell.text) for cell in cells]
    counts = [int(one.digits) if one.kind is Kind.NUMBER else 0 for one in values]
    if values[-1].kind is Kind.NUMBER:
        return sum(counts[:-1]) <= counts[-1]
    if not is_exact or values[-2].kind is not Kind.NUMBER or values[-1].mark:
        return False
    return counts[-2] < sum(counts[:-2]) or not any(counts)


def _adds_up(cells: Sequence[Cell]) -> bool:
    values = [read_cell(cell.text) for cell in cells]
    if any(one.kind is not Kind.NUMBER for one in values):
        return False
    return sum(int(one.digits) for one in values[:-1]) == int(values[-1].digits)


def _header_places(header: Header) -> tuple[int, ...] | None:
    columns = tuple(column for _, column in header.places)
    whole = len(columns) == SEVEN and all(right - left == 1 for left, right in pairwise(columns))
    return columns if whole else None


def _at(row: GridRow, cell: Cell) -> str:
    return f"{row.where}第{cell.column + 1}列"


def drop_doubtful_undivided(claims: Sequence[Claim]) -> list[Claim]:
    """（六）其他处理 counts as undivided only where none of its three parts is printed: else a label was lost."""
    divided = any(
        claim.key.startswith(("table3.other.not", "table3.other.fee", "table3.other.other.")) for claim in claims
    )
    if not divided:
        return list(claims)
    return [claim for claim in claims if not claim.key.startswith(f"table3.{UNDIVIDED}.")]


def undivided_total(claims: dict[str, Claim]) -> Claim | None:
    """The total of the undivided row, where it was read."""
    claim = claims.get(f"table3.{UNDIVIDED}.total")
    return claim if claim is not None and claim.status is Status.GIVEN else None
