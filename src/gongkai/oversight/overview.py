"""The supervisor's overview: what is overdue and what is soon due, by unit and kind, over all rooms; and the months behind it.

Everything is computed when read from the rooms' duties and measures; who sees which units is decided by the rights alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count

from gongkai.agencies.models import Agency
from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.measures.duties import Duty, DutyKind, kind_of, kinds
from gongkai.measures.registry import Question, measure

# What the months show: what came in beside what was done.
CURVES: tuple[tuple[str, str, str], ...] = (
    ("依申请公开", "requests.received", "requests.closed"),
    ("来信", "engagement.letters_received", "engagement.letters_closed"),
    ("网站公开信息", "catalogue.items_published", ""),
)
MONTHS = 12


@dataclass(slots=True)
class Cell:
    """One unit and one kind: how many are late, due within a week, still open at all."""

    overdue: int = 0
    soon: int = 0
    open: int = 0

    def add(self, duty: Duty, today: date) -> None:
        self.open += 1
        self.overdue += duty.is_overdue(today)
        self.soon += duty.is_soon(today)


@dataclass(slots=True)
class UnitLine:
    agency: Agency
    cells: dict[str, Cell]

    @property
    def overdue(self) -> int:
        return sum(cell.overdue for cell in self.cells.values())

    @property
    def soon(self) -> int:
        return sum(cell.soon for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class Overview:
    """``lines`` are the units that owe something, the latest first; ``quiet`` counts the units that owe nothing."""

    today: date
    kinds: tuple[DutyKind, ...]
    lines: tuple[UnitLine, ...]
    totals: dict[str, Cell]
    quiet: int


@dataclass(frozen=True, slots=True)
class Curve:
    """A year of months: labels, what came in, what was done (none where only one of them is counted)."""

    title: str
    months: tuple[str, ...]
    came: tuple[int, ...]
    done: tuple[int, ...] = field(default=())


def overview(act: Act) -> Overview:
    """Today's state of the area (a supervisor) or of the own unit (everybody else)."""
    agencies = {one.pk: one for one in Agency.objects.filter(pk__in=visible_agency_ids(act)).order_by("path")}
    cells: dict[int, dict[str, Cell]] = defaultdict(lambda: defaultdict(Cell))
    totals: dict[str, Cell] = {kind.key: Cell() for kind in kinds()}
    ids = frozenset(agencies)
    for kind in kinds():
        for duty in kind.open(ids, act.today):
            cells[duty.agency_id][kind.key].add(duty, act.today)
            totals[kind.key].add(duty, act.today)
    lines = [UnitLine(agencies[pk], dict(found)) for pk, found in cells.items()]
    lines.sort(key=lambda line: (-line.overdue, -line.soon, line.agency.path))
    return Overview(act.today, kinds(), tuple(lines), totals, len(agencies) - len(lines))


def listed(act: Act, kind_key: str, agency: Agency | None, which: str) -> list[Duty]:
    """The duties behind a number, the oldest day first. ``which``: overdue, soon, or open (all)."""
    kind = kind_of(kind_key)
    if kind is None:
        return []
    ids = visible_agency_ids(act) if agency is None else (agency.pk,)
    found = (duty for duty in kind.open(frozenset(ids), act.today) if _asked(duty, which, act.today))
    return sorted(found, key=lambda duty: (duty.due, duty.key))


def _asked(duty: Duty, which: str, today: date) -> bool:
    if which == "overdue":
        return duty.is_overdue(today)
    return duty.is_soon(today) if which == "soon" else True


def curves(agency_ids: Sequence[int], today: date) -> Iterator[Curve]:
    """The last twelve months, this one included, of what came in and what was done."""
    months = _months_until(today)
    first = date(*months[0], 1)
    question = Question(tuple(agency_ids), first, today, today)
    for title, came, done in CURVES:
        yield Curve(
            title, tuple(f"{year % 100:02d}-{month:02d}" for year, month in months),
            _by_month(came, question, months), _by_month(done, question, months) if done else (),
        )  # fmt: skip


def _by_month(name: str, question: Question, months: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Counted by day, which the index answers, and added up here: to take months out of days row by row costs more than the rest."""
    rows = measure(name).records(question).order_by().values_list("happened_on").annotate(n=Count("pk"))
    counted: Counter[tuple[int, int]] = Counter()
    for day, number in rows:
        counted[(day.year, day.month)] += number
    return tuple(counted[month] for month in months)


def _months_until(today: date) -> list[tuple[int, int]]:
    found, day = [], today.replace(day=1)
    for _ in range(MONTHS):
        found.append((day.year, day.month))
        day = (day - timedelta(days=1)).replace(day=1)
    return found[::-1]
