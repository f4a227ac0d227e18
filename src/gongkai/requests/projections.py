"""Stored days beside the ledger they come from: find differences, and write them anew (after a new holiday notice)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from itertools import islice

from django.db.models import Prefetch, QuerySet

from gongkai.agencies.calendars import working_calendar
from gongkai.clock import legal_day
from gongkai.law.clock_error import ClockError
from gongkai.law.conventions import Conventions
from gongkai.law.states import OPEN_STATES, State
from gongkai.requests.ledger import Projection, conventions_for, project
from gongkai.requests.models import InformationRequest, RequestEvent
from gongkai.requests.models.case import PERSONAL_FIELDS
from gongkai.requests.rules import rules_name

_COLUMNS = tuple(column.name for column in fields(Projection))
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """A stored value that its ledger does not bear out. ``column`` is ``ledger`` where the ledger itself cannot be read."""

    number: str
    column: str
    stored: object
    computed: object


def verify(rows: QuerySet[InformationRequest] | None = None) -> Iterator[Difference]:
    """Every difference between what is stored and what the ledgers say by the calendar of today; a notice loaded since shows
    as changed ``rules`` and, where it matters, as changed days."""
    for request, computed in _computed(rows):
        yield from _differences(request, computed)


def rebuild(rows: QuerySet[InformationRequest] | None = None) -> Iterator[Difference]:
    """Write what the ledgers say and yield what changed; a ledger that cannot be read is yielded and left alone, and so is one
    by which a request that has ended would not have: what was closed is reopened by a person, never by a calendar."""
    for request, computed in _computed(rows):
        found = list(_differences(request, computed))
        if isinstance(computed, Projection) and found and not _would_reopen(request, computed):
            for column in _COLUMNS:
                setattr(request, column, getattr(computed, column))
            request.save(update_fields=_COLUMNS)
        yield from found


def _would_reopen(request: InformationRequest, computed: Projection) -> bool:
    return _has_ended(request) and computed.state != request.state


def _has_ended(request: InformationRequest) -> bool:
    return State(request.state) not in (*OPEN_STATES, State.AWAITING_CONFIRMATION)


def outdated(rows: QuerySet[InformationRequest]) -> QuerySet[InformationRequest]:
    """Requests whose days were computed with another calendar (a notice was loaded since)."""
    return rows.exclude(rules__startswith=rules_name(working_calendar(), Conventions()).split("/")[0])


def _computed(
    rows: QuerySet[InformationRequest] | None,
) -> Iterator[tuple[InformationRequest, Projection | ClockError]]:
    calendar = working_calendar()
    chosen: dict[tuple[int, date], Conventions] = {}
    for request in _with_ledgers(InformationRequest.objects.all() if rows is None else rows):
        begun = (request.agency_id, legal_day(request.registered_at))
        if begun not in chosen:
            chosen[begun] = conventions_for(request)
        try:
            yield request, project(request, list(request.events.all()), calendar, chosen[begun])[0]
        except ClockError as error:
            yield request, error


def _with_ledgers(rows: QuerySet[InformationRequest]) -> Iterator[InformationRequest]:
    lines = Prefetch("events", RequestEvent.objects.order_by("sequence"))
    ordered = rows.select_related("agency").defer(*PERSONAL_FIELDS).prefetch_related(lines).order_by("id")
    found = ordered.iterator(chunk_size=_BATCH)
    while batch := list(islice(found, _BATCH)):
        yield from batch


def _differences(request: InformationRequest, computed: Projection | ClockError) -> Iterator[Difference]:
    if isinstance(computed, ClockError):
        yield Difference(request.number, "ledger", request.ledger_version, str(computed))
        return
    for column in _COLUMNS:
        if column == "rules" and _has_ended(request):
            continue  # with which calendar it was computed is history; its days are compared
        stored, wanted = getattr(request, column), getattr(computed, column)
        if stored != wanted:
            yield Difference(request.number, column, stored, wanted)
