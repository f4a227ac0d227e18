"""The working calendar as a value: which days are working days, from the State Council's notices.

A working day is a Monday to Friday outside the holidays, or a make-up day (调休补班) on a weekend. A year whose notice
is not loaded is counted as plain Monday to Friday, and every answer that touches it can ask ``missing_years``.

A holiday of January may begin in the last days of December (2022-12-31; in 2018 the make-up day was 29 December), so
29 to 31 December also belong to the following year's notice.

Days travel as proleptic ordinals (``date.toordinal``) inside; ``gongkai.law.days`` is the door for dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

FIRST_DAY = date(2008, 1, 1)  # the first Regulation took effect on 2008-05-01: nothing here is older
LAST_DAY = date(2045, 12, 31)  # later days are taken for mistyped years
_END = date(2065, 12, 31)  # results may lie this far
TAIL_OF_DECEMBER = 29  # from this day of December the next year's notice is needed as well


class CalendarError(ValueError):
    """A holiday notice that cannot be used, or a day no calendar can hold; the message says what would be right."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One year's holiday arrangement with its amendments already applied. ``numbers`` are the notices' document numbers."""

    year: int
    title: str
    numbers: tuple[str, ...]
    off: frozenset[date]
    work: frozenset[date]


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """Working days from FIRST_DAY on, by prefix sums: every question is answered without a loop over days.

    Two calendars are equal when their notices are; ``name`` goes into explanations and stored projections.
    """

    name: str
    digest: str
    notices: tuple[Notice, ...]
    years: frozenset[int]
    base: int = field(repr=False)
    counts: tuple[int, ...] = field(repr=False)  # working days from base up to and including this day
    workdays: tuple[int, ...] = field(repr=False)  # ordinals of all working days, ascending
    unknown: tuple[int, ...] = field(repr=False)  # days of years without a notice up to and including this day

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Calendar) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def add(self, start: int, number: int) -> int:
        """The ordinal of the ``number``-th working day after ``start`` (the start day itself is never counted)."""
        return self.workdays[self.counts[start - self.base] + number - 1] if number > 0 else start

    def between(self, start: int, end: int) -> int:
        """Working days after ``start`` up to and including ``end``; 0 when ``end`` is not later."""
        return self.counts[end - self.base] - self.counts[start - self.base] if end > start else 0

    def is_working(self, day: int) -> bool:
        position = day - self.base
        return self.counts[position] > (self.counts[position - 1] if position else 0)

    def next_working(self, day: int) -> int:
        """``day`` itself if it is a working day, else the first working day after it."""
        return self.workdays[self.counts[day - 1 - self.base]]

    def missing(self, start: int, end: int) -> tuple[int, ...]:
        """Years whose notice is needed to judge the days after ``start`` up to ``end`` but is not loaded."""
        if end <= start or self.unknown[end - self.base] == self.unknown[start - self.base]:
            return ()
        days = range(start + 1, end + 1)
        years = {date.fromordinal(day).year for day in (days[0], days[-1])}
        years = set(range(min(years), max(years) + 1))
        if _needs_next_year(date.fromordinal(days[-1])):
            years.add(max(years) + 1)
        return tuple(sorted(years - self.years))


def _needs_next_year(day: date) -> bool:
    return day.month == 12 and day.day >= TAIL_OF_DECEMBER


def build_calendar(notices: Iterable[Notice], digest: str) -> Calendar:
    """Lay the notices out as prefix sums. ``digest`` identifies their content and becomes part of the name."""
    by_year = tuple(sorted(notices, key=lambda notice: notice.year))
    if not by_year:
        raise CalendarError("a calendar needs at least one holiday notice; see law/calendars/2026.json for an example")
    years = frozenset(notice.year for notice in by_year)
    off = {day.toordinal() for notice in by_year for day in notice.off}
    work = {day.toordinal() for notice in by_year for day in notice.work}
    base, end = FIRST_DAY.toordinal(), _END.toordinal()
    working = [day for day in range(base, end + 1) if day in work or (day not in off and (day - 1) % 7 < 5)]
    return Calendar(
        name=f"CN {by_year[0].year}-{by_year[-1].year} {digest[:12]}",
        digest=digest,
        notices=by_year,
        years=years,
        base=base,
        counts=_running_total(base, end, working),
        workdays=tuple(working),
        unknown=_running_total(base, end, _unknown_days(years)),
    )


def _running_total(base: int, end: int, days: Iterable[int]) -> tuple[int, ...]:
    """For each day from base to end, how many of ``days`` (ascending) lie at or before it."""
    totals: list[int] = []
    number = 0
    for day in days:
        totals.extend([number] * (day - base - len(totals)))
        number += 1
    totals.extend([number] * (end - base + 1 - len(totals)))
    return tuple(totals)


def _unknown_days(years: frozenset[int]) -> list[int]:
    days: list[int] = []
    for year in range(FIRST_DAY.year, _END.year + 1):
        first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        if year not in years:
            days.extend(range(first, last + 1))
        elif year + 1 not in years:
            days.extend(range(date(year, 12, TAIL_OF_DECEMBER).toordinal(), last + 1))
    return days
