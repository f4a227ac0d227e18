"""How long a consultation must last at least, and when its feedback is due (``law/limits``)."""

from __future__ import annotations

from datetime import date

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.conventions import conventions_on
from gongkai.agencies.models import Agency
from gongkai.engagement.models import PublicConsultation
from gongkai.law.explain import Due
from gongkai.law.limits import Limit, rows_of
from gongkai.law.single_limit import due_from

_KIND = PublicConsultation.Kind
_SHORTEST: dict[str, str] = {
    _KIND.MAJOR_DECISION: "decision_consultation",
    _KIND.RULE: "rule_consultation",
    _KIND.MARKET: "market_consultation",
    _KIND.NORMATIVE: "normative_consultation",
}


def shortest_limit(kind: str, on: date) -> Limit | None:
    """The row of the law that sets the least number of days for this kind on that day; None where there is none."""
    rows = rows_of(_SHORTEST[kind]) if kind in _SHORTEST else ()
    return next((row for row in rows if row.in_force(on)), None)


def earliest_end(kind: str, starts_on: date, agency: Agency) -> Due | None:
    """The first day on which a consultation that begins on ``starts_on`` may end; None when no period is laid down."""
    limit = shortest_limit(kind, starts_on)
    return due_from(limit, starts_on, working_calendar(), conventions_on(agency, starts_on)) if limit else None


def feedback_due(consultation: PublicConsultation) -> Due | None:
    """When the adoption feedback is due; None while the end is not fixed."""
    if consultation.ends_on is None:
        return None
    conventions = conventions_on(consultation.agency, consultation.ends_on)
    return due_from(rows_of("adoption_feedback")[0], consultation.ends_on, working_calendar(), conventions)
