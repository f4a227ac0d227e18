"""The board: open requests by what they wait for and by remaining working days. Overdue is compared when read, never stored.

Four lists: the clock runs (by its last day), opinions are awaited (the days are being excluded), the applicant has to move
(correction, payment), receipt is not confirmed. The stored due day sorts; what is shown is read from the ledger as of today.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Prefetch, Q, QuerySet

from gongkai.agencies.calendars import working_calendar
from gongkai.audit.acts import Act
from gongkai.clock import legal_day
from gongkai.law.calendar import Calendar
from gongkai.law.clock_error import ClockError
from gongkai.law.conventions import Conventions
from gongkai.law.limits import rows_of
from gongkai.law.states import OPEN_STATES, State
from gongkai.requests.ledger import composed, read_ledger
from gongkai.requests.models import InformationRequest, RequestEvent
from gongkai.requests.rules import conventions_of_many
from gongkai.requests.selectors import requests_of

PAGE_SIZE = 50
WARNINGS = (10, 5, 3, 1)
"""Working days before the last one at which an officer is warned; our choice."""
CONSULTED = (State.THIRD_PARTY_CONSULTED, State.AGENCY_CONSULTED)
WAITING = (State.CORRECTION_REQUESTED, State.FEE_PENDING)
RUNNING = tuple(sorted(OPEN_STATES - {*CONSULTED, *WAITING}))
LISTS: dict[str, tuple[str, Sequence[State]]] = {
    "running": ("计算期限中", RUNNING),
    "consulted": ("征求意见中", CONSULTED),
    "waiting": ("等待申请人", WAITING),
    "confirming": ("待确认收到", (State.AWAITING_CONFIRMATION,)),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What the officer wants to see of a list; empty fields ask for nothing."""

    listed: str = "running"
    agency_id: int | None = None
    unit: str = ""
    mine: int | None = None
    channel: str = ""
    number: str = ""
    due: date | None = None
    within: int | None = None
    """Working days left at most; -1: overdue."""


@dataclass(frozen=True, slots=True)
class Row:
    request: InformationRequest
    state: State
    due: date | None
    left: int | None
    """Working days from today to the last day; negative: how many it is over."""
    provisional: bool
    broken: bool = False

    @property
    def level(self) -> str:
        return level_of(self.left)


@dataclass(frozen=True, slots=True)
class Board:
    rows: list[Row]
    after: str
    """Where the next page begins; empty on the last."""


def level_of(left: int | None) -> str:
    """The colour of a row, by the warnings."""
    if left is None:
        return "none"
    if left < 0:
        return "overdue"
    return next((f"within-{most}" for most in sorted(WARNINGS) if left <= most), "calm")


def days_left(calendar: Calendar, today: date, due: date | None) -> int | None:
    """Working days after today up to the due day; 0 on the day itself, negative after it."""
    if due is None:
        return None
    first, last = today.toordinal(), due.toordinal()
    return calendar.between(first, last) if last >= first else -calendar.between(last, first)


def latest_due(calendar: Calendar, today: date, left: int) -> date:
    """The last due day that has at most ``left`` working days left: the day before the following working day."""
    return date.fromordinal(calendar.add(today.toordinal(), left + 1) - 1)


def board(act: Act, wish: Filter, after: str = "") -> Board:
    """One page of a list, nearest day first; keyset, so that a page costs the same wherever it lies."""
    day = "applicant_due" if wish.listed == "waiting" else "reply_due"
    rows = _listed(act, wish)
    if wish.listed == "confirming":
        day = ""
    ordered = _after(rows.order_by("id"), day, after)
    found = list(with_ledgers(ordered[: PAGE_SIZE + 1]))
    more = len(found) > PAGE_SIZE
    found = found[:PAGE_SIZE]
    return Board(rows_of_requests(found, act.today), _place(found[-1], day) if more else "")


def counts(act: Act, wish: Filter) -> dict[str, int]:
    """How many stand in each list, and of the running how many are overdue or near."""
    calendar, today = working_calendar(), act.today
    rows = _narrowed(requests_of(act), wish)
    asked = {name: Count("id", filter=Q(state__in=[str(one) for one in states])) for name, (_, states) in LISTS.items()}
    running = Q(state__in=[str(one) for one in RUNNING])
    asked["overdue"] = Count("id", filter=running & Q(reply_due__lt=today))
    for most in WARNINGS:
        last = latest_due(calendar, today, most)
        asked[f"within-{most}"] = Count("id", filter=running & Q(reply_due__gte=today, reply_due__lte=last))
    shown = [str(one) for _, states in LISTS.values() for one in states]
    return dict(rows.filter(state__in=shown).order_by().aggregate(**asked))


