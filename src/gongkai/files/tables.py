"""Small tables people hand in (a word list, a catalogue, letters of another system): CSV or XLSX as rows of text.

A CSV is UTF-8, with or without mark, or GB18030. A workbook is examined like every upload (structure, a cell far away) before it is
opened; its first sheet with anything in it counts, a cell is the value that was kept, and a formula is never computed. Rows have the
numbers a spreadsheet shows; blank ones are passed over, and the first that is not is the heading.

Ledgers of hundreds of thousands of rows are read from disk by ``decisions.reading``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

from python_calamine import CalamineError, CalamineWorkbook

from gongkai.agencies.errors import Reason, Refused, refuse_if
from gongkai.files.uploads import examined

LARGEST_MB = 10
MOST_REASONS = 50
_EXACT = 10**15
_CUT = "\ufffd"  # behind a number whose last digits are not the writer's any more
Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SmallTable:
    """``rows``: the number a spreadsheet shows, and the cells as text."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]

    def under(self, headings: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
        """Rows with anything under these headings; a heading the table lacks stands for an empty cell."""
        places = {heading: self.head.index(heading) for heading in headings if heading in self.head}
        for number, cells in self.rows:
            found = dict.fromkeys(headings, "")
            found |= {heading: cells[place] for heading, place in places.items() if place < len(cells)}
            if any(found.values()):
                yield number, found

    def lacking(self, must: Iterable[str], headings: Iterable[str]) -> list[Reason]:
        """Which of ``must`` are no headings here, with all ``headings`` a table may have."""
        missing = [heading for heading in must if heading not in self.head]
        wanted = f"缺少列“{'”“'.join(missing)}”；表头应为：{'、'.join(headings)}"
        return [Reason("file", wanted)] if missing else []

    def cut(self, place: int, field: str, label: str) -> list[Reason]:
        """A spreadsheet keeps 15 digits of a number: a longer one has lost its end, and two records would seem one."""
        cut = [number for number, cells in self.rows if place < len(cells) and cells[place].endswith(_CUT)]
        shown = "、".join(map(str, cut[:5])) + ("等" if len(cut) > 5 else "")
        lost = f"第{shown}行的{label}超过15位又存为数字，尾数已被表格程序改掉；请把这一列设为文本后重新导出"
        return [Reason(field, lost)] if cut else []


def read_table(name: str, content: bytes, *, most_rows: int, with_csv: bool = True) -> SmallTable:
    """Raises Refused with why the file is not taken; ``most_rows`` does not count the heading."""
    refuse_if(_file_reasons(name, content, with_csv))
    lines = _csv(name, content) if name.lower().endswith(".csv") else _workbook(name, content)
    rows: list[Row] = []
    for number, cells in lines:
        if any(cells):
            rows.append((number, cells))
        if len(rows) > most_rows + 1:
            raise Refused([Reason("file", f"一次最多导入 {most_rows} 行，请拆分文件")])
    return SmallTable(rows[0][1], tuple(rows[1:])) if rows else SmallTable((), ())


def told_at_once(problems: Sequence[Reason]) -> list[Reason]:
    """The first fifty, and how many more there are."""
    more = len(problems) - MOST_REASONS
    rest = [Reason("file", f"另有{more}处问题，修改后再次导入时列出")] if more > 0 else []
    return [*problems[:MOST_REASONS], *rest]


def _file_reasons(name: str, content: bytes, with_csv: bool) -> Iterator[Reason]:
    if len(content) > LARGEST_MB << 20:
        yield Reason("file", f"“{name}”有 {len(content) >> 20} MB，最大 {LARGEST_MB} MB")
    elif with_csv and not name.lower().endswith((".csv", ".xlsx")):
        yield Reason("file", f"“{name or '（未选择文件）'}”不是 CSV 或 XLSX 文件")
    elif not (with_csv and name.lower().endswith(".csv")):
        _, faults = examined(name, content, ("xlsx",))
        yield from (Reason("file", text) for text in faults)


def _csv(name: str, content: bytes) -> Iterator[Row]:
    text = decoded(content)
    if text is None:
        raise Refused([Reason("file", f"“{name}”的编码无法识别，请另存为 UTF-8 的 CSV")])
    try:
        for number, cells in enumerate(csv.reader(StringIO(text, newline="")), 1):
            yield number, tuple(cell.strip() for cell in cells)
    except csv.Error:
        raise Refused([Reason("file", f"“{name}”不是完整的 CSV，请另存后再试")]) from None


def decoded(content: bytes) -> str | None:
    """The text of a CSV, however a spreadsheet saved it here; None where it is neither."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _workbook(name: str, content: bytes) -> Iterator[Row]:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            for title in book.sheet_names:
                lines = enumerate(book.get_sheet_by_name(title).to_python(skip_empty_area=False), 1)
                filled = [(number, cells) for number, row in lines if any(cells := tuple(map(_text, row)))]
                if filled:
                    yield from filled
                    return
    except CalamineError:
        raise Refused([Reason("file", f"“{name}”无法读取，请另存为 XLSX 后再试")]) from None


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell)) + (_CUT if abs(cell) >= _EXACT else "")
    return str(cell).strip()
