"""What a cell of a published table says: a number, nothing, or something that is no number. Nothing is repaired by guess.

Full-width digits, thousands separators in their places and a unit behind the number are read. Digits parted by a space or a line
break, letters for digits, two numbers in a cell are not: the cell is unreadable.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

_COUNT = re.compile(r"(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?(?:件|条|个|宗|起|次)?")
_AMOUNT = re.compile(r"(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?:万元)?")
_EMPTY_MARKS = frozenset({"", "-", "--", "/", "\\", "*", "—", "——", "－", "–", "一一", "无"})
LONGEST_NUMBER = 15
RADICALS = str.maketrans(
    "⺟⺠⺩⺬⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "母民王示虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)
"""Radicals that PDF writers put for whole characters; NFKC only knows the older block of them."""
RAISED = "^"
"""Stands for a raised, lowered or circled digit: a note's mark, never part of the number before it."""
LONGEST_KEPT = 200
"""Longer texts are not remembered: pages repeat short ones."""


class Kind(StrEnum):
    NUMBER = "number"
    BLANK = "blank"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Printed:
    """``digits`` as printed, without separators; only for numbers. ``mark`` True where the cell holds a stroke instead of a number."""

    kind: Kind
    text: str
    digits: str = ""
    mark: bool = False


def folded(text: str) -> str:
    """Full-width forms as plain ones, invisible characters gone, outer space gone."""
    return _folded(text) if len(text) < LONGEST_KEPT else _folded.__wrapped__(text)


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text if text.isascii() else "".join(map(_without_notes, text)))
    plain = plain.translate(RADICALS)
    if not plain.isprintable():
        plain = "".join(c for c in plain if c in "\n\t" or unicodedata.category(c) not in ("Cf", "Cc"))
    return plain.replace("\u3000", " ").strip()


def _without_notes(character: str) -> str:
    """Characters that only decomposition makes a digit (¹ ① ⑴) are marks of notes."""
    return RAISED if unicodedata.category(character) == "No" else character


def read_cell(text: str, *, amount: bool = False) -> Printed:
    """A count, or with ``amount`` a decimal number."""
    return _read_cell(text, amount) if len(text) < LONGEST_KEPT else Printed(Kind.OTHER, text)


@lru_cache(maxsize=8192)
def _read_cell(text: str, amount: bool) -> Printed:
    plain = folded(text)
    if plain in _EMPTY_MARKS:
        return Printed(Kind.BLANK, text, mark=bool(plain))
    match = (_AMOUNT if amount else _COUNT).fullmatch(plain)
    if match is None:
        return Printed(Kind.OTHER, text)
    digits = match["digits"].replace(",", "")
    if len(digits) > LONGEST_NUMBER or (len(digits) > 1 and digits[0] == "0" and digits[1] != "."):
        return Printed(Kind.OTHER, text)
    return Printed(Kind.NUMBER, text, digits)


def value_of(printed: Printed, *, amount: bool = False) -> int | Decimal:
    """The value of a number: an int for counts, a Decimal with the printed decimals for amounts."""
    return Decimal(printed.digits) if amount else int(printed.digits)


def looks_numeric(text: str) -> bool:
    """True for a text made of digits, a sign before them and what stands between them, read or not: it can be no label."""
    plain = re.sub(r"[\s,.]", "", folded(text).lstrip("+-−"))
    return plain.isascii() and plain.isdigit() and not text.rstrip().endswith((".", "．", ",", "，"))
