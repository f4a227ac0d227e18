"""The statutory clock of one request: a ledger of events in, all dates with their reasons out. Pure.

States (``State``) are those events decide; DRAFTING, IN_APPROVAL, ARCHIVED, UNDER_RECONSIDERATION and UNDER_LITIGATION
belong to the workflow of the office and of the remedies and are not told by this ledger.

``as_of`` is the day the ledger is read: later events are not yet known, and a correction or payment period that has
passed by then closes the request. Without it the day of the last event is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.law.calendar import Calendar
from gongkai.law.clock_error import ClockError
from gongkai.law.conventions import DEFAULTS, Conventions
from gongkai.law.events import Channel, read_day, read_events
from gongkai.law.explain import Step
from gongkai.law.ledger import REG_IN_FORCE, Ledger
from gongkai.law.ledger_events import HANDLERS
from gongkai.law.ledger_waiting import settle
from gongkai.law.single_limit import missing_steps
from gongkai.law.states import State

_CHANNELS: dict[object, Channel] = {channel.value: channel for channel in Channel}


@dataclass(frozen=True, slots=True)
class ConsultationDue:
    """By when a party asked must answer; None while it is not known when they received the letter."""

    ref: str | int
    due: date | None


@dataclass(frozen=True, slots=True)
class Reading:
    """All dates of one request as they stand on ``as_of``. What does not apply is None.

    ``reply_due`` is None while a correction or payment is awaited and after the request was closed or withdrawn; after
    a reply it stays the day by which that reply was due.
    """

    as_of: date
    state: State
    date_of_receipt: date | None
    clock_started_on: date | None
    correction_notice_due: date | None
    correction_due: date | None
    reply_due: date | None
    consultations: tuple[ConsultationDue, ...]
    pay_by: date | None
    closed_on: date | None
    reconsideration_until: date | None
    litigation_until: date | None
    missing_years: tuple[int, ...]
    flags: tuple[str, ...]
    why: tuple[Step, ...]

    @property
    def provisional(self) -> bool:
        return bool(self.missing_years)


def read_clock(
    channel: Channel | str,
    events: Sequence[Mapping[str, Any]],
    calendar: Calendar,
    conventions: Conventions = DEFAULTS,
    as_of: date | str | None = None,
) -> Reading:
    """Evaluate a ledger of events (documents with ``type``, ``on`` and the fields of ``EVENT_TYPES``).

    Raises ClockError naming the event, the field, what was given and what would be accepted.
    """
    known = _CHANNELS.get(channel) if isinstance(channel, str) else None
    if known is None:
        raise ClockError(f"accepted channels: {', '.join(Channel)}", field="channel", value=channel)
    sorted_events = read_events(events)
    last = sorted_events[-1].on if as_of is None else read_day(as_of, field="as_of")
    if last < sorted_events[0].on:
        raise ClockError(f"a day not before the first event ({date.fromordinal(sorted_events[0].on)}) is accepted",
                         field="as_of", value=str(as_of))  # fmt: skip
    ledger = Ledger(calendar, conventions, known)
    for event in sorted_events:
        if event.on > last:
            break
        if ledger.awaiting is not None:
            settle(ledger, event.on)
        HANDLERS[event.type](ledger, event)
        if ledger.receipt is not None and ledger.receipt < REG_IN_FORCE:
            raise ClockError("requests received from 2019-05-15 are accepted; earlier ones followed the Regulation of 2008 "
                             "(ask for the single limit 'reply')", number=event.number, type=event.type, field="on",
                             value=str(date.fromordinal(ledger.receipt)), article="REG 56",
                             zh="2019-05-15 之前收到的申请适用原《条例》，不在这里计算期限")  # fmt: skip
    settle(ledger, last)
    state = _state(ledger, last)
    if ledger.withdrawn is not None or ledger.closed is not None:
        ledger.reply_due = None
    elif ledger.replied is None:
        ledger.explain_reply(last)
    ledger.steps.extend(missing_steps(sorted(ledger.missing)))
    return _reading(ledger, state, last)


def _state(ledger: Ledger, day: int) -> State:
    if ledger.withdrawn is not None:
        return State.LAPSED if ledger.lapsed else State.WITHDRAWN
    if ledger.receipt is None:
        return State.AWAITING_CONFIRMATION
    if ledger.closed is not None:
        return State(ledger.closed)
    if ledger.replied is not None:
        return State.REPLIED if ledger.reply_received is None else State.DELIVERED
    return _open_state(ledger, day)


def _open_state(ledger: Ledger, day: int) -> State:
    if ledger.awaiting is not None:
        return State.CORRECTION_REQUESTED if ledger.awaiting == "correction" else State.FEE_PENDING
    # After an order to reply anew only what was asked since then is awaited; until then the new reply is what is owed.
    since = ledger.anchor if ledger.remade else 0
    asked = {asked.party for asked in ledger.consultations if asked.is_open(day) and asked.sent >= since}
    if asked:
        return State.THIRD_PARTY_CONSULTED if "THIRD_PARTY" in asked else State.AGENCY_CONSULTED
    if ledger.reason is not None:
        return State.REASON_REQUESTED
    if ledger.remade:
        return State.REPLY_TO_BE_REMADE
    return State.UNDER_REVIEW if ledger.moved else State.REGISTERED


def _day(value: int | None) -> date | None:
    return None if value is None else date.fromordinal(value)


def _reading(ledger: Ledger, state: State, last: int) -> Reading:
    asked = sorted(ledger.consultations, key=lambda one: (one.sent, str(one.ref)))
    return Reading(
        as_of=date.fromordinal(last),
        state=state,
        date_of_receipt=_day(ledger.receipt),
        clock_started_on=None if ledger.receipt is None else _day(ledger.anchor),
        correction_notice_due=_day(ledger.correction_notice_due),
        correction_due=_day(ledger.correction_due),
        reply_due=_day(ledger.reply_due),
        consultations=tuple(ConsultationDue(one.ref, _day(one.due)) for one in asked),
        pay_by=_day(ledger.pay_by),
        closed_on=_day(ledger.closed_on),
        reconsideration_until=_day(ledger.reconsideration_until),
        litigation_until=_day(ledger.litigation_until),
        missing_years=tuple(sorted(ledger.missing)),
        flags=tuple(ledger.flags),
        why=tuple(ledger.steps),
    )
