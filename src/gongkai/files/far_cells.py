"""A workbook whose last cell lies far away: readers make a rectangle of everything up to it, so a file of 5 kB would take all memory.

Every part is unpacked in pieces and looked through before a reader opens the workbook; where a part lies or what it is called does not
matter. A damaged archive is left to the reader, which says so.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

MOST_CELLS = 5_000_000
"""Cells of the rectangle up to the last cell: a form, a list or a report has thousands."""
MOST_UNPACKED = 256 << 20
_PIECE, _OVERLAP = 1 << 20, 64
_CELL = re.compile(rb'<(?:[\w.-]+:)?c\s[^>]{0,40}?\br="([A-Z]{1,3})([0-9]{1,7})"')


def far_cell(content: bytes) -> str:
    """The place of the cell that makes the rectangle too large, "解压后过大" for one that unpacks to too much, or "" for neither."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            left = MOST_UNPACKED
            for part in archive.infolist():
                columns = rows = 0
                tail = b""
                with archive.open(part) as stream:
                    while piece := stream.read(_PIECE):
                        left -= len(piece)
                        if left < 0:
                            return "解压后过大"
                        for cell in _CELL.finditer(tail + piece):
                            columns, rows = max(columns, _number(cell[1])), max(rows, int(cell[2]))
                            if columns * rows > MOST_CELLS:
                                return (cell[1] + cell[2]).decode()
                        tail = piece[-_OVERLAP:]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return ""
    return ""


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
