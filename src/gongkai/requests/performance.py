"""How requests were handled in a period: on time or not, working days taken, outcomes, corrected and lost cases; by unit.

A closing counts in the period it happened in. On time: a reply made on or before its last day. Days are working days from the date of
receipt to the closing; what the law excludes (opinions, corrections) is in them, so that applicants see their own wait.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from math import ceil

from django.db.models import F, QuerySet

from gongkai.law.calendar import Calendar
from gongkai.law.outcomes import OUTCOMES, OutcomeGroup
from gongkai.requests.models import Closing
from gongkai.requests.models.case import PERSONAL_FIELDS


@dataclass(frozen=True, slots=True)
class One:
    """A closed case as it is counted."""

    agency_id: int
    unit: str
    outcome: str
    days: int
    on_time: bool | None
    challenged: bool
    corrected: bool


@dataclass(slots=True)
class Line:
    """The numbers of one unit; ``None`` where there is nothing to divide."""

    agency_id: int | None
    unit: str
    cases: list[One] = field(default_factory=list)

    @property
    def closed(self) -> int:
        return len(self.cases)

    @property
    def judged(self) -> int:
        return sum(one.on_time is not None for one in self.cases)

    @property
    def late(self) -> int:
        return sum(one.on_time is False for one in self.cases)

    @property
    def on_time_rate(self) -> float | None:
        return None if not self.judged else round(100 * (self.judged - self.late) / self.judged, 1)

    @property
    def median(self) -> int | None:
        return percentile([one.days for one in self.cases], 50)

    @property
    def p90(self) -> int | None:
        return percentile([one.days for one in self.cases], 90)

    @property
    def corrected(self) -> int:
        """Cases in which the applicant was asked to correct."""
        return sum(one.corrected for one in self.cases)

    @property
    def groups(self) -> dict[OutcomeGroup, int]:
        counted = Counter(OUTCOMES[one.outcome].group for one in self.cases)
        return {group: counted.get(group, 0) for group in OutcomeGroup}


def percentile(values: Iterable[int], per_cent: int) -> int | None:
    """The smallest value that at least so many per cent do not exceed (nearest rank); None of nothing."""
    ordered = sorted(values)
    return ordered[ceil(per_cent / 100 * len(ordered)) - 1] if ordered else None


def closings(agency_ids: Iterable[int], first: date, last: date) -> QuerySet[Closing]:
    rows = Closing.objects.current().filter(
        agency_id__in=list(agency_ids), happened_on__gte=first, happened_on__lte=last
    )
    return rows.select_related("request__agency").defer(*(f"request__{name}" for name in PERSONAL_FIELDS))


def lines(agency_ids: Iterable[int], first: date, last: date, calendar: Calendar) -> list[Line]:
    """One line a unit that handled a case, the whole first."""
    whole = Line(None, "合计")
    units: dict[tuple[int, str], Line] = {}
    rows = closings(agency_ids, first, last).order_by("agency__path", "request__handling_unit")
    corrected = set(rows.filter(request__events__type="correction_notice_sent").values_list("request_id", flat=True))
    for agency_id, unit, outcome, day, receipt, due, litigated, request_id in rows.values_list(
        "agency_id", "request__handling_unit", "outcome", "happened_on", "request__date_of_receipt", "request__reply_due",
        "request__litigated", "request_id",
    ):  # fmt: skip
        days = calendar.between(receipt.toordinal(), day.toordinal()) if receipt else 0
        on_time = day <= due if due is not None and OUTCOMES[outcome].is_reply else None
        one = One(agency_id, unit, outcome, days, on_time, litigated, request_id in corrected)
        whole.cases.append(one)
        units.setdefault((agency_id, unit), Line(agency_id, unit)).cases.append(one)
    return [whole, *units.values()]


def those(
    agency_ids: Iterable[int], first: date, last: date, *, group: str = "", late: bool = False, unit: str | None = None
) -> QuerySet[Closing]:
    """The records behind a number."""
    rows = closings(agency_ids, first, last)
    if group:
        rows = rows.filter(outcome__in=[code for code, one in OUTCOMES.items() if one.group == group])
    if late:
        rows = rows.filter(
            request__reply_due__lt=F("happened_on"),
            outcome__in=[code for code, one in OUTCOMES.items() if one.is_reply],
        )
    if unit is not None:
        rows = rows.filter(request__handling_unit=unit)
    return rows.order_by("-happened_on", "-id")
