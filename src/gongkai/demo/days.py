"""Moments of a scenario: office acts fall on working days in office hours, citizens write at any time of day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from gongkai.clock import SHANGHAI
from gongkai.law.days import add_working_days, is_working_day, roll_forward
from gongkai.law.holiday_notices import packaged_calendar

_MORNING, _AFTERNOON = (8 * 60 + 5, 11 * 60 + 50), (14 * 60 + 35, 17 * 60 + 10)
_LAST_MINUTE = 17 * 60 + 58


def office(random: Random, day: date) -> datetime:
    """Some minute of the office hours of ``day``, or of the next working day when the office is shut."""
    first, last = _MORNING if random.random() < 0.55 else _AFTERNOON
    return at(roll_forward(packaged_calendar(), day), random.randint(first, last))


def at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60), SHANGHAI)


def later(random: Random, moment: datetime, working_days: int) -> datetime:
    """The office's next move: that many working days after ``moment``, or some minutes after it when the number is 0."""
    day = moment.astimezone(SHANGHAI).date()
    if working_days:
        return office(random, add_working_days(packaged_calendar(), day, working_days))
    if not is_working_day(packaged_calendar(), day):
        return office(random, day)
    minute = moment.astimezone(SHANGHAI).hour * 60 + moment.astimezone(SHANGHAI).minute
    if minute >= _LAST_MINUTE - 5:
        return office(random, day + timedelta(days=1))
    return at(day, max(_MORNING[0], min(_LAST_MINUTE, minute + random.randint(3, 25))))


def citizen(random: Random, day: date) -> datetime:
    """A minute between seven in the morning and half past ten at night, on any day."""
    return at(day, random.randint(7 * 60, 22 * 60 + 30))


def working_days(first: date, last: date) -> tuple[date, ...]:
    """All working days from ``first`` to ``last``."""
    return tuple(day for day in every_day(first, last) if is_working_day(packaged_calendar(), day))


def every_day(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


def spread(random: Random, days: Sequence[date], number: int) -> list[date]:
    """``number`` days in order, spread evenly over ``days`` with a little chance."""
    return sorted(
        days[min(len(days) - 1, int((place + random.random()) * len(days) / number))] for place in range(number)
    )
