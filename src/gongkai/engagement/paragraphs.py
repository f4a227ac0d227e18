"""The paragraphs of a draft, so that an opinion can name the one it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ARTICLE = re.compile(
    r"^\s*(第[〇零一二三四五六七八九十百\d]+[章节条款]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、])"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``name`` is how an opinion names it (第三条, 一、, 第4段), at most 60 characters."""

    name: str
    text: str


def paragraphs(draft_text: str) -> tuple[Paragraph, ...]:
    """Every line with words; articles are called by their number, others by their place."""
    lines = [line.strip() for line in draft_text.splitlines() if line.strip()]
    found, taken = [], set[str]()
    for place, line in enumerate(lines, 1):
        match = _ARTICLE.match(line)
        name = match.group(1).rstrip("、.") if match else f"第{place}段"
        if name in taken:
            name = f"{name}（第{place}段）"
        taken.add(name)
        found.append(Paragraph(name, line))
    return tuple(found)
