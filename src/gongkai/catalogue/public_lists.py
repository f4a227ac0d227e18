"""What citizens may list and open: read from the editions alone, newest first, a page at a time by key.

A cursor names the last row of a page, so that a list stays right while new items come in above it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Q, QuerySet

from gongkai.catalogue.columns import COLUMNS
from gongkai.catalogue.models import InterpretationLink
from gongkai.catalogue.models.items import SUBJECT_KIND
from gongkai.clock import start_of_day
from gongkai.editions.models import Publication
from gongkai.numbering.keys import key_of, public_id

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Page:
    """``after`` is the cursor of the next page, empty on the last one."""

    rows: Sequence[Publication]
    after: str


def public_list(
    *, columns: Collection[str] = (), agency_ids: Collection[int] = (), year: int | None = None, after: str = "",
    limit: int = 20,
) -> Page:  # fmt: skip
    """Published items by column (with the columns below it), by organ, by year; without a filter, all of them.

    Raises ValueError for a cursor that is none, or a limit outside 1..500.
    """
    if not 1 <= limit <= 500:
        raise ValueError(f"a page holds 1 to 500 rows, not {limit}")
    rows = Publication.objects.filter(subject_kind=SUBJECT_KIND, state=Publication.State.PUBLISHED)
    if columns:
        rows = rows.filter(column__in=[code for column in columns for code in codes_below(column)])
    if agency_ids:
        rows = rows.filter(agency_id__in=list(agency_ids))
    if year is not None:
        first, end = start_of_day(date(year, 1, 1)), start_of_day(date(year + 1, 1, 1))
        rows = rows.filter(first_published_at__gte=first, first_published_at__lt=end)
    if after:
        moment, key = _read_cursor(after)
        rows = rows.filter(Q(first_published_at__lt=moment) | Q(first_published_at=moment, id__lt=key))
    found = list(rows.select_related("agency", "current").order_by("-first_published_at", "-id")[: limit + 1])
    shown = found[:limit]
    return Page(shown, _cursor(shown[-1]) if len(found) > limit else "")


def codes_below(code: str) -> list[str]:
    """A column's code and those of the columns below it; a code outside the common tree stands for itself."""
    codes = [code]
    for row in COLUMNS:
        if row.parent in codes:
            codes.append(row.code)
    return codes


def publication_at(public: str) -> Publication | None:
    """The publication of an address ``/content/<id>.html`` in whatever state it is; None for an address that never was."""
    try:
        key = key_of(public)
    except ValueError:
        return None
    return Publication.objects.select_related("agency", "current").filter(pk=key, subject_kind=SUBJECT_KIND).first()


def interpretations_of(publication: Publication) -> QuerySet[Publication]:
    """Published interpretations of a published document."""
    links = InterpretationLink.objects.filter(document_id=publication.subject_id)
    return _published(links.values_list("interpretation_id", flat=True))


def documents_explained_by(publication: Publication) -> QuerySet[Publication]:
    """Published documents an interpretation explains."""
    links = InterpretationLink.objects.filter(interpretation_id=publication.subject_id)
    return _published(links.values_list("document_id", flat=True))


def _published(item_ids: QuerySet[InterpretationLink, int]) -> QuerySet[Publication]:
    rows = Publication.objects.filter(subject_kind=SUBJECT_KIND, state=Publication.State.PUBLISHED)
    return rows.filter(subject_id__in=item_ids).select_related("current").order_by("first_published_at", "id")


def _cursor(row: Publication) -> str:
    return f"{(row.first_published_at - _EPOCH) // timedelta(microseconds=1)}.{public_id(row.id)}"


def _read_cursor(text: str) -> tuple[datetime, int]:
    moment, dot, key = text.partition(".")
    if not dot or not moment.isdigit() or len(moment) > 17:
        raise ValueError(f"{text!r} is not a place in a list; take it from the link to the next page")
    return _EPOCH + timedelta(microseconds=int(moment)), key_of(key)
