"""PDF with text: tables from their ruling lines where there are any, all other text as lines with its spacing.

Refused: encrypted files, files without a text layer (scans), broken files.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as raw

from gongkai.annual_report.reader.errors import UnreadableFile
from gongkai.annual_report.reader.formats.limits import MOST_PAGES
from gongkai.annual_report.reader.formats.pdf_grid import Letter, RuledTable, Stroke, is_note, tables_of
from gongkai.annual_report.reader.formats.text import blocks_of
from gongkai.annual_report.reader.printed import RAISED
from gongkai.annual_report.reader.source import Block, Exactness, Grid, Line, Picture, Source

_FEWEST_LETTERS = 30
_THIN = 3.0
_PICTURE_SHARE = 0.04
MOST_LETTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class _Page:
    letters: list[Letter]
    strokes: list[Stroke]
    pictures: list[float]
    """The upper edge of each large picture."""


def read_pdf(name: str, content: bytes) -> Source:
    """Raises UnreadableFile."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        encrypted = "password" in str(error).lower()
        raise UnreadableFile(name, "PDF已加密，请提供没有密码的文件" if encrypted else "PDF损坏，不能打开") from error
    try:
        if len(document) > MOST_PAGES:
            raise UnreadableFile(name, f"PDF超过{MOST_PAGES}页，不是一份报告")
        pages = [_page(document[number]) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(name, "PDF损坏，有的页面不能打开") from error
    finally:
        document.close()
    letters = sum(len(page.letters) for page in pages)
    if letters < _FEWEST_LETTERS:
        pictures = any(page.pictures for page in pages)
        raise UnreadableFile(name, "PDF只有图片，没有文字层，请提供可以复制文字的文件" if pictures else "PDF里没有文字")
    if _share_of_unknown(pages) > 0.2:
        raise UnreadableFile(name, "PDF的文字没有编码，复制出来是乱码")
    blocks = [block for number, page in enumerate(pages, start=1) for block in _blocks(page, number)]
    return Source(name, "pdf", tuple(blocks), len(pages))


def _share_of_unknown(pages: list[_Page]) -> float:
    texts = [letter.text for page in pages for letter in page.letters]
    unknown = sum(text == "\ufffd" or "\ue000" <= text <= "\uf8ff" for text in texts)
    return unknown / len(texts)


def _page(page: pypdfium2.PdfPage) -> _Page:
    area = max(1.0, page.get_width() * page.get_height())
    strokes: list[Stroke] = []
    pictures: list[float] = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            if (right - left) * (top - bottom) > area * _PICTURE_SHARE:
                pictures.append(top)
        else:
            strokes += _strokes(item, left, bottom, right, top)
    return _Page(_letters(page), strokes, pictures)


def _strokes(item: pypdfium2.PdfObject, left: float, bottom: float, right: float, top: float) -> Iterator[Stroke]:
    """A thin path is a line; the outline of a stroked or filled box is four."""
    wide, high = right - left, top - bottom
    if high <= _THIN and wide > _THIN:
        yield Stroke(True, (bottom + top) / 2, left, right)
    elif wide <= _THIN and high > _THIN:
        yield Stroke(False, (left + right) / 2, bottom, top)
    elif wide > _THIN and high > _THIN:
        yield from _segments(item, left, bottom, right, top)


def _segments(item: pypdfium2.PdfObject, left: float, bottom: float, right: float, top: float) -> Iterator[Stroke]:
    """The straight pieces of a path, in page coordinates."""
    count = raw.FPDFPath_CountSegments(item.raw)
    if count > 20_000:
        return
    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    last: tuple[float, float] | None = None
    start: tuple[float, float] | None = None
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item.raw, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.on_point(x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            yield from _straight(last, point)
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield from _straight(point, start)
        last = point


def _straight(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Stroke]:
    (x0, y0), (x1, y1) = one, other
    if abs(y0 - y1) < 1 and abs(x0 - x1) > _THIN:
        yield Stroke(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    elif abs(x0 - x1) < 1 and abs(y0 - y1) > _THIN:
        yield Stroke(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def _letters(page: pypdfium2.PdfPage) -> list[Letter]:
    """Every printed character with its box, in the order of the file."""
    textpage = page.get_textpage()
    handle = textpage.raw
    count = min(raw.FPDFText_CountChars(handle), MOST_LETTERS)
    left, right, bottom, top, across, base = (ctypes.c_double() for _ in range(6))
    found: list[Letter] = []
    for index in range(count):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code <= 32 or code in (0xA0, 0x3000, 0xFFFE, 0xFFFF) or raw.FPDFText_IsGenerated(handle, index) == 1:
            continue
        raw.FPDFText_GetCharBox(
            handle, index, ctypes.byref(left), ctypes.byref(right), ctypes.byref(bottom), ctypes.byref(top)
        )
        raw.FPDFText_GetCharOrigin(handle, index, ctypes.byref(across), ctypes.byref(base))
        size = raw.FPDFText_GetFontSize(handle, index)
        found.append(Letter(chr(code), left.value, bottom.value, right.value, top.value, size, base.value))
    return found


def _blocks(page: _Page, number: int) -> Iterator[Block]:
    """Tables and the text between them, from top to bottom."""
    tables = tables_of(page.strokes, page.letters)
    free = [letter for letter in page.letters if not any(table.holds(letter) for table in tables)]
    events: list[tuple[float, Block]] = [(table.top, _grid(table, number)) for table in tables]
    events += [(top, Picture(f"第{number}页")) for top in page.pictures]
    events += _lines(free, number)
    yield from _with_delimited(block for _, block in sorted(events, key=lambda event: -event[0]))


def _with_delimited(blocks: Iterator[Block]) -> Iterator[Block]:
    """Lines that hold pipes are tables written as text."""
    for block in blocks:
        if isinstance(block, Line) and block.text.count("|") > 1:
            yield from blocks_of([block])
        else:
            yield block


def _grid(table: RuledTable, number: int) -> Grid:
    return table.grid(f"第{number}页表格", Exactness.EXACT)


def _lines(letters: list[Letter], number: int) -> list[tuple[float, Block]]:
    """Letters at one height as a line; a gap wider than a third of a letter is a space, wider than a letter two or more."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: -one.base):
        if rows and abs(rows[-1][0].base - letter.base) < max(2.0, 0.45 * letter.high):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [(row[0].base, Line(_spaced(row), f"第{number}页")) for row in rows]


def _spaced(row: list[Letter]) -> str:
    row = sorted(row, key=lambda one: one.left)
    text = row[0].text
    for before, letter in pairwise(row):
        size = max(before.high, letter.high, 1.0)
        gap = letter.left - before.right
        text += "   " if gap > size else " " if gap > size * 0.35 else ""
        text += (RAISED if is_note(before, letter) else "") + letter.text
    return text
