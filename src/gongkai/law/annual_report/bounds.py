"""Numbers as texts state them: exact, 余 or 超 (at least), 近 (below), 约 (about), and 万余.

``state`` makes a statement from a true value, ``read_statement`` reads one from a text, ``agrees`` checks one against the
true value. An approximate statement stands for a span of values, see ``Stated.least`` and ``Stated.most``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gongkai.law.annual_report.figures import plain
from gongkai.law.errors import LawError
from gongkai.law.reference import Convention

ABOUT_TOLERANCE = Convention("约表示与实际数相差不超过百分之五", "about_tolerance_percent")
DEFAULT_TOLERANCE = Decimal("0.05")
TEN_THOUSAND = 10_000


class Bound(StrEnum):
    EXACT = "EXACT"
    AT_LEAST = "AT_LEAST"
    BELOW = "BELOW"
    ABOUT = "ABOUT"


WORDS = {"余": Bound.AT_LEAST, "超": Bound.AT_LEAST, "近": Bound.BELOW, "约": Bound.ABOUT}
"""The words an officer chooses; 余 stands after the number, the others before it."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a text says of a number: the printed value, how it is bound, and the word it uses.

    ``same_scope`` is False where the text speaks of fewer or other agencies than the tables (an office's own 17 requests
    beside the district's 95): then the two cannot be compared.
    """

    value: int | Decimal
    bound: Bound = Bound.EXACT
    word: str = ""
    same_scope: bool = True

    @property
    def least(self) -> int | Decimal | None:
        """The smallest true value this can mean, None for no limit."""
        if self.bound is Bound.BELOW:
            return None
        return self.value if self.bound is not Bound.ABOUT else self.value * (1 - DEFAULT_TOLERANCE)

    @property
    def most(self) -> int | Decimal | None:
        """The largest true value this can mean, None for no limit."""
        if self.bound is Bound.AT_LEAST:
            return None
        return self.value if self.bound is not Bound.ABOUT else self.value * (1 + DEFAULT_TOLERANCE)

    @property
    def text(self) -> str:
        """As printed, without its unit: 6200余, 近6300, 约6200, 6万余, 6.5万余, 3662."""
        digits = plain(self.value)
        if self.word and self.value >= TEN_THOUSAND and self.value % 1000 == 0:
            digits = f"{plain((Decimal(self.value) / TEN_THOUSAND).normalize())}万"
        return f"{digits}{self.word}" if self.word == "余" else f"{self.word}{digits}"


def state(value: int, word: str = "", rounding: int = 100) -> Stated:
    """State ``value`` exactly, or rounded to ``rounding`` with the word's bound.

    A value that is round already, or too small to be rounded, is stated exactly: an approximation would say something untrue
    or say nothing. Raises LawError on an unknown word or a rounding below 2.

    >>> state(6237, "余").text, state(6237, "近").text, state(6200, "余").text, state(65432, "余", 10000).text
    ('6200余', '近6300', '6200', '6万余')
    """
    if not word:
        return Stated(value)
    if word not in WORDS:
        raise LawError("word", word, WORDS)
    if rounding < 2:
        raise LawError("rounding", rounding, ("a step such as 10, 100, 1000 or 10000",))
    down = value - value % rounding
    if value == down or down == 0:
        return Stated(value)
    bound = WORDS[word]
    if bound is Bound.AT_LEAST:
        return Stated(down, bound, word)
    if bound is Bound.BELOW:
        return Stated(down + rounding, bound, word)
    nearest_step = down if value - down < rounding - (value - down) else down + rounding
    return Stated(nearest_step, bound, word)


def agrees(stated: Stated, actual: int | Decimal) -> bool:
    """True when the statement is true of ``actual``: equal, >= for 余 and 超, <= for 近, within five percent for 约."""
    if stated.least is not None and actual < stated.least:
        return False
    return stated.most is None or actual <= stated.most


_STATEMENT = re.compile(
    r"(?P<before>超过|超|逾|近|约|大约)?\s*(?P<digits>\d[\d,]*(?:\.\d+)?)\s*(?P<wan>万)?\s*(?P<after>余|多)?"
)
_MEANS = {"超过": "超", "超": "超", "逾": "超", "近": "近", "约": "约", "大约": "约", "余": "余", "多": "余"}


def read_statement(text: str) -> Stated:
    """Read what a text says of a number: 6200余 -> at least 6200. Raises LawError where no number stands."""
    match = _STATEMENT.fullmatch(text.strip())
    if match is None:
        raise LawError("text", text, ("3662", "6200余", "超6200", "近6300", "约6200", "6.2万余"))
    number = Decimal(match["digits"].replace(",", "")) * (TEN_THOUSAND if match["wan"] else 1)
    value = int(number) if number == int(number) else number
    word = _MEANS.get(match["after"] or match["before"] or "", "")
    return Stated(value, WORDS[word] if word else Bound.EXACT, word)
