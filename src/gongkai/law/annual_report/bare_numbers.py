"""Digits typed into a text where a placeholder should stand: they would not follow the records.

Years, days, article and document numbers, and the name of the 12345 hotline are not figures and pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.law.annual_report.figures import Figures, plain
from gongkai.law.annual_report.narrative import NARRATIVE
from gongkai.law.annual_report.text_identities import label_zh

_NOT_FIGURES = re.compile(
    r"\{[^{}]*\}"
    r"|(?:19|20)\d{2}\s*(?:—|－|-|至|、)?\s*(?=(?:19|20)?\d*\s*年)"
    r"|\d+\s*年(?:度)?(?!来)"
    r"|\d+\s*(?:月|日|号|时|点)"
    r"|第\s*\d+\s*(?:条|款|项|号|次|届|期)"
    r"|〔\d{4}〕\s*\d*\s*号?"
    r"|12345|“[^”]{0,8}\d[^”]{0,8}”"
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class BareNumber:
    """Digits at ``start``..``end``. ``keys`` are the figures of this report with that value, most likely meant."""

    start: int
    end: int
    text: str
    keys: tuple[str, ...]
    message_zh: str


def check_text(template: str, figures: Figures | None = None) -> list[BareNumber]:
    """The digits of a template that stand outside placeholders and should be bound to a figure."""
    return list(_found(template, figures or {}))


def _found(template: str, figures: Figures) -> Iterator[BareNumber]:
    exempt = [match.span() for match in _NOT_FIGURES.finditer(template)]
    for match in _NUMBER.finditer(template):
        if any(start <= match.start() < end for start, end in exempt):
            continue
        digits = match[0].replace(",", "")
        keys = _meant(digits, figures)
        yield BareNumber(match.start(), match.end(), match[0], keys, _message(match[0], keys))


def _meant(digits: str, figures: Figures) -> tuple[str, ...]:
    """The figures with this value, those of the text first, at most three: a small number equals many cells."""
    keys = [key for key, value in figures.items() if value is not None and plain(value) == digits]
    return tuple(sorted(keys, key=lambda key: key not in NARRATIVE)[:3])


def _message(digits: str, keys: tuple[str, ...]) -> str:
    text = f"“{digits}”是手工写入的数字，不会随记录变化，请改为绑定数据项"
    likely = "、".join(f"{label_zh(key)} {{{key}}}" for key in keys)
    return f"{text}，例如：{likely}" if likely else text
