"""Workbooks: every sheet is a grid from its first to its last filled place; numbers as they are stored, never as dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from gongkai.annual_report.reader.errors import UnreadableFile
from gongkai.annual_report.reader.formats.limits import MOST_CELLS
from gongkai.annual_report.reader.source import Block, Exactness, GridBuilder, Line, Source
from gongkai.files.far_cells import far_cell

Value = str | float | int | bool | date | datetime | time | timedelta | None
_WIDEST = 64


def read_xlsx(name: str, content: bytes) -> Source:
    """Raises UnreadableFile for a broken or oversized workbook."""
    if far := far_cell(content):
        raise UnreadableFile(name, f"工作簿有内容的范围过大（{far}），请删去多余的内容后再试")
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        blocks: list[Block] = []
        for metadata in book.sheets_metadata:
            blocks += _sheet(name, book, metadata.name)
    except CalamineError as error:
        raise UnreadableFile(name, "工作簿损坏，不能打开") from error
    return Source(name, "xlsx", tuple(blocks))


def _sheet(name: str, book: CalamineWorkbook, title: str) -> list[Block]:
    sheet = book.get_sheet_by_name(title)
    if sheet.total_height * max(1, sheet.total_width) > MOST_CELLS * 4:
        raise UnreadableFile(name, f"工作表“{title}”过大")
    rows = sheet.to_python(skip_empty_area=True)
    if sum(len(row) for row in rows) > MOST_CELLS * 4:
        raise UnreadableFile(name, f"工作表“{title}”过大")
    return _text_and_grids(title, rows)


def _text_and_grids(title: str, rows: Sequence[Sequence[Value]]) -> list[Block]:
    """A row with a single long text is a line of the report; the rows between such lines are grids."""
    blocks: list[Block] = []
    builder = GridBuilder()
    for number, row in enumerate(rows, start=1):
        texts = [printed(value) for value in row[:_WIDEST]]
        filled = [text for text in texts if text.strip()]
        if not filled:
            continue
        if len(filled) == 1 and not filled[0].strip().replace(".", "").isdigit() and not _is_table_line(filled[0]):
            if builder.rows:
                blocks.append(builder.grid(f"工作表“{title}”", Exactness.PADDED))
                builder = GridBuilder()
            blocks += [Line(line, f"工作表“{title}”第{number}行") for line in filled[0].split("\n") if line.strip()]
            continue
        builder.begin_row()
        for text in texts:
            builder.add(text)
    if builder.rows:
        blocks.append(builder.grid(f"工作表“{title}”", Exactness.PADDED))
    return blocks


def _is_table_line(text: str) -> bool:
    """A merged row inside a table (第二十条第（一）项, 申请人情况) or a label whose values are all empty stays in the grid."""
    plain = text.strip()
    return not ("：" in plain or "。" in plain or len(plain) > 60) and plain[:2] not in _HEADING_STARTS


_HEADING_STARTS = frozenset({"一、", "二、", "三、", "四、", "五、", "六、"})


def printed(value: Value) -> str:
    """A stored value as text; whole numbers without decimals. Dates and truth values are no figures: marked so."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    if isinstance(value, int | str):
        return str(value)
    return f"日期{value}"
