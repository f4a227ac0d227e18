"""What can be counted, and how it is asked.

``Question`` fixes agencies, period and the day of knowledge. ``Measure.records`` answers with a queryset; ``count`` and
``grouped`` count that very queryset, ``Measure.line`` shows one of its records without personal data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum


@dataclass(frozen=True, slots=True)
class Question:
    """Which agencies, from which day to which day, known as of which day (all inclusive).

    ``last_known`` is the end of the period or the day of knowledge, whichever is earlier: a stock "at 31 December" asked as
    of 30 June is the stock of 30 June.
    """

    agency_ids: tuple[int, ...]
    first: date
    last: date
    as_of: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"a period runs forward: {self.first} is after {self.last}")

    @property
    def last_known(self) -> date:
        return min(self.last, self.as_of)


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One record in a drill-down list, without personal data. ``public_url`` leads to the portal when the record is public."""

    key: int
    day: date
    agency_id: int
    number: str
    title: str
    state: str = ""
    public_url: str = ""


@dataclass(frozen=True, slots=True)
class RecordDetail:
    """One record opened on the desk: labelled fields (masked where personal) and its history with articles."""

    line: RecordLine
    fields: tuple[tuple[str, str], ...]
    history: tuple[tuple[date, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A countable thing. ``dimensions`` maps names used by the report to field lookups of the queryset.

    ``amount`` names the integer field to sum (fen for money) instead of counting rows. ``public`` narrows the records to
    those a citizen may open. ``bulk`` marks ledgers whose frozen proof is a digest rather than a list of ids.
    ``related`` names the foreign keys ``line`` reads (select_related). Counted rows carry ``agency_id`` and ``happened_on``.
    """

    name: str
    label_zh: str
    unit: str
    means: str
    records: Callable[[Question], QuerySet[Any]]
    line: Callable[[Any], RecordLine]
    detail: Callable[[Any], RecordDetail]
    dimensions: Mapping[str, str] = field(default_factory=dict)
    amount: str | None = None
    public: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    bulk: bool = False
    related: tuple[str, ...] = ()

    def narrowed(self, question: Question, where: Mapping[str, str] | None = None) -> QuerySet[Any]:
        """The records behind one cell: those of the question that match the dimensions in ``where``."""
        unknown = set(where or {}) - set(self.dimensions)
        if unknown:
            raise KeyError(f"measure {self.name} has no dimension {sorted(unknown)}; it has {sorted(self.dimensions)}")
        return self.records(question).filter(**{self.dimensions[name]: value for name, value in (where or {}).items()})

    def detail_of(self, key: int, agency_ids: tuple[int, ...]) -> RecordDetail | None:
        """One record opened, also one superseded since; None when there is none among these agencies' rows."""
        model = self.records(Question(agency_ids, date(2000, 1, 1), date(2000, 1, 1), date(2000, 1, 1))).model
        row = model.objects.filter(pk=key, agency_id__in=agency_ids).select_related(*self.related).first()
        return None if row is None else self.detail(row)

    def count(self, question: Question, where: Mapping[str, str] | None = None) -> int:
        rows = self.narrowed(question, where)
        if self.amount:
            return int(rows.aggregate(total=Sum(self.amount))["total"] or 0)
        return rows.count()

    def grouped(
        self, question: Question, by: tuple[str, ...], where: Mapping[str, str] | None = None
    ) -> dict[tuple[Any, ...], int]:
        """Counts per combination of dimension values (``agency`` is always one), in one query; absent combinations are zero."""
        paths = [self.dimensions[name] if name != "agency" else "agency_id" for name in by]
        measure = Sum(self.amount) if self.amount else Count("pk")
        rows = self.narrowed(question, where).order_by().values_list(*paths).annotate(n=measure)
        return {tuple(row[:-1]): int(row[-1] or 0) for row in rows}


class UnknownMeasure(KeyError):
    """No room offers a measure of that name."""


_measures: dict[str, Measure] = {}


def register(*measures: Measure) -> None:
    """Offer measures to reports (at start-up). Raises ValueError when a name is taken by another measure."""
    for measure in measures:
        known = _measures.get(measure.name)
        if known is not None and known is not measure:
            raise ValueError(f"measure {measure.name!r} is registered twice")
        _measures[measure.name] = measure


def measure(name: str) -> Measure:
    if name not in _measures:
        raise UnknownMeasure(f"no measure {name!r}; registered: {', '.join(sorted(_measures)) or 'none'}")
    return _measures[name]


def measures() -> Iterator[Measure]:
    yield from _measures.values()
