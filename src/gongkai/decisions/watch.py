"""What has to be watched: published in seven working days or late, who sent nothing, the months, numbers that repeat, jumps.

All over versions visible now. A decision became public when the batch of its first version was committed; what is not to be
published is not in the rate. ``agency_ids`` are those the officer may see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from gongkai.clock import end_of_day, legal_day, start_of_day
from gongkai.decisions.kinds import LEDGERS
from gongkai.decisions.models import DecisionVersion, ImportBatch, Kind
from gongkai.decisions.transfers import SendOut
from gongkai.law.calendar import Calendar
from gongkai.law.publicity import Publicity
from gongkai.law.single_limit import single_limit

PUBLISHED = tuple(kind for kind, ledger in LEDGERS.items() if ledger.publicity_limit)
PAGE = 50
JUMP_TIMES, JUMP_LEAST = 2, 20
"""A month jumps when it is twice last year's (or half) and differs by at least twenty (convention)."""
Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """``published`` decisions of one unit, of these ``on_time``."""

    agency_id: int
    published: int
    on_time: int

    @property
    def late(self) -> int:
        return self.published - self.on_time

    @property
    def percent(self) -> str:
        """One decimal, rounded down: 99.97 is not 100."""
        return f"{self.on_time * 1000 // self.published / 10:.1f}%" if self.published else "—"


@dataclass(frozen=True, slots=True)
class Jump:
    """A month of a unit that differs much from the same month of the year before."""

    agency_id: int
    kind: Kind
    month: int
    this_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class Repeated:
    """One number on several decisions: of several agencies, or of one agency on different days."""

    number: str
    rows: int
    agencies: int


def visible(kind: Kind, agency_ids: Ids, first: date, last: date, today: date) -> QuerySet[Any]:
    rows = LEDGERS[kind].model.objects.known_at(today, agency_ids)
    return rows.filter(agency_id__in=agency_ids).happened(first, last)


class Deadlines:
    """Days of decision of one ledger against the day they became public; each day is computed once."""

    def __init__(self, kind: Kind, calendar: Calendar) -> None:
        self._limit, self._calendar = LEDGERS[kind].publicity_limit, calendar
        self._due: dict[date, date] = {}

    def due(self, decided: date) -> date:
        if decided not in self._due:
            self._due[decided] = single_limit(self._limit, decided, self._calendar).day
        return self._due[decided]

    def is_late(self, decided: date, public: date) -> bool:
        return public > self.due(decided)


def on_time(kind: Kind, agency_ids: Ids, first: date, last: date, today: date, calendar: Calendar) -> list[Rate]:
    """By unit, those with the lowest rate first: decisions made from ``first`` to ``last`` that are public by now."""
    deadlines = Deadlines(kind, calendar)
    groups = list(_by_first_batch(kind, agency_ids, first, last, today))
    published: dict[int, int] = defaultdict(int)
    timely: dict[int, int] = defaultdict(int)
    days = _commit_days({batch for _, _, batch, _ in groups})
    for agency, decided, batch, count in groups:
        published[agency] += count
        if not deadlines.is_late(decided, days[batch]):
            timely[agency] += count
    rates = [Rate(agency, number, timely[agency]) for agency, number in published.items()]
    return sorted(rates, key=lambda rate: (rate.on_time / rate.published, -rate.published, rate.agency_id))


def _by_first_batch(
    kind: Kind, agency_ids: Ids, first: date, last: date, today: date
) -> Iterable[tuple[int, date, int, int]]:
    rows = visible(kind, agency_ids, first, last, today).filter(publicity=Publicity.PUBLISH.value)
    return rows.order_by().annotate(public_by=Coalesce("first_batch_id", "batch_id")).values_list(
        "agency_id", "happened_on", "public_by"
    ).annotate(n=Count("id"))  # fmt: skip


def _commit_days(batches: set[int]) -> dict[int, date]:
    moments = ImportBatch.objects.filter(pk__in=batches).values_list("pk", "committed_at")
    return {key: legal_day(moment) for key, moment in moments if moment is not None}


