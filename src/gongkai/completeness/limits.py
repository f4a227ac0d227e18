"""The publication limits as a traffic light per unit: what went out in time or late in a year, what is overdue or ends soon now.

Items by the limit of their kind (``law/publication_limits.py``), from the day they were formed; decisions by their ledgers. Everything is computed when
read; an item without the day it was formed has no limit to run and is told apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.agencies.conventions import conventions_on
from gongkai.agencies.models import Agency
from gongkai.catalogue.kinds import KINDS
from gongkai.catalogue.models import Disclosure, Item
from gongkai.decisions.models import Kind
from gongkai.decisions.watch import on_time
from gongkai.law.calendar import Calendar, CalendarError
from gongkai.law.conventions import Conventions
from gongkai.law.errors import LawError
from gongkai.law.publication_limits import PUBLICATION_LIMITS, PublicationLimit, Standing, light_of, standing_of
from gongkai.law.single_limit import single_limit

_FIELDS = ("id", "agency_id", "kind", "title", "state", "formed_on", "published_on", "publication_id")


@dataclass(frozen=True, slots=True)
class Cell:
    """How many stand how; ``undated`` were published without the day they were formed."""

    counts: Counter[Standing] = field(default_factory=Counter)
    undated: int = 0

    @property
    def light(self) -> str:
        return light_of(frozenset(one for one, number in self.counts.items() if number))

    def __getitem__(self, standing: Standing) -> int:
        return self.counts[standing]


@dataclass(frozen=True, slots=True)
class Line:
    """One item against its day; ``due`` and ``standing`` are empty for an undated one."""

    item: Item
    due: date | None
    standing: Standing | None


class Days:
    """Due days and the first day of the warning, each computed once: a year has few days and many items."""

    def __init__(self, calendar: Calendar, conventions: Conventions) -> None:
        self._calendar, self._conventions = calendar, conventions
        self._known: dict[tuple[str, date], tuple[date, date] | None] = {}

    def of(self, limit: str, start: date) -> tuple[date, date] | None:
        if (limit, start) not in self._known:
            self._known[limit, start] = self._computed(limit, start)
        return self._known[limit, start]

    def _computed(self, limit: str, start: date) -> tuple[date, date] | None:
        try:
            due = single_limit(limit, start, self._calendar, self._conventions).day
            return due, single_limit("publication_warning", due, self._calendar, self._conventions).day
        except (LawError, CalendarError):  # a mistyped year owes nothing here: the gate before publishing tells it
            return None


def lights(agencies: Sequence[Agency], year: int, today: date, calendar: Calendar) -> dict[tuple[int, str], Cell]:
    """A cell for each unit and limit of the table that has anything in the year or still open."""
    ids = [agency.id for agency in agencies]
    cells: defaultdict[tuple[int, str], Cell] = defaultdict(Cell)
    days = _days(agencies, today, calendar)
    undated: Counter[tuple[int, str]] = Counter()
    for (agency_id, kind, formed_on, published_on), number in _counted(ids, year).items():
        place, known = (agency_id, KINDS[kind].limit), _known(days, kind, formed_on)
        if known is None:
            undated[place] += number
        else:
            cells[place].counts[standing_of(*known, published_on, today)] += number
    for place, number in undated.items():
        cells[place] = Cell(cells[place].counts, number)
    for rule in PUBLICATION_LIMITS:
        if rule.ledger:
            for rate in on_time(Kind(rule.ledger), tuple(ids), date(year, 1, 1), date(year, 12, 31), today, calendar):
                counts = Counter({Standing.IN_TIME: rate.on_time, Standing.LATE: rate.late})
                cells[rate.agency_id, rule.limit] = Cell(counts)
    return dict(cells)


def records(agency: Agency, rule: PublicationLimit, year: int, today: date, calendar: Calendar) -> list[Line]:
    """The items behind a cell: what is overdue first, then what ends soonest, then what is out, the latest first."""
    kinds = [kind.key for kind in KINDS.values() if kind.limit == rule.limit]
    rows = (row for found in _rows([agency.id], year, kinds) for row in found.only(*_FIELDS))
    found = list(_lines(rows, _days([agency], today, calendar), today))
    found.sort(key=lambda line: (-(line.item.published_on or date.min).toordinal(), line.item.id))
    is_open = (Standing.OVERDUE, Standing.SOON, Standing.WAITING)
    return sorted(
        found,
        key=lambda line: (
            line.standing not in is_open,
            (line.due or date.max) if line.standing in is_open else date.max,
        ),
    )


def _days(agencies: Sequence[Agency], today: date, calendar: Calendar) -> Days:
    """Conventions are those of the topmost unit shown: one table is read by one measure."""
    return Days(calendar, conventions_on(min(agencies, key=lambda one: one.path), today) if agencies else Conventions())


def _rows(agency_ids: Collection[int], year: int, kinds: Collection[str]) -> tuple[QuerySet[Item], QuerySet[Item]]:
    """Published in the year, and what is or may become 主动公开 and is not out yet: each by its own index."""
    rows = Item.objects.filter(agency_id__in=agency_ids, kind__in=kinds)
    out = rows.filter(published_on__gte=date(year, 1, 1), published_on__lte=date(year, 12, 31))
    waiting = rows.filter(state__in=(Item.State.DRAFT, Item.State.IN_REVIEW), formed_on__isnull=False)
    return out, waiting.filter(Q(attribute="") | Q(attribute=Disclosure.PROACTIVE))


def _counted(agency_ids: Collection[int], year: int) -> Counter[tuple[int, str, date | None, date | None]]:
    """How many items of a unit and kind were formed on one day and published on another."""
    found: Counter[tuple[int, str, date | None, date | None]] = Counter()
    for rows in _rows(agency_ids, year, tuple(KINDS)):
        found.update(rows.values_list("agency_id", "kind", "formed_on", "published_on"))
    return found


def _lines(rows: Iterable[Item], days: Days, today: date) -> Iterator[Line]:
    for item in rows:
        known = _known(days, item.kind, item.formed_on)
        if known is None:
            yield Line(item, None, None)
        else:
            yield Line(item, known[0], standing_of(*known, item.published_on, today))


def _known(days: Days, kind: str, formed_on: date | None) -> tuple[date, date] | None:
    return days.of(KINDS[kind].limit, formed_on) if formed_on else None
