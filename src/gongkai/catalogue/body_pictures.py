"""Pictures a text brings along: taken out of it before it is cleaned, put back at their place once they are stored.

What is pasted from WPS or Word, and what a DOCX holds, carries its pictures inside (``data:``) or only names files of the drafter's own
machine (``file:///``), which nobody else can read. A text refers to a stored picture by ``editions.publish.PICTURES``.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import unquote_to_bytes

import nh3

from gongkai.catalogue.html import ATTRIBUTES, TAGS, clean_html, lines_of

MOST_PICTURES = 60
"""In one text: more is a picture book, and belongs into an attachment."""
_MARK = "picture-"
_CARRIED = ("data:", "file:", "blob:", "cid:", "webkit-fake-url:")
_DATA = re.compile(r"data:([^,;]*)((?:;[^,;]*)*),(.*)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<img\b([^>]*)>")
_VALUE = re.compile(r'\s(src|alt)="([^"]*)"')
_NO_WORDS = re.compile(
    r"(?:image|img|picture|clip_?image|wps|photo|screenshot|图片|图像|截图|屏幕截图|正文图片)[\s_()（）-]*[\w.-]*|[\W\d_]*",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"(?:描述已自动生成|AI\s*生成的内容可能不正确|description automatically generated)[。.]*$", re.IGNORECASE
)
_VOID = frozenset({"br", "hr", "img", "col"})


@dataclass(frozen=True, slots=True)
class Embedded:
    """One picture of a text: ``mark`` stands in the text where it was, ``said`` is the kind it was said to be."""

    mark: str
    content: bytes
    said: str
    words: str


@dataclass(frozen=True, slots=True)
class Parted:
    """A text and its pictures apart; ``left`` counts those that are only named in it and lie elsewhere."""

    html: str
    pictures: tuple[Embedded, ...] = ()
    left: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Behind a block of a text: where in the HTML, and how the block begins."""

    at: int
    begins: str


def part(text: str) -> Parted:
    """Take the pictures out that stand inside a text. A text that carries none comes back as it is."""
    small = text.lower()
    if not any(scheme in small for scheme in _CARRIED):
        return Parted(text)
    found: list[str] = []

    def marked(tag: str, attribute: str, value: str) -> str:
        if tag == "img" and attribute == "src" and value.strip().lower().startswith(_CARRIED):
            found.append(value.strip())
            return f"{_MARK}{len(found)}"
        return value

    schemes = {"http", "https", "mailto", "tel", *(one.rstrip(":") for one in _CARRIED)}
    html = nh3.clean(text, tags=TAGS, attributes=ATTRIBUTES, attribute_filter=marked, url_schemes=schemes)
    if not found:
        return Parted(text)
    words = {tag.get("src", ""): tag.get("alt", "") for tag in map(_values, _TAG.findall(html))}
    pictures, lost = [], []
    for number, address in enumerate(found, 1):
        mark = f"{_MARK}{number}"
        if (inside := _inside(address)) is None:
            lost.append(mark)
        else:
            pictures.append(Embedded(mark, inside[1], inside[0], words_said(words.get(mark, ""))))
    return Parted(put_back(html, dict.fromkeys(lost)), tuple(pictures), len(lost))


def put_back(html: str, stored: Mapping[str, tuple[str, str] | None]) -> str:
    """Marks become (address, words of the picture); a mark that leads to None goes, with its picture."""

    def placed(match: re.Match[str]) -> str:
        mark = _values(match[1]).get("src", "")
        if mark not in stored:
            return match[0]
        target = stored[mark]
        return "" if target is None else picture_tag(*target)

    return _TAG.sub(placed, html)


def picture_tag(address: str, words: str) -> str:
    return f'<img src="{escape(address)}" alt="{escape(words)}">'


def words_said(alt: str) -> str:
    """The words of a picture when a person wrote them; names and guesses of programs are none."""
    words = " ".join(alt.split())
    return "" if _NO_WORDS.fullmatch(words) or _MACHINE.search(words) else words


def places_in(body_html: str) -> list[Place]:
    """Behind each paragraph, heading, list or table of a clean text, in order."""
    reader = _Blocks(body_html)
    reader.feed(body_html)
    reader.close()
    ends = reader.ends
    return [Place(end, _beginning(body_html[start:end])) for start, end in zip([0, *ends], ends, strict=False)]


def with_picture(body_html: str, tag: str, behind: int | None) -> str:
    """Behind the block of that number (1 is the first, 0 before all); at the end without one, or past the last."""
    body = clean_html(body_html)
    places = places_in(body)
    if behind is None or behind > len(places):
        return body + tag
    at = places[behind - 1].at if behind > 0 else 0
    return body[:at] + tag + body[at:]


def _inside(address: str) -> tuple[str, bytes] | None:
    data = _DATA.fullmatch(address)
    if data is None:
        return None
    try:
        if "base64" in data[2].lower():
            return data[1], b64decode("".join(unescape(data[3]).split()), validate=True)
    except (Error, ValueError):
        return data[1], b""
    return data[1], unquote_to_bytes(data[3])


def _values(attributes: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _VALUE.findall(attributes)}


def _beginning(block: str) -> str:
    lines = lines_of(block)
    return lines[0][:24] if lines else "（图片）" if "<img" in block else "（空行）"


class _Blocks(HTMLParser):
    """Where each outermost element of a clean text ends."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.ends: list[int] = []
        self._text, self._depth = text, 0
        self._lines = [0]
        for line in text.split("\n"):  # the parser counts no other line ends
            self._lines.append(self._lines[-1] + len(line) + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self._depth += 1
        elif self._depth == 0:
            self._ends_here()

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag not in _VOID
        if self._depth == 0:
            self._ends_here()

    def _ends_here(self) -> None:
        line, column = self.getpos()
        self.ends.append(self._text.index(">", self._lines[line - 1] + column) + 1)
