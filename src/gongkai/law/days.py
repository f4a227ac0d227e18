"""Counting days as the law counts them (CIV 201-203, CPL 85): the day of the event is never counted.

Working-day periods count only working days and so end on one. Natural-day and month periods count every day; a month
period ends on the same day number or on the last day of a shorter month (CIV 202), and when the last day is a statutory
rest day it moves to the first day after (CIV 203). A make-up workday is no rest day.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from gongkai.law.calendar import FIRST_DAY, LAST_DAY, Calendar, CalendarError


def ordinal(day: date) -> int:
    """The ordinal of a day the calendar can hold. Raises CalendarError for others (mostly mistyped years)."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise CalendarError(f"{day} is no day this calendar can hold; days run from {FIRST_DAY} to {LAST_DAY}")
    return day.toordinal()


def is_working_day(calendar: Calendar, day: date) -> bool:
    return calendar.is_working(ordinal(day))


def is_rest_day(calendar: Calendar, day: date) -> bool:
    """True for weekends and holidays, false for make-up workdays (法定休假日 as CIV 203 means it)."""
    return not calendar.is_working(ordinal(day))


def add_working_days(calendar: Calendar, start: date, number: int) -> date:
    """The ``number``-th working day after ``start``."""
    return date.fromordinal(calendar.add(ordinal(start), number))


def working_days_between(calendar: Calendar, start: date, end: date) -> int:
    """Working days after ``start`` up to and including ``end``; 0 when ``end`` is not later."""
    return calendar.between(ordinal(start), ordinal(end))


def roll_forward(calendar: Calendar, day: date) -> date:
    """``day`` unless it is a rest day, then the first day after that is not (CIV 203)."""
    return date.fromordinal(calendar.next_working(ordinal(day)))


def add_natural_days(calendar: Calendar, start: date, number: int, *, rolls: bool = True) -> date:
    end = date.fromordinal(ordinal(start) + number)
    return roll_forward(calendar, end) if rolls else end


def months_after(start: date, number: int) -> date:
    """Same day number ``number`` months later, or the last day of a shorter month (CIV 202); no roll-over.

    >>> months_after(date(2024, 8, 31), 6)
    datetime.date(2025, 2, 28)
    """
    years, month = divmod(start.month - 1 + number, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def add_months(calendar: Calendar, start: date, number: int, *, rolls: bool = True) -> date:
    end = months_after(start, number)
    return roll_forward(calendar, end) if rolls else end
