"""The XLSX half of reading: refuse what is dangerous or ambiguous, then give the one sheet's cells as text.

An XLSX file is a ZIP file somebody else made: sizes are checked by unpacking to nothing, not by what its directory says.
The reader makes a rectangle of everything up to the last cell, so one cell far away would take all memory: each sheet is
looked through for such cells, and for those the reader would give as empty, before it is opened.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from math import isfinite
from pathlib import Path
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from gongkai.agencies.errors import Reason
from gongkai.decisions.errors import BadFile

MOST_UNPACKED = 700 << 20
MOST_PARTS = 2000
MOST_SHEET_ROWS = 500_000
_LOCAL_HEADER = 30
_BLOCK = 1 << 20
_EXACT = 10**15  # Excel keeps fifteen digits
_OVERLAP = 10_000  # longer than the longest formula (8,192 characters)

# Everything that is not plainly an ordinary cell of the first 78 columns (A to BZ) and 499,999 rows; one look per cell.
_SUSPECT = re.compile(
    rb'<(?:[\w.-]+:)?c(?! r="[AB]?[A-Z](?:[1-4]\d{5}|\d{1,5})"(?: s="\d+")?(?: t="(?:s|str|inlineStr|n|b)")?(?:/|><(?:v|is)))[\s/>]'
)
_CELL = re.compile(rb'<(?:[\w.-]+:)?c r="(([A-Z]{1,3})([1-9]\d{0,6}))"([^>]*)>')
_NO_RESULT = re.compile(
    rb"<(?:[\w.-]+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:[\w.-]+:)?f>)(?:<(?:[\w.-]+:)?v>?(?:</(?:[\w.-]+:)?v>|\s?/>))?</(?:[\w.-]+:)?c>"
)
_LAST_COLUMN = "BZ"

Cell = str | float | bool | date | datetime | time | timedelta


def _refuse(text: str) -> BadFile:
    return BadFile([Reason("file", text)])


def examine_xlsx(path: Path) -> None:
    """Raises BadFile for a broken archive, one that is no workbook, and one that unpacks to too much."""
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as stream:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise _refuse("文件是压缩包而不是XLSX工作簿")
            if len(parts) > MOST_PARTS:
                raise _refuse(f"工作簿内有{len(parts)}个部件，最多{MOST_PARTS}个")
            total = 0
            for part in parts:
                total += _unpacked_size(stream, part, MOST_UNPACKED - total)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError) as problem:
        raise _refuse("XLSX文件已损坏，无法打开；请用Excel或WPS重新保存") from problem


def _unpacked_size(stream: BinaryIO, part: zipfile.ZipInfo, most: int) -> int:
    """Unpack one part into nothing and count. Raises BadFile as soon as it passes ``most``.

    Cells nobody can read are looked for on the way.
    """
    if part.flag_bits & 1:
        raise _refuse("工作簿加了密码；请另存为不加密的文件")
    if part.file_size > most:
        raise _refuse(f"工作簿解压后超过{MOST_UNPACKED >> 20} MiB，已拒绝；请改用CSV或拆分文件")
    is_sheet, size, tail = False, 0, b""
    for block in _unpacked(stream, part):
        size += len(block)
        if size > most or size > part.file_size:
            raise _refuse(f"工作簿解压后超过{MOST_UNPACKED >> 20} MiB或与其目录不符，已拒绝")
        text = tail + block
        is_sheet = is_sheet or b"sheetData" in text  # wherever the part lies: only its content makes it a sheet
        if is_sheet and (fault := _cell_fault(text)):
            raise _refuse(fault)
        tail = text[-_OVERLAP:]
    if is_sheet and (fault := _cell_fault(tail, is_end=True)):
        raise _refuse(fault)
    return size


def _cell_fault(text: bytes, is_end: bool = False) -> str:
    """What is wrong with the first cell that cannot be read, in a piece of a sheet; hidden sheets are looked at as well."""
    for suspect in _SUSPECT.finditer(text):
        cell = _CELL.match(text, suspect.start())
        if cell is None:
            if not is_end and len(text) - suspect.start() < _OVERLAP // 10:
                continue  # perhaps cut off: the next piece begins before it
            return "工作表的单元格没有写明位置，无法读取；请用Excel或WPS打开后重新保存"
        place, column, row, attributes = cell[1].decode(), cell[2].decode(), int(cell[3]), cell[4]
        if attributes.endswith(b"/"):
            continue  # nothing but a colour or a border
        if b't="e"' in attributes:
            return f"单元格{place}是公式错误值（如#REF!）；请改为实际内容后再导入（隐藏的工作表请删去）"
        if (len(column), column) > (len(_LAST_COLUMN), _LAST_COLUMN):
            return f"单元格{place}在台账之外（最多到{_LAST_COLUMN}列）；请删去多余的内容后再导入（隐藏的工作表请删去）"
        if row > MOST_SHEET_ROWS:
            return f"单元格{place}在台账之外：工作表最多{MOST_SHEET_ROWS}行；请删去多余的内容，或拆分、改用CSV"
        if b't="str"' not in attributes and _NO_RESULT.match(text, cell.end()):
            return f"单元格{place}是公式，文件中没有它的计算结果；请复制后“选择性粘贴—数值”再导入"
    return ""


def _unpacked(stream: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of one part in blocks of bounded size, whatever the directory says about it."""
    stream.seek(part.header_offset)
    local = stream.read(_LOCAL_HEADER)
    stream.seek(int.from_bytes(local[26:28], "little") + int.from_bytes(local[28:30], "little"), 1)
    left = part.compress_size
    unpacker = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and (packed := stream.read(min(_BLOCK, left))):
        left -= len(packed)
        while packed:
            if unpacker is None:
                block, packed = packed, b""
            else:
                block, packed = unpacker.decompress(packed, _BLOCK * 8), unpacker.unconsumed_tail
            if block:
                yield block


