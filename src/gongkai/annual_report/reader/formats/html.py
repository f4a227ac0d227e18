"""HTML, also pasted from Word: nested spans, nested tables, unclosed cells, tables inside cells of a layout table.

Digits split over inline elements belong together, as a browser shows them; a line break or a space between digits stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from gongkai.annual_report.reader.errors import UnreadableFile
from gongkai.annual_report.reader.formats.limits import MOST_CELLS
from gongkai.annual_report.reader.formats.text import read_text
from gongkai.annual_report.reader.printed import RAISED
from gongkai.annual_report.reader.source import Block, Exactness, GridBuilder, Line, Picture, Source

_BLOCKS = frozenset(
    {"p", "div", "section", "article", "header", "footer", "main", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl",
     "dt", "dd", "br", "hr", "center", "blockquote", "pre", "form", "fieldset", "title", "caption", "address", "figure",
     "figcaption", "tbody", "thead", "tfoot"}
)  # fmt: skip
_SILENT = frozenset({"script", "style", "template", "noscript", "select", "textarea", "svg", "object"})
_VOID = frozenset(
    {"br", "img", "hr", "input", "meta", "link", "col", "area", "base", "embed", "source", "wbr", "param", "track"}
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)",
    re.IGNORECASE,
)
_MARKED = frozenset({"sup", "sub", "s", "del", "strike"})
"""Raised, lowered or struck out: what stands in them is no part of the number beside it."""
_STRUCK = re.compile(r"line-through|vertical-align\s*:\s*(?:super|sub|text-top)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def looks_like_html(text: str) -> bool:
    head = text[:200_000].lower()
    return any(f"<{tag}" in head for tag in ("html", "table", "body", "!doctype", "div", "p>", "p ", "td"))


def read_html(name: str, text: str) -> Source:
    """Raises UnreadableFile for a page of absurd size."""
    reader = _Reader(name)
    reader.feed(text)
    reader.close()
    reader.finish()
    return Source(name, "html", tuple(reader.blocks))


@dataclass(slots=True)
class _Cell:
    colspan: int
    rowspan: int
    text: list[str] = field(default_factory=list)
    image: bool = False
    nested: list[Block] = field(default_factory=list)
    has_table: bool = False


@dataclass(slots=True)
class _Table:
    builder: GridBuilder
    number: int
    cell: _Cell | None = None
    after: list[Block] = field(default_factory=list)
    doubtful: bool = False
    open_row: bool = False
    flow: list[Block] = field(default_factory=list)
    """What stands in the cells in its order, for a table that only places the page."""


class _Reader(HTMLParser):
    """Keeps a stack of open tables; text goes to the innermost open cell, else to the lines of the page."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name = name
        self.blocks: list[Block] = []
        self.tables: list[_Table] = []
        self.text: list[str] = []
        self.silent: list[str] = []
        self.count = 0
        self.lines = 0
        self.cells = 0
        self.written = 0
        """Depth of ``pre``: text whose spacing is its layout."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        if self.silent:
            if tag == self.silent[-1] and tag not in _VOID:
                self.silent.append(tag)
            return
        if tag not in _VOID and (tag in _SILENT or "hidden" in values or _HIDDEN.search(values.get("style", ""))):
            self.silent.append(tag)
            return
        if tag in _MARKED or _STRUCK.search(values.get("style", "")):
            self._target().append(RAISED)
        if tag == "table":
            self._begin_table()
        elif tag == "tr" and self.tables:
            self._begin_row()
        elif tag in ("td", "th") and self.tables:
            self._begin_cell(values)
        elif tag == "img" or (tag == "input" and values.get("type", "text") != "hidden"):
            self._picture()
        elif tag in _BLOCKS:
            self._break()
            self.written += tag == "pre"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID or tag in _BLOCKS:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            if tag == self.silent[-1]:
                self.silent.pop()
            return
        if tag == "table" and self.tables:
            self._end_table()
        elif tag in ("td", "th") and self.tables:
            self._end_cell()
        elif tag == "tr" and self.tables:
            self._end_cell()
            self.tables[-1].open_row = False
        elif tag == "pre":
            self._end_written()
        elif tag in _BLOCKS:
            self._break()
        elif tag in _MARKED:
            self._target().append(RAISED)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._target().append(data if self._keeps_spacing else _SPACE.sub(" ", data))

    def finish(self) -> None:
        while self.tables:
            self._end_table()
        self._flush()

    def _target(self) -> list[str]:
        if self.tables and self.tables[-1].cell is not None:
            return self.tables[-1].cell.text
        return self.text

    @property
    def _keeps_spacing(self) -> bool:
        return bool(self.written) and self._target() is self.text

    def _break(self) -> None:
        target = self._target()
        target.append("\n")
        if target is self.text and not self.written:
            self._flush()

    def _end_written(self) -> None:
        """Text set as it was written is read like a text file: its lines, and its tables of tabs or pipes."""
        self.written = max(0, self.written - 1)
        if self.written or self._target() is not self.text:
            return
        text, self.text = "".join(self.text), []
        for block in read_text(self.name, text).blocks:
            self._emit(replace(block, where=f"第{self.lines}段之后的原文{block.where}"))

    def _flush(self) -> None:
        text = re.sub(r" *\n *", "\n", "".join(self.text))
        self.text = []
        for line in text.split("\n"):
            if line.strip():
                self.lines += 1
                self._emit(Line(line.strip(), f"第{self.lines}段"))

    def _emit(self, block: Block) -> None:
        cell = self.tables[-1].cell if self.tables else None
        if cell is not None:
            cell.nested.append(block)
        else:
            self.blocks.append(block)

    def _picture(self) -> None:
        if self.tables and self.tables[-1].cell is not None:
            self.tables[-1].cell.image = True
        else:
            self._flush()
            self._emit(Picture(f"第{self.lines}段之后"))

    def _begin_table(self) -> None:
        if not self.tables or self.tables[-1].cell is None:
            self._flush()
        self.count += 1
        self.tables.append(_Table(GridBuilder(), self.count))

    def _cell_text_to_lines(self, cell: _Cell) -> None:
        """A cell that holds a table is a place on the page: its text before the table becomes lines."""
        cell.has_table = True
        for line in "".join(cell.text).split("\n"):
            if line.strip():
                self.lines += 1
                cell.nested.append(Line(line.strip(), f"第{self.lines}段"))
        cell.text = []

    def _begin_row(self) -> None:
        self._end_cell()
        self.tables[-1].builder.begin_row()
        self.tables[-1].open_row = True

    def _begin_cell(self, values: dict[str, str]) -> None:
        self._end_cell()
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise UnreadableFile(self.name, f"表格超过{MOST_CELLS}个单元格")
        self.tables[-1].cell = _Cell(_span(values.get("colspan")), _span(values.get("rowspan")))

    def _end_cell(self) -> None:
        table = self.tables[-1]
        cell = table.cell
        if cell is None:
            return
        table.cell = None
        if cell.has_table:
            self._cell_text_to_lines(cell)
            table.after += cell.nested
            table.flow += cell.nested
            cell.text = []
        text = re.sub(r" *\n+ *", "\n", "".join(cell.text)).strip()
        table.builder.add(text, cell.colspan, cell.rowspan, image=cell.image and not text)
        table.flow += [Line(line, f"表格{table.number}") for line in text.split("\n") if line.strip()]
        if cell.image and not text:
            table.after.append(Picture(f"表格{table.number}内"))
            table.flow.append(table.after[-1])

    def _end_table(self) -> None:
        self._end_cell()
        table = self.tables.pop()
        grid = table.builder.grid(f"表格{table.number}", Exactness.EXACT)
        filled = [cell for row in grid.rows for cell in row if cell.text]
        outer = self.tables[-1].cell if self.tables else None
        if outer is not None and len(filled) <= 1 and not table.after:
            outer.text.append("".join(f"\n{cell.text}\n" for cell in filled))  # a box around one number or word
            return
        if outer is not None:
            self._cell_text_to_lines(outer)
        is_grid = bool(filled) and not _is_frame(table, len(filled))
        for block in [grid, *table.after] if is_grid else table.flow:
            self._emit(block)


def _is_frame(table: _Table, filled: int) -> bool:
    """A table used to place other tables, or a single box of text, is no table of values."""
    return filled == 1 or any(not isinstance(block, Picture) for block in table.after)


def _span(text: str | None) -> int:
    digits = re.match(r"\s*(\d{1,4})", text or "")
    return max(1, int(digits[1])) if digits else 1
