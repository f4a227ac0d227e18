"""One limit from one day: the row in force on that day, the due day, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from gongkai.law.calendar import Calendar
from gongkai.law.conventions import DEFAULTS, MISSING_NOTICE, Conventions
from gongkai.law.days import months_after, ordinal
from gongkai.law.errors import LawError, nearest
from gongkai.law.explain import Due, Step
from gongkai.law.limits import ROLL_OVER, Limit, Unit, limit_names, rows_of
from gongkai.law.reference import Convention

_KINDS = {
    Unit.NATURAL_DAYS: "natural_days",
    Unit.MONTHS: "months",
    Unit.HOURS: "hours",
    Unit.YEARLY_DATE: "yearly_date",
}


def limit_on(name: str, day: date) -> Limit:
    """The row of this name in force on ``day``.

    Raises LawError for an unknown name (with the nearest one) and for a day on which no row was law.
    """
    rows = rows_of(name)
    if not rows:
        raise LawError("rule", name, (), f"{nearest(name, limit_names())} `gongkai law` lists all limits.".strip())
    for row in rows:
        if row.in_force(day):
            return row
    spans = (f"{row.since or 'the beginning'} to {row.until or 'today'} ({row.basis})" for row in rows)
    raise LawError("from", str(day), (), f"The limit {name} was law from {'; from '.join(spans)}.")


def amount_of(limit: Limit, conventions: Conventions) -> int:
    """The number of the row, unless it is a convention this office has changed."""
    if isinstance(limit.basis, Convention):
        return conventions.number(limit.basis.setting, limit.amount)
    return limit.amount


def single_limit(name: str, from_date: date, calendar: Calendar, conventions: Conventions = DEFAULTS) -> Due:
    """When this limit ends if it starts on ``from_date`` (that day is not counted).

    Raises LawError (unknown name, not law on that day) and CalendarError (a day outside the calendar).
    """
    ordinal(from_date)
    due = due_from(limit_on(name, from_date), from_date, calendar, conventions)
    return Due(due.day, due.why + missing_steps(due.missing_years), due.missing_years)


def due_from(limit: Limit, start: date, calendar: Calendar, conventions: Conventions = DEFAULTS) -> Due:
    """Apply one row of the table to a starting day."""
    amount = amount_of(limit, conventions)
    first = Step("starts", start, limit.basis, 0, (limit.starts_words, limit.label_zh))
    if limit.unit is Unit.WORKING_DAYS:
        end = calendar.add(start.toordinal(), amount)
        day = date.fromordinal(end)
        return Due(day, (first, Step("working_days", day, limit.basis, amount, (amount,))),
                   calendar.missing(start.toordinal(), end))  # fmt: skip
    day = _natural_end(limit, start, amount)
    kind = "natural_days_back" if limit.counts_back else _KINDS[limit.unit]
    detail = f"{day:%m-%d}" if limit.unit is Unit.YEARLY_DATE else amount
    steps = (first, Step(kind, day, limit.basis, 0, (detail,)))
    return rolled(day, steps, calendar) if limit.rolls else Due(day, steps)


def _natural_end(limit: Limit, start: date, amount: int) -> date:
    if limit.unit is Unit.MONTHS:
        return months_after(start, amount)
    if limit.unit is Unit.YEARLY_DATE:
        return date(start.year + 1, *divmod(amount, 100))  # ``start`` is any day of the year reported on
    days = -(-amount // 24) if limit.unit is Unit.HOURS else amount
    return start - timedelta(days=days) if limit.counts_back else start + timedelta(days=days)


def missing_steps(years: Iterable[int]) -> tuple[Step, ...]:
    """One step per year whose notice is missing, to stand at the end of an explanation."""
    return tuple(Step("missing_notice", date(year, 1, 1), MISSING_NOTICE, 0, (year,)) for year in years)


def rolled(day: date, steps: tuple[Step, ...], calendar: Calendar) -> Due:
    """Move a last day that is a rest day to the first day after that is none (CIV 203)."""
    end = calendar.next_working(day.toordinal())
    missing = calendar.missing(day.toordinal() - 1, end)
    if end != day.toordinal():
        moved = date.fromordinal(end)
        steps = (*steps, Step("rolled", moved, ROLL_OVER, 0, (day,)))
        day = moved
    return Due(day, steps, missing)
