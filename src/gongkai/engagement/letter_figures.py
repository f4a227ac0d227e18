"""Public figures of letters in a year: received, closed, published, average working days, by unit and by kind (INS: 统计数据).

One definition for the portal's page, the desk and the yearly website table. Time to answer is counted in working days from the
day of the letter to the day its answer was reviewed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from gongkai.agencies.calendars import working_calendar
from gongkai.editions.models import Publication
from gongkai.engagement.models import Letter
from gongkai.law.days import working_days_between


@dataclass(slots=True)
class Figures:
    """What is counted for one unit, one kind or the whole."""

    label: str
    received: int = 0
    closed: int = 0
    published: int = 0
    answered: int = 0
    days: int = 0
    satisfied: int = 0
    rated: int = 0

    @property
    def average_days(self) -> float | None:
        """None while nothing was answered: no average is not zero days."""
        return round(self.days / self.answered, 1) if self.answered else None

    @property
    def closed_rate(self) -> float | None:
        return round(100 * self.closed / self.received, 1) if self.received else None


@dataclass(slots=True)
class LetterFigures:
    year: int
    whole: Figures
    units: list[Figures] = field(default_factory=list)
    kinds: list[Figures] = field(default_factory=list)


_NOT_ASSIGNED = "受理单位直接办理"


def letter_figures(agency_ids: Collection[int], year: int) -> LetterFigures:
    """Letters whose day lies in the year, as they stand now; what is closed is "of these"."""
    found = LetterFigures(year, Figures("合计"))
    units: dict[str, Figures] = {}
    kinds = {kind.value: Figures(str(kind.label)) for kind in Letter.Kind}
    rows = Letter.objects.filter(
        agency_id__in=agency_ids, submitted_on__gte=date(year, 1, 1), submitted_on__lte=date(year, 12, 31)
    ).values_list("unit__name", "kind", "submitted_on", "answered_on", "closed_on", "publication__state", "rating")
    for unit, kind, submitted, answered, closed, state, rating in rows.iterator(chunk_size=2000):
        name = unit or _NOT_ASSIGNED
        for one in (found.whole, units.setdefault(name, Figures(name)), kinds[kind]):
            _add(one, submitted, answered, closed, state == Publication.State.PUBLISHED, rating)
    found.units = sorted(units.values(), key=lambda one: (-one.received, one.label))
    found.kinds = [one for one in kinds.values() if one.received]
    return found


def years_of(agency_ids: Collection[int]) -> tuple[int, ...]:
    """Years in which letters came, the latest first."""
    days = Letter.objects.filter(agency_id__in=agency_ids).dates("submitted_on", "year", order="DESC")
    return tuple(day.year for day in days)


def _add(one: Figures, submitted: date, answered: date | None, closed: date | None, public: bool, rating: str) -> None:
    one.received += 1
    one.closed += closed is not None
    one.published += public
    if answered is not None:
        one.answered += 1
        one.days += working_days_between(working_calendar(), submitted, answered)
    if rating:
        one.rated += 1
        one.satisfied += rating != Letter.Rating.DISSATISFIED
