"""A published body as plain blocks (headings, paragraphs, list points, tables): what the text downloads are written from."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_HEADINGS = {"h2": 1, "h3": 2, "h4": 3, "h5": 4}
_ENDS = frozenset({"p", "li", "blockquote", "figcaption", "caption", *_HEADINGS})


@dataclass(slots=True)
class Block:
    """``kind``: heading, paragraph, point or table; ``rows`` only of a table; ``level`` only of a heading."""

    kind: str
    text: str = ""
    level: int = 0
    rows: list[list[str]] = field(default_factory=list)


def blocks_of(html: str) -> list[Block]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.blocks


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._kind, self._level = "paragraph", 0
        self._tables: list[Block] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._words.append("\n")
        elif tag == "img":
            text = dict(attrs).get("alt") or ""
            self._words.append(f"［图片：{text}］" if text else "［图片］")
        elif tag == "table":
            self.end_block()
            self._tables.append(Block("table"))
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            self._words = []
        elif tag in _ENDS and not self._tables:
            self.end_block()
            self._kind = "heading" if tag in _HEADINGS else "point" if tag == "li" else "paragraph"
            self._level = _HEADINGS.get(tag, 0)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._tables:
            table = self._tables[-1]
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append(" ".join("".join(self._words).split()))
            self._words = []
        elif tag == "table" and self._tables:
            table = self._tables.pop()
            if any(table.rows):
                self.blocks.append(table)
        elif tag in _ENDS:
            if self._tables:
                self._words.append(" ")
            else:
                self.end_block()

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def end_block(self) -> None:
        text = "\n".join(" ".join(line.split()) for line in "".join(self._words).split("\n")).strip()
        if text:
            self.blocks.append(Block(self._kind, text, self._level))
        self._words, self._kind, self._level = [], "paragraph", 0
