"""Ask the severing process: pictures of pages to mark on, passages by their words, the severed copy."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.files.apart import run_apart
from gongkai.files.severing.marks import Area, Box

PAGES_AT_ONCE = 20
"""So many pages fit into one process's time; longer files are done in parts."""


@dataclass(frozen=True, slots=True)
class Severed:
    """The copy, its pages, and how many characters of the text layer were left out."""

    content: bytes
    pages: int
    hidden: int


def page_count(pdf: bytes) -> int:
    return int(_ask("count", pdf)[0]["pages"])


def page_picture(pdf: bytes, page: int, areas: Sequence[Area] = ()) -> bytes:
    """A PNG of one page, with areas shaded: what the officer marks on."""
    return _ask("picture", pdf, page=page, areas=_plain(areas))[1]


def passages(pdf: bytes, words: str) -> tuple[Area, ...]:
    """Where words stand, line by line; spaces and line breaks between their characters do not matter."""
    found = _ask("find", pdf, words=words)[0]["areas"]
    return tuple(Area(page, Box(*box)) for page, box in found)


def severed(pdf: bytes, areas: Sequence[Area], title: str) -> Severed:
    """The copy with the areas burnt in. Raises ReaderFailed where a part of the file breaks its process."""
    pages = page_count(pdf)
    parts: list[bytes] = []
    hidden = 0
    for first in range(1, pages + 1, PAGES_AT_ONCE):
        last = min(pages, first + PAGES_AT_ONCE - 1)
        answer, part = _ask("sever", pdf, first=first, last=last, areas=_plain(areas), title=title)
        parts.append(part)
        hidden += int(answer["hidden"])
    content = parts[0] if len(parts) == 1 else _joined(parts, title)
    return Severed(content, pages, hidden)


def _joined(parts: Sequence[bytes], title: str) -> bytes:
    lengths = [len(part) for part in parts]
    return _ask("join", b"".join(parts), lengths=lengths, title=title)[1]


def _plain(areas: Sequence[Area]) -> list[tuple[int, list[float], int]]:
    return [(area.page, area.box.as_list(), area.number) for area in areas]


def _ask(task: str, content: bytes, **asked: object) -> tuple[dict[str, Any], bytes]:
    """What is asked goes in with the content, never on a command line others can read."""
    head = json.dumps(asked, ensure_ascii=False).encode() + b"\n"
    reading = run_apart("gongkai.files.severing.machine", (task,), head + content)
    return reading.answer, reading.copy
