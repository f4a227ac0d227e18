"""Ledger lines in, dates and state out: the bridge between stored events and ``law.clock``.

State has three sources: the ledger of events (most), the desk's own steps (review, drafting, approval) and a pending remedy.
``composed`` is the one place where they meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.clock import legal_day
from gongkai.law.calendar import Calendar
from gongkai.law.clock import Reading, read_clock
from gongkai.law.conventions import Conventions
from gongkai.law.states import State
from gongkai.requests.models import InformationRequest, RequestEvent
from gongkai.requests.rules import conventions_of, rules_name

ENDED = frozenset({
    State.REPLIED, State.DELIVERED, State.CLOSED_NOT_CORRECTED, State.CLOSED_FEE_UNPAID, State.WITHDRAWN,
})  # fmt: skip
"""States of the ledger in which the request has its result."""
_AT_THE_DESK = frozenset({
    State.REGISTERED, State.UNDER_REVIEW, State.REASON_REQUESTED, State.REPLY_TO_BE_REMADE, State.THIRD_PARTY_CONSULTED,
    State.AGENCY_CONSULTED,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Projection:
    """What is stored beside a request so that boards need not read ledgers; rebuilt by ``projections``."""

    state: str
    ledger_version: int
    date_of_receipt: date | None
    reply_due: date | None
    applicant_due: date | None
    provisional: bool
    rules: str
    extended: bool


def in_force(events: Iterable[RequestEvent]) -> list[RequestEvent]:
    """The lines of a ledger that no later line voids."""
    lines = list(events)
    voided = {line.voids for line in lines if line.voids is not None}
    return [line for line in lines if line.voids is None and line.sequence not in voided]


def read_ledger(
    request: InformationRequest,
    events: Sequence[RequestEvent],
    calendar: Calendar,
    conventions: Conventions,
    as_of: date | None = None,
) -> Reading:
    """What the law says about a request. Raises ClockError for a ledger that cannot be true.

    ``as_of`` earlier than the last line is taken as the day of that line: a ledger is read whole.
    """
    documents: list[dict[str, Any]] = [line.as_document() for line in in_force(events)]
    last = max((line["on"] for line in documents), default=None)
    if as_of is not None and last is not None:
        as_of = max(as_of, last)
    return read_clock(request.channel, documents, calendar, conventions, as_of)


def conventions_for(request: InformationRequest) -> Conventions:
    """Those in force when it was registered: a later choice of the office moves no day of a case already begun.

    Asked once for a row in hand: the act, its letters and its page read the same.
    """
    if request.conventions is None:
        request.conventions = conventions_of(request.agency, legal_day(request.registered_at))
    return request.conventions


def composed(request: InformationRequest, told: State) -> State:
    """The state shown: a pending remedy over the archive over the ledger; an open request stands at the desk's own step."""
    if told in ENDED and request.challenge:
        return State(request.challenge)
    if request.archived_on is not None:
        return State.ARCHIVED
    if told in _AT_THE_DESK and request.workflow:
        return _further(told, State(request.workflow))
    return told


def _further(told: State, step: State) -> State:
    """Merely being under review says less than that a reason, an opinion or a new reply is awaited."""
    if step is State.UNDER_REVIEW and told is not State.REGISTERED:
        return told
    return step


def project(
    request: InformationRequest, events: Sequence[RequestEvent], calendar: Calendar, conventions: Conventions
) -> tuple[Projection, Reading]:
    """The stored days as the last line of the ledger leaves them. Raises ClockError."""
    reading = read_ledger(request, events, calendar, conventions)
    waiting = {State.CORRECTION_REQUESTED: reading.correction_due, State.FEE_PENDING: reading.pay_by}
    return (
        Projection(
            state=composed(request, reading.state),
            ledger_version=max((line.sequence for line in events), default=0),
            date_of_receipt=reading.date_of_receipt,
            reply_due=reading.reply_due,
            applicant_due=waiting.get(reading.state),
            provisional=reading.provisional,
            rules=rules_name(calendar, conventions),
            extended="extended" in reading.flags,
        ),
        reading,
    )