def read_xlsx(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows of the only visible sheet that holds anything. Raises BadFile where there are none or several."""
    try:
        with CalamineWorkbook.from_path(path) as book:
            sheet = _only_sheet(book)
            if (height := _rows_of(sheet)) > MOST_SHEET_ROWS:
                raise _refuse(f"工作表有{height}行，最多{MOST_SHEET_ROWS}行；请拆分或改用CSV")
            for line, cells in enumerate(sheet.iter_rows(), start=1):
                row = [cell if type(cell) is str else as_text(cell) for cell in cells]
                if any(row) and any(map(str.strip, row)):
                    yield line, row
    except CalamineError as problem:
        raise _refuse("XLSX文件无法读取；请用Excel或WPS重新保存") from problem


def _only_sheet(book: CalamineWorkbook) -> CalamineSheet:
    visible = [
        info.name
        for info in book.sheets_metadata
        if info.visible is SheetVisibleEnum.Visible and info.typ is SheetTypeEnum.WorkSheet
    ]
    sheets = [sheet for sheet in map(book.get_sheet_by_name, visible) if _rows_of(sheet)]
    if not sheets:
        raise _refuse("工作簿没有可见的、有内容的工作表（隐藏的工作表不读取）")
    if len(sheets) > 1:
        names = "、".join(sheet.name for sheet in sheets)
        raise _refuse(f"工作簿有{len(sheets)}个有内容的工作表（{names}）；请只保留要导入的一个")
    return sheets[0]


def _rows_of(sheet: CalamineSheet) -> int:
    """The number of the last row that holds anything (0: an empty sheet)."""
    return sheet.end[0] + 1 if sheet.end is not None else 0


def as_text(cell: Cell) -> str:
    """What the cell shows, as CSV would have it: whole numbers without point, days as YYYY-MM-DD.

    A whole number beyond fifteen digits has lost its end in Excel; it is written in powers of ten, so that the check of
    the column names it. What is no number at all becomes Excel's own word for that.
    """
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float | int):
        if not isfinite(cell):
            return "#NUM!"
        if cell == int(cell):
            return str(int(cell)) if abs(cell) < _EXACT else f"{cell:.14E}"
        rounded = round(cell, 6)
        return f"{rounded:f}".rstrip("0") if abs(rounded - cell) < 1e-9 * max(1.0, abs(cell)) else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(sep=" ")
    return str(cell)