def due_by_day(act: Act, first: date, last: date, wish: Filter) -> dict[date, int]:
    """How many running requests are due on each day of a span."""
    rows = _narrowed(requests_of(act), wish).filter(state__in=[str(one) for one in RUNNING])
    found = rows.filter(reply_due__gte=first, reply_due__lte=last).order_by().values_list("reply_due")
    return {day: number for day, number in found.annotate(Count("id")) if day is not None}


def rows_of_requests(requests: Iterable[InformationRequest], today: date) -> list[Row]:
    """Each as the law reads it today. ``events`` should be prefetched."""
    calendar, chosen = working_calendar(), conventions_of_many()
    return [
        _row(request, calendar, chosen(request.agency, legal_day(request.registered_at)), today) for request in requests
    ]


def _row(request: InformationRequest, calendar: Calendar, conventions: Conventions, today: date) -> Row:
    try:
        reading = read_ledger(request, list(request.events.all()), calendar, conventions, today)
    except ClockError:
        return Row(request, State(request.state), request.reply_due, None, request.provisional, broken=True)
    due = reading.reply_due or {
        State.CORRECTION_REQUESTED: reading.correction_due, State.FEE_PENDING: reading.pay_by,
    }.get(reading.state)  # fmt: skip
    if reading.state is State.AWAITING_CONFIRMATION:
        due = confirmation_due(request, calendar, conventions)
    state = composed(request, reading.state)
    return Row(request, state, due, days_left(calendar, today, due), reading.provisional)


def confirmation_due(request: InformationRequest, calendar: Calendar, conventions: Conventions) -> date:
    """By when an unconfirmed request should be confirmed: one working day after it came in, or as the office has it (a convention)."""
    came = legal_day(request.submitted_at or request.registered_at).toordinal()
    return date.fromordinal(calendar.add(came, conventions.of(rows_of("confirmation_alarm")[-1])))


def _listed(act: Act, wish: Filter) -> QuerySet[InformationRequest]:
    states = LISTS[wish.listed][1]
    rows = _narrowed(requests_of(act), wish).filter(state__in=[str(one) for one in states])
    if wish.due is not None:
        rows = rows.filter(reply_due=wish.due)
    if wish.within is not None and wish.listed == "running":
        today = act.today
        if wish.within < 0:
            rows = rows.filter(reply_due__lt=today)
        else:
            rows = rows.filter(reply_due__gte=today, reply_due__lte=latest_due(working_calendar(), today, wish.within))
    return rows


def _narrowed(rows: QuerySet[InformationRequest], wish: Filter) -> QuerySet[InformationRequest]:
    if wish.agency_id is not None:
        rows = rows.filter(agency_id=wish.agency_id)
    if wish.unit:
        rows = rows.filter(handling_unit=wish.unit)
    if wish.mine is not None:
        rows = rows.filter(handler_id=wish.mine)
    if wish.channel:
        rows = rows.filter(channel=wish.channel)
    if wish.number:
        rows = rows.filter(number=wish.number)
    return rows


def with_ledgers(rows: QuerySet[InformationRequest]) -> QuerySet[InformationRequest]:
    """With what reading their clocks needs."""
    lines = Prefetch("events", RequestEvent.objects.order_by("sequence"))
    return rows.select_related("agency", "handler").prefetch_related(lines)


def _place(request: InformationRequest, day: str) -> str:
    value: date | None = getattr(request, day) if day else None
    return f"{value or ''}_{request.pk}"


def _after(rows: QuerySet[InformationRequest], day: str, after: str) -> QuerySet[InformationRequest]:
    """The rows behind a place. What has no day yet stands at the end in every database."""
    value, _, key = after.partition("_")
    if not key.isdecimal():
        return rows if not day else rows.order_by(F(day).asc(nulls_last=True), "id")
    if not day:
        return rows.filter(id__gt=int(key))
    ordered = rows.order_by(F(day).asc(nulls_last=True), "id")
    none = {f"{day}__isnull": True}
    if not value:
        return ordered.filter(**none, id__gt=int(key))
    try:
        last = date.fromisoformat(value)
    except ValueError:
        return ordered
    return ordered.filter(Q(**{f"{day}__gt": last}) | Q(**{day: last, "id__gt": int(key)}) | Q(**none))


def soon_due(act: Act, most: int) -> QuerySet[InformationRequest]:
    """Running requests that are overdue or have at most ``most`` working days left, nearest first."""
    last = latest_due(working_calendar(), act.today, most)
    rows = requests_of(act).filter(state__in=[str(one) for one in RUNNING], reply_due__lte=last)
    return with_ledgers(rows.order_by("reply_due", "id"))


def span_of_month(first: date) -> tuple[date, date]:
    """A month's days, filled up to whole weeks from Monday."""
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    last = following - timedelta(days=1)
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
