"""From when and how long a rule or normative document is to be in force, as drafted and as it comes out on the day of issue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.agencies.errors import Reason
from gongkai.law.days import months_after

_LONGEST_YEARS = 30


@dataclass(frozen=True, slots=True)
class Terms:
    """``effective_on`` None: 自印发之日起施行. The end is either a day (the first without effect), a number of years, or open.

    >>> Terms(valid_years=5).days_in_force(date(2017, 6, 1))
    (datetime.date(2017, 6, 1), datetime.date(2022, 6, 1))
    """

    effective_on: date | None = None
    expires_on: date | None = None
    valid_years: int | None = None

    def days_in_force(self, issued_on: date) -> tuple[date, date | None]:
        """The first day in force, and the first day no longer in force (None: no end is set)."""
        first = self.effective_on or issued_on
        if self.valid_years is not None:
            return first, months_after(first, 12 * self.valid_years)
        return first, self.expires_on

    def as_json(self) -> dict[str, Any]:
        given = {"effective_on": self.effective_on, "expires_on": self.expires_on}
        days = {name: day.isoformat() for name, day in given.items() if day}
        return days | ({"valid_years": self.valid_years} if self.valid_years is not None else {})


NO_TERMS = Terms()


def terms_from(stored: Mapping[str, Any]) -> Terms:
    """Read ``as_json`` back."""
    days = {name: date.fromisoformat(stored[name]) for name in ("effective_on", "expires_on") if name in stored}
    return Terms(**days, valid_years=stored.get("valid_years"))


def term_reasons(terms: Terms, is_document: bool) -> Iterator[Reason]:
    """What cannot be in a draft: terms for something that is no document, two ends, an end before the beginning."""
    if not is_document:
        if terms != NO_TERMS:
            yield Reason("terms", "只有规章和行政规范性文件填写施行日期和有效期")
        return
    if terms.expires_on is not None and terms.valid_years is not None:
        yield Reason("expires_on", "有效期填写失效日期或者年数，二者选一")
    if terms.valid_years is not None and not 1 <= terms.valid_years <= _LONGEST_YEARS:
        yield Reason("valid_years", f"有效期年数须为 1 至 {_LONGEST_YEARS}，现为 {terms.valid_years}")
    if terms.effective_on and terms.expires_on and terms.expires_on <= terms.effective_on:
        yield Reason("expires_on", f"失效日期{terms.expires_on}须晚于施行日期{terms.effective_on}")


def issue_reasons(terms: Terms, issued_on: date) -> Iterator[Reason]:
    """What cannot be issued on this day: an end that is not after the beginning."""
    effective_on, expires_on = terms.days_in_force(issued_on)
    if expires_on is not None and expires_on <= max(effective_on, issued_on):
        yield Reason("expires_on", f"失效日期{expires_on}须晚于印发日期{issued_on}和施行日期{effective_on}")
