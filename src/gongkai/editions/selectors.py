"""Reading what is public: lists by column, organ and year, and one publication with its current edition."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from gongkai.clock import end_of_day, legal_day, start_of_day
from gongkai.editions.models import Publication
from gongkai.numbering.keys import key_of, public_id

PAGE, LARGEST_PAGE = 20, 500
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PublicItem:
    """One line of a public list."""

    key: int
    title: str
    agency_name: str
    column: str
    published_at: datetime
    changed_at: datetime
    index_number: str
    summary: str = ""

    @property
    def published_on(self) -> date:
        return legal_day(self.published_at)

    @property
    def address(self) -> str:
        return content_address(self.key)


@dataclass(frozen=True, slots=True)
class PublicList:
    """A page of a list, newest first; the cursors lead on, None where there is nothing further."""

    items: tuple[PublicItem, ...]
    after: str | None
    rows: tuple[Publication, ...] = ()


def content_address(key: int) -> str:
    return f"/content/{public_id(key)}.html"


def public_list(
    columns: Collection[str] = (),
    agency_ids: Collection[int] = (),
    year: int | None = None,
    after: str = "",
    size: int = PAGE,
) -> PublicList:
    """Published items, newest first, of exactly these columns (those below one: ``catalogue.columns.codes_below``).

    ``after`` is the cursor of the page before (time and key), so that a list stays right while new items come in above it; a
    broken one starts anew. Raises ValueError for a ``size`` outside 1..500.
    """
    rows = public_rows(columns, agency_ids)
    return page_of(rows if year is None else year_of(rows, year), after, size)


def public_rows(columns: Collection[str] = (), agency_ids: Collection[int] = ()) -> QuerySet[Publication]:
    """What is published now, of these columns and agencies; all of them where none is named.

    One is asked for as one: among several the database cannot follow the index of their lists.
    """
    rows = Publication.objects.filter(state=Publication.State.PUBLISHED)
    for name, wanted in (("column", columns), ("agency_id", agency_ids)):
        if len(wanted) == 1:
            rows = rows.filter(**{name: next(iter(wanted))})
        elif wanted:
            rows = rows.filter(**{f"{name}__in": wanted})
    return rows


def year_of(rows: QuerySet[Publication], year: int) -> QuerySet[Publication]:
    """Those first published in a year, by the legal day."""
    return rows.filter(
        first_published_at__gte=start_of_day(date(year, 1, 1)), first_published_at__lt=end_of_day(date(year, 12, 31))
    )  # fmt: skip


def page_of(rows: QuerySet[Publication], after: str, size: int = PAGE) -> PublicList:
    """A page of these publications, newest first, behind the cursor. Raises ValueError for a ``size`` outside 1..500."""
    if not 1 <= size <= LARGEST_PAGE:
        raise ValueError(f"a page holds 1 to {LARGEST_PAGE} rows, not {size}")
    place = _read_cursor(after)
    if place is not None:
        moment, key = place
        rows = rows.filter(Q(first_published_at__lt=moment) | Q(first_published_at=moment, id__lt=key))
    keys = rows.order_by("-first_published_at", "-id").values("id")[
        : size + 1
    ]  # from an index alone: no edition is read to be sorted
    found = list(
        Publication.objects.filter(id__in=keys)
        .select_related("agency", "current")
        .order_by("-first_published_at", "-id")
    )
    shown = tuple(found[:size])
    return PublicList(
        tuple(map(line_of, shown)), _cursor(found[size - 1]) if len(found) > size else None, shown
    )  # fmt: skip


def months_published() -> list[str]:
    """Months ("2022-03") in which something that is public now first appeared, latest first; by the legal day."""
    return [f"{month:%Y-%m}" for month in _begins(public_rows(), lambda day: day.replace(day=1))]


def published_in(year: int, month: int) -> list[tuple[str, datetime]]:
    """Addresses of what was first published in a month and is public now, oldest first, and when each last changed."""
    last = date(year + month // 12, month % 12 + 1, 1)
    rows = Publication.objects.filter(
        state=Publication.State.PUBLISHED, first_published_at__gte=start_of_day(date(year, month, 1)),
        first_published_at__lt=start_of_day(last),
    )  # fmt: skip
    found = rows.order_by("first_published_at", "id").values_list("id", "changed_at")
    return [(content_address(key), changed_at) for key, changed_at in found]


def publication(key: int) -> Publication | None:
    """A publication in whatever state, with its current edition; None when there never was one."""
    return Publication.objects.select_related("agency", "current").filter(pk=key).first()


def moved_to(found: Publication) -> Publication | None:
    """Where the address of a merged publication leads now, through later merges; None where that is not public."""
    seen = {found.id}
    target = found.leads_to
    while target is not None and target.state != Publication.State.PUBLISHED and target.id not in seen:
        seen.add(target.id)
        target = target.leads_to
    return target if target is not None and target.state == Publication.State.PUBLISHED else None


def columns_with_counts(agency_ids: Collection[int] = ()) -> dict[str, int]:
    """How many items each column shows now."""
    rows = Publication.objects.filter(state=Publication.State.PUBLISHED)
    if agency_ids:
        rows = rows.filter(agency_id__in=agency_ids)
    return dict(rows.order_by().values_list("column").annotate(n=Count("id")))


def agencies_with_counts() -> dict[int, int]:
    """How many items of each agency are public now, by the agency's key."""
    rows = Publication.objects.filter(state=Publication.State.PUBLISHED)
    return dict(rows.order_by().values_list("agency_id").annotate(n=Count("id")))


def years_published() -> tuple[int, ...]:
    """Years in which something public appeared, latest first."""
    moments = public_rows().order_by("first_published_at").values_list("first_published_at", flat=True)
    first, last = moments.first(), moments.last()
    if first is None or last is None:
        return ()
    return tuple(range(legal_day(last).year, legal_day(first).year - 1, -1))


def years_among(rows: QuerySet[Publication]) -> list[int]:
    """Years in which one of these first appeared, latest first; by the legal day."""
    return [begin.year for begin in _begins(rows, lambda day: day.replace(month=1, day=1))]


def _begins(rows: QuerySet[Publication], begin_of: Callable[[date], date]) -> Iterator[date]:
    """First days of the periods in which one of these appeared, latest first: from one to the next by the index, not row by row."""
    moments = rows.order_by("-first_published_at").values_list("first_published_at", flat=True)
    moment = moments.first()
    while moment is not None:
        begin = begin_of(legal_day(moment))
        yield begin
        moment = moments.filter(first_published_at__lt=start_of_day(begin)).first()


def line_of(row: Publication, bare: bool = False) -> PublicItem:
    """``bare``: without looking into the edition."""
    payload = row.current.payload if not bare and row.current else {}
    return PublicItem(
        row.id, row.title, row.agency.name, row.column, row.first_published_at, row.changed_at,
        str(payload.get("index_number") or ""), str(payload.get("summary") or ""),
    )  # fmt: skip


def _cursor(row: Publication) -> str:
    return f"{(row.first_published_at - _EPOCH) // timedelta(microseconds=1)}-{public_id(row.id)}"


def _read_cursor(text: str) -> tuple[datetime, int] | None:
    micros, _, key = text.partition("-")
    try:
        return _EPOCH + timedelta(microseconds=int(micros)), key_of(key)
    except (ValueError, OverflowError, OSError):
        return None