def late_rows(
    kind: Kind, agency_ids: Ids, first: date, last: date, today: date, calendar: Calendar
) -> QuerySet[DecisionVersion]:
    """The decisions that became public too late: pairs of (day, batch) that are late, asked for as they are."""
    deadlines = Deadlines(kind, calendar)
    groups = list(_by_first_batch(kind, agency_ids, first, last, today))
    days = _commit_days({batch for _, _, batch, _ in groups})
    latest: dict[int, date] = {}  # due days rise with the day of decision: what is before a late day is late too
    for _, decided, batch, _ in groups:
        if deadlines.is_late(decided, days[batch]):
            latest[batch] = max(decided, latest.get(batch, decided))
    rows = visible(kind, agency_ids, first, last, today).filter(publicity=Publicity.PUBLISH.value)
    late = Q(pk__in=())
    for batch, day in latest.items():
        late |= Q(public_by=batch, happened_on__lte=day)
    return rows.annotate(public_by=Coalesce("first_batch_id", "batch_id")).filter(late)


def page_of(rows: QuerySet[Any], after: tuple[date, int] | None) -> list[DecisionVersion]:
    """Fifty rows by day and key, from the cursor on, and one more when there are further ones."""
    if after is not None:
        rows = rows.filter(Q(happened_on__gt=after[0]) | Q(happened_on=after[0], pk__gt=after[1]))
    return list(rows.select_related("agency").order_by("happened_on", "id")[: PAGE + 1])


def silent(agency_ids: Ids, month: date, today: date) -> list[tuple[int, datetime | None]]:
    """Units that have sent files before and sent none in the month (nor a zero report), with their last file."""
    first, last = start_of_day(month.replace(day=1)), end_of_day(_last_of(month))
    committed = ImportBatch.objects.filter(agency_id__in=agency_ids, committed_at__isnull=False, kind__in=PUBLISHED)
    until = min(last, end_of_day(today))
    latest = (
        committed.filter(committed_at__lt=until).order_by().values_list("agency_id").annotate(last=Max("committed_at"))
    )
    reported = set(
        SendOut.objects.filter(agency_id__in=agency_ids, until__gte=first, until__lt=until).values_list(
            "agency_id", flat=True
        )
    )
    return sorted(
        ((agency, moment) for agency, moment in latest if moment < first and agency not in reported),
        key=lambda one: one[1],
    )


def _last_of(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def monthly(kind: Kind, agency_ids: Ids, year: int, today: date) -> dict[int, list[int]]:
    """Unit -> twelve numbers of the year, from the covering index alone."""
    rows = visible(kind, agency_ids, date(year, 1, 1), date(year, 12, 31), today)
    found: dict[int, list[int]] = defaultdict(lambda: [0] * 12)
    for agency, day, count in rows.order_by().values_list("agency_id", "happened_on").annotate(n=Count("id")):
        found[agency][day.month - 1] += count
    return dict(found)


def summed(by_agency: dict[int, list[int]]) -> list[int]:
    """The area's twelve numbers."""
    return [sum(months) for months in zip(*by_agency.values(), strict=True)] if by_agency else [0] * 12


def jumps(kind: Kind, this_year: dict[int, list[int]], last_year: dict[int, list[int]], months: int) -> Iterator[Jump]:
    """Months 1 to ``months`` (those that are over) that differ suddenly; units without last year have nothing to jump from."""
    for agency, before in last_year.items():
        now = this_year.get(agency, [0] * 12)
        for month in range(months):
            more, less = max(now[month], before[month]), min(now[month], before[month])
            if more - less >= JUMP_LEAST and more >= JUMP_TIMES * less:
                yield Jump(agency, kind, month + 1, now[month], before[month])


def repeated(kind: Kind, agency_ids: Ids, first: date, last: date, today: date, after: str = "") -> list[Repeated]:
    """Numbers that stand on several decisions: of different agencies, or on different days; by number, from the cursor on.

    Several counterparties of one document have one day and one agency and are no repetition.
    """
    rows = visible(kind, agency_ids, first, last, today).filter(document_number__gt=after).order_by()
    found = (
        rows.values("document_number")
        .annotate(n=Count("id"), agencies=Count("agency_id", distinct=True), begin=Min("happened_on"), end=Max("happened_on"))
        .filter(Q(n__gt=1), Q(agencies__gt=1) | Q(end__gt=F("begin")))
        .order_by("document_number")[: PAGE + 1]
    )  # fmt: skip
    return [Repeated(one["document_number"], one["n"], one["agencies"]) for one in found]
