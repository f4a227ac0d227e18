"""Processing fees for excessive requests (REG 42, FEE 3-5): two methods, each progressive on the excess.

Per request an agency uses one method, never both, and may also charge nothing. By item counts the requests of one applicant
to one agency in one calendar month; by volume counts the pages of one request. Amounts are whole yuan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.law.errors import LawError, nearest
from gongkai.law.reference import FEE, Ref

MOST = 1_000_000
"""More items or pages than this in one month or request is a slip of the pen, not a request."""


@dataclass(frozen=True, slots=True)
class FeeBand:
    """Items (or pages) ``first``..``last`` cost ``rate`` yuan each; ``last`` is None where the band has no end."""

    first: int
    last: int | None
    rate: int


@dataclass(frozen=True, slots=True)
class FeeMethod:
    """A rate table. After the fixed bands ``step`` (width, first rate, increase) goes on for ever, if there is one."""

    key: str
    label_zh: str
    counted: str
    bands: tuple[FeeBand, ...]
    basis: Ref
    step: tuple[int, int, int] | None = None

    def each_band(self) -> Iterator[FeeBand]:
        yield from self.bands
        last = self.bands[-1].last
        if self.step is None or last is None:
            return
        width, rate, increase = self.step
        while True:
            yield FeeBand(last + 1, last + width, rate)
            last, rate = last + width, rate + increase


BY_ITEM = FeeMethod(
    "item", "按件计收", "count",
    (FeeBand(1, 10, 0), FeeBand(11, 30, 100)),
    FEE(4), step=(10, 200, 100),
)  # fmt: skip
BY_VOLUME = FeeMethod(
    "volume", "按量计收", "pages",
    (FeeBand(1, 30, 0), FeeBand(31, 100, 10), FeeBand(101, 200, 20), FeeBand(201, None, 40)),
    FEE(5),
)  # fmt: skip
FEE_METHODS = {method.key: method for method in (BY_ITEM, BY_VOLUME)}


def fee(method: str, number: int) -> dict[str, Any]:
    """The fee for items 1..number, or for one request of ``number`` pages, with its bands.

    ``last_item_yuan`` is what the last item (or page) alone costs. Raises LawError on an unknown method, a number that is
    not a whole number, a negative one, and one above a million.
    """
    if method not in FEE_METHODS:
        raise LawError(
            "method", method, FEE_METHODS, nearest(method, FEE_METHODS) or "Write for example item (按件) with a count."
        )
    table = FEE_METHODS[method]
    _refuse_bad_number(table.counted, number)
    bands = list(_bands_up_to(table, number))
    return {
        "method": table.key,
        table.counted: number,
        "total_yuan": sum(band["yuan"] for band in bands),
        "last_item_yuan": bands[-1]["rate_yuan"] if bands else 0,
        "bands": bands,
    }


def _bands_up_to(table: FeeMethod, number: int) -> Iterator[dict[str, int]]:
    for band in table.each_band():
        if band.first > number:
            return
        to = number if band.last is None else min(band.last, number)
        yield {"from": band.first, "to": to, "rate_yuan": band.rate, "yuan": band.rate * (to - band.first + 1)}


def _refuse_bad_number(field: str, number: object) -> None:
    if isinstance(number, bool) or not isinstance(number, int):
        raise LawError(
            field, number, (f"a whole number from 0 to {MOST}",), "Count items or pages one by one, for example 46."
        )
    if number < 0:
        raise LawError(field, number, (f"a whole number from 0 to {MOST}",), "A count cannot be negative.")
    if number > MOST:
        raise LawError(
            field, number, (f"a whole number from 0 to {MOST}",), "So many in one month or request is an input error."
        )
