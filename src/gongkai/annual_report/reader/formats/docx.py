"""DOCX: paragraphs and tables in the order of the body, with merged cells, text boxes, tracked changes as accepted."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import OpcError

from gongkai.annual_report.reader.errors import UnreadableFile
from gongkai.annual_report.reader.formats.limits import MOST_CELLS
from gongkai.annual_report.reader.printed import RAISED
from gongkai.annual_report.reader.source import Block, Exactness, GridBuilder, Line, Picture, Source

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PICTURES = ("}blip", "}imagedata")
_LEFT_OUT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText",
                       "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})  # fmt: skip


def read_docx(name: str, content: bytes) -> Source:
    """Raises UnreadableFile for a broken file."""
    try:
        body = Document(BytesIO(content)).element.body
    except (OpcError, BadZipFile, KeyError, ValueError, SyntaxError, zlib.error) as error:
        raise UnreadableFile(name, "DOCX文件损坏，不能打开") from error
    reader = _Reader(name)
    return Source(name, "docx", tuple(reader.blocks(body)))


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.tables = 0
        self.lines = 0
        self.cells = 0

    def blocks(self, parent: Any) -> Iterator[Block]:
        for element in parent:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}smartTag", f"{_W}customXml"):
                yield from self.blocks(element)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        """Its text by lines; text boxes anchored in it follow; a picture without text stands for itself."""
        self.lines += 1
        for line in text_of(element).split("\n"):
            if line.strip():
                yield Line(line.strip(), f"第{self.lines}段")
        boxes = [box for box in element.iter(f"{_W}txbxContent") if not _in_fallback(box)]
        for box in boxes:
            yield from self.blocks(box)
        if any(str(one.tag).endswith(_PICTURES) for one in element.iter()):
            yield Picture(f"第{self.lines}段")

    def _table(self, element: Any) -> Iterator[Block]:
        self.tables += 1
        where = f"表格{self.tables}"
        builder = GridBuilder()
        nested: list[Block] = []
        for row in _rows(element):
            builder.begin_row()
            for _ in range(_number(row, "trPr", "gridBefore")):
                builder.add("")
            for cell in _cells(row):
                self.cells += 1
                if self.cells > MOST_CELLS:
                    raise UnreadableFile(self.name, f"表格超过{MOST_CELLS}个单元格")
                self._cell(builder, cell, nested)
        grid = builder.grid(where, Exactness.PADDED)
        if any(not isinstance(block, Picture) for block in nested):
            texts = [cell.text for row in grid.rows for cell in row if cell.text]
            yield from (Line(line, where) for text in texts for line in text.split("\n"))
        else:
            yield grid
        yield from nested

    def _cell(self, builder: GridBuilder, cell: Any, nested: list[Block]) -> None:
        """A cell merged downwards is printed once: its continuations hold no text of their own."""
        span = max(1, _number(cell, "tcPr", "gridSpan", default=1))
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        text = "\n".join(text_of(paragraph) for paragraph in cell.findall(f".//{_W}p") if _own(paragraph, cell))
        image = any(str(one.tag).endswith(_PICTURES) for one in cell.iter())
        if merge is not None and merge.get(f"{_W}val") != "restart":
            text, image = "", False
        builder.add(text.strip(), span, image=image and not text.strip())
        if image and not text.strip():
            nested.append(Picture(f"表格{self.tables}内"))
        for table in cell.findall(f"{_W}tbl"):
            nested.extend(self._table(table))


def _rows(table: Any) -> Iterator[Any]:
    for element in table:
        if element.tag == f"{_W}tr":
            if element.find(f"{_W}trPr/{_W}del") is None:
                yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _rows(element)


def _cells(row: Any) -> Iterator[Any]:
    for element in row:
        if element.tag == f"{_W}tc":
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"):
            yield from _cells(element)


def _own(paragraph: Any, cell: Any) -> bool:
    """True where the paragraph stands in this cell itself, not in a table or a text box inside it."""
    parent = paragraph.getparent()
    while parent is not None and parent is not cell:
        if parent.tag in (f"{_W}tbl", f"{_W}txbxContent"):
            return False
        parent = parent.getparent()
    return True


def _in_fallback(element: Any) -> bool:
    parent = element.getparent()
    while parent is not None:
        if str(parent.tag).endswith("}Fallback"):
            return True
        parent = parent.getparent()
    return False


def text_of(paragraph: Any) -> str:
    """The words of a paragraph as they are printed: no deleted, hidden or field-code text."""
    return "".join(_pieces(paragraph))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _LEFT_OUT or tag == f"{_W}txbxContent" or (tag == f"{_W}r" and _is_hidden(child)):
            continue
        if tag == f"{_W}r" and _is_marked(child):
            yield RAISED
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag == f"{_W}tab":
            yield "\t"
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif tag not in (f"{_W}pPr", f"{_W}rPr"):
            yield from _pieces(child)


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false")


def _is_marked(run: Any) -> bool:
    """Raised, lowered or struck out: no part of the number beside it."""
    raised = run.find(f"{_W}rPr/{_W}vertAlign")
    if raised is not None and raised.get(f"{_W}val") in ("superscript", "subscript"):
        return True
    struck = [run.find(f"{_W}rPr/{_W}{name}") for name in ("strike", "dstrike")]
    return any(mark is not None and mark.get(f"{_W}val") not in ("0", "false") for mark in struck)


def _number(element: Any, properties: str, name: str, default: int = 0) -> int:
    found = element.find(f"{_W}{properties}/{_W}{name}")
    value = found.get(f"{_W}val") if found is not None else None
    return int(value) if value and value.isdigit() else default
