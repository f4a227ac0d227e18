"""When a letter must be accepted and answered: days of ``law/limits``, as the agency's conventions have them."""

from __future__ import annotations

from datetime import date

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.conventions import conventions_on
from gongkai.agencies.models import Agency
from gongkai.engagement.models import Letter
from gongkai.law.calendar import Calendar
from gongkai.law.conventions import DEFAULTS, Conventions
from gongkai.law.explain import Due
from gongkai.law.limits import rows_of
from gongkai.law.reference import Convention
from gongkai.law.single_limit import due_from

_ANSWER = {
    Letter.Complexity.SIMPLE: "letter_simple",
    Letter.Complexity.NORMAL: "letter_normal",
    Letter.Complexity.ERROR_REPORT: "error_report",
}


def accept_due(letter: Letter, conventions: Conventions = DEFAULTS, calendar: Calendar | None = None) -> Due:
    return _due("letter_accept", letter.submitted_on, conventions, calendar)


def answer_due(letter: Letter, conventions: Conventions = DEFAULTS, calendar: Calendar | None = None) -> Due:
    """The answering limit by complexity; one extension is counted on from the day it would have ended."""
    due = _due(_ANSWER[Letter.Complexity(letter.complexity)], letter.submitted_on, conventions, calendar)
    if letter.extended_on is None:
        return due
    longer = _due("letter_extension", due.day, conventions, calendar)
    missing = tuple(sorted({*due.missing_years, *longer.missing_years}))
    return Due(longer.day, (*due.why, *longer.why[1:]), missing)


def veto_line(letter: Letter) -> date:
    """After this day an unanswered letter costs the website its qualification (INS: 3 months)."""
    return _due("letter_veto", letter.submitted_on, DEFAULTS, None).day


def answer_due_for(letter: Letter) -> Due:
    """``answer_due`` with the conventions the receiving agency had on the day of the letter."""
    return answer_due(letter, conventions_on(letter.agency, letter.submitted_on))


def _due(name: str, start: date, conventions: Conventions, calendar: Calendar | None) -> Due:
    return due_from(rows_of(name)[0], start, calendar or working_calendar(), conventions)


def limit_days(agency: Agency, day: date) -> dict[str, int]:
    """How many working days an agency takes on a day, for sentences that promise it: accept, simple, normal."""
    chosen = conventions_on(agency, day)
    limits = {name: rows_of(f"letter_{name}")[0] for name in ("accept", "simple", "normal")}
    return {
        name: chosen.number(limit.basis.setting, limit.amount) if isinstance(limit.basis, Convention) else limit.amount
        for name, limit in limits.items()
    }
