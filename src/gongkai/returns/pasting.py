"""Numbers pasted from a workbook, or read from the unit's own report: cells by label, never by guess.

1. Rows with their labels: read as any published table is (``annual_report.reader``).
2. Numbers alone: only a block of exactly the form's shape, 25 rows of 7 (or of 6, without totals), or one row of 15.
Anything else is refused with what would be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.agencies.errors import Reason, Refused
from gongkai.annual_report.bindings import label_of
from gongkai.annual_report.reader.claims import Status
from gongkai.annual_report.reader.errors import UnreadableFile
from gongkai.annual_report.reader.printed import Kind, read_cell
from gongkai.annual_report.reader.reading import Reading, read_bytes
from gongkai.law.annual_report.figures import plain
from gongkai.law.annual_report.rows import CATEGORY_COLUMNS, TABLE3_ROWS, TABLE4_BLOCKS, TABLE4_COLUMNS
from gongkai.law.annual_report.rows import TABLE3_COLUMNS as COLUMNS
from gongkai.returns.form import COUNTED, TOTALS

ROWS = len(TABLE3_ROWS)


@dataclass(frozen=True, slots=True)
class Taken:
    """``values`` of counted cells and ``printed`` totals as strings; ``places`` where each stood; ``open`` what was not read."""

    values: dict[str, str]
    printed: dict[str, str]
    places: dict[str, str]
    open: tuple[str, ...] = ()


def taken_from_text(text: str) -> Taken:
    """Raises Refused for what is neither a labelled table nor a block of the form's shape."""
    rows = [line.split("\t") for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    if rows and all(_is_value(cell) for row in rows for cell in row):
        return _block(rows)
    try:
        reading = read_bytes("粘贴的内容", text.encode())
    except UnreadableFile:
        return _nothing()
    return _taken(reading) if _given(reading) else _nothing()


def taken_from_file(name: str, content: bytes, year: int) -> Taken:
    """The unit's own report (DOCX, XLSX, PDF with text, HTML). Raises Refused when it cannot be read or is of another year."""
    try:
        reading = read_bytes(name, content)
    except UnreadableFile as problem:
        raise Refused([Reason("file", str(problem))]) from problem
    if reading.title.year not in (None, year):
        raise Refused([Reason("file", f"“{name}”是{reading.title.year}年的报告，本次填报的是{year}年")])
    if not _given(reading):
        raise Refused([Reason("file", f"“{name}”里没有读到表格数据，请改为粘贴或者填写")])
    return _taken(reading)


def _given(reading: Reading) -> bool:
    return any(reading.claims[key].status is Status.GIVEN for key in COUNTED)


def _taken(reading: Reading) -> Taken:
    sure = {
        key: claim
        for key in (*COUNTED, *TOTALS)
        if (claim := reading.claims[key]).status in (Status.GIVEN, Status.INFERRED) and claim.value is not None
    }
    values = {key: plain(claim.value) for key, claim in sure.items() if claim.value is not None}
    unread = (label_of(key) for key in COUNTED if reading.claims[key].status is Status.UNREADABLE)
    return Taken(
        {key: value for key, value in values.items() if key in set(COUNTED)},
        {key: value for key, value in values.items() if key in set(TOTALS)},
        {key: claim.where or claim.note for key, claim in sure.items()},
        tuple(unread),
    )


def _is_value(text: str) -> bool:
    return read_cell(text, amount=True).kind is not Kind.OTHER


def _block(rows: Sequence[Sequence[str]]) -> Taken:
    widths = {len(row) for row in rows}
    if len(rows) == ROWS and widths == {len(COLUMNS)}:
        names = [f"table3.{row.key}.{column.key}" for row in TABLE3_ROWS for column in COLUMNS]
    elif len(rows) == ROWS and widths == {len(CATEGORY_COLUMNS)}:
        names = [f"table3.{row.key}.{column}" for row in TABLE3_ROWS for column in CATEGORY_COLUMNS]
    elif len(rows) == 1 and widths == {len(TABLE4_BLOCKS) * len(TABLE4_COLUMNS)}:
        names = [f"table4.{block.key}.{column.key}" for block in TABLE4_BLOCKS for column in TABLE4_COLUMNS]
    else:
        shape = f"{len(rows)}行，每行{'或'.join(map(str, sorted(widths)))}个数"
        raise Refused([Reason("paste", f"粘贴的是{shape}；{_ACCEPTED}")])
    found = {key: read_cell(cell) for key, cell in zip(names, _cells(rows), strict=True)}
    digits = {key: one.digits for key, one in found.items() if one.kind is Kind.NUMBER}
    return Taken(
        {key: value for key, value in digits.items() if key in set(COUNTED)},
        {key: value for key, value in digits.items() if key in set(TOTALS)},
        dict.fromkeys(digits, "粘贴"),
    )


def _cells(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in rows:
        yield from row


_ACCEPTED = f"请连同左边的项目名称一起复制，或者只复制表三的{ROWS}行×7列、表四的1行×15列"


def _nothing() -> Taken:
    raise Refused([Reason("paste", f"没有读到表格数据；{_ACCEPTED}")])
