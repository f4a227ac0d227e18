"""The events of a request's ledger: their types, fields, and reading them from plain documents.

The order in which events are given does not matter: they are sorted by day, and on one day in the order of
``EVENT_TYPES``, which is the order in which one thing makes the next possible.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, NamedTuple

from gongkai.law.calendar import FIRST_DAY, LAST_DAY
from gongkai.law.clock_error import ClockError
from gongkai.law.prior_reconsideration import is_known_outcome, known_outcomes
from gongkai.law.reference import parse_reference


class Channel(StrEnum):
    """How a request reached the agency; it decides the date of receipt (REG 31)."""

    IN_PERSON = "IN_PERSON"
    REGISTERED_MAIL = "REGISTERED_MAIL"
    ORDINARY_MAIL = "ORDINARY_MAIL"
    INTERNET = "INTERNET"
    FAX = "FAX"


class Event(NamedTuple):
    """One fact with its legal day (``on``, as an ordinal). ``number`` is its place in the list as given, from 1."""

    on: int
    rank: int
    number: int
    type: str
    by: str | None = None
    days: int | None = None
    ref: str | int = "1"
    party: str | None = None
    until: int | None = None
    outcome: str | None = None
    grounds: tuple[str, ...] = ()
    justified: bool = False


@dataclass(frozen=True, slots=True)
class EventType:
    """A kind of event: the fields it may carry besides ``type`` and ``on``, and those it must."""

    name: str
    label_zh: str
    optional: tuple[str, ...] = ()
    required: tuple[str, ...] = ()


EVENT_TYPES: tuple[EventType, ...] = (
    EventType("submitted", "提交申请"),
    EventType("arrived", "申请到达"),
    EventType("confirmed", "确认收到", ("by",)),
    EventType("correction_notice_sent", "发出补正告知书"),
    EventType("correction_notice_received", "申请人收到补正告知书", ("days",)),
    EventType("corrected_request_received", "收到补正后的申请", ("justified",)),
    EventType("reason_requested", "要求说明理由"),
    EventType("fee_notice_received", "申请人收到收费通知"),
    EventType("fee_paid", "缴纳信息处理费"),
    EventType("consultation_sent", "发出征求意见书", ("ref",), ("party",)),
    EventType("consultation_received", "对方收到征求意见书", ("ref", "party")),
    EventType("opinion_received", "收到意见", ("ref", "party")),
    EventType("extended", "延长答复期限", (), ("days",)),
    EventType("delayed_to", "告知延迟答复日期", (), ("until",)),
    EventType("reconsideration_decision_received", "收到行政复议决定书"),
    EventType("remade_ordered", "责令重新答复", ("until",)),
    EventType("replied", "作出答复", ("outcome", "grounds")),
    EventType("reply_received", "申请人收到答复书"),
    EventType("withdrawn", "撤回申请"),
)

_RANKS = {kind.name: rank for rank, kind in enumerate(EVENT_TYPES)}
_FIELDS = {kind.name: frozenset((*kind.optional, *kind.required, "type", "on")) for kind in EVENT_TYPES}
_REQUIRED = {kind.name: kind.required for kind in EVENT_TYPES if kind.required}
_FIRST, _LAST = FIRST_DAY.toordinal(), LAST_DAY.toordinal()
_DAY_HINT = f"a day from {FIRST_DAY} to {LAST_DAY} is accepted, written like 2022-01-19"


def read_events(documents: Sequence[Mapping[str, Any]]) -> list[Event]:
    """Check every event by itself and sort them. Raises ClockError with the number of the event and the field."""
    if not isinstance(documents, Sequence) or isinstance(documents, str):
        raise ClockError("a list of events is accepted", field="events", value=documents)
    if not documents:
        raise ClockError('at least one event is needed, for example {"type": "submitted", "on": "2022-01-19"}',
                         field="events", value=[])  # fmt: skip
    events = [_read(number, document) for number, document in enumerate(documents, 1)]
    events.sort()
    return events


def read_day(value: object, number: int | None = None, kind: str = "", field: str = "on") -> int:
    """A day as an ordinal, from ``2022-01-19`` or a date."""
    day: date | None = None
    if type(value) is str and len(value) == 10 and value[4] == "-" and value[7] == "-":
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise ClockError(f"no such day in the calendar; {_DAY_HINT}", number=number, type=kind, field=field,
                             value=value) from None  # fmt: skip
    elif type(value) is date:
        day = value
    if day is not None and _FIRST <= (result := day.toordinal()) <= _LAST:
        return result
    said = f"请填写 {FIRST_DAY} 至 {LAST_DAY} 之间的日期"
    raise ClockError(_DAY_HINT, zh=said, number=number, type=kind, field=field, value=value)


def _read(number: int, document: Mapping[str, Any]) -> Event:
    if type(document) is not dict and not isinstance(document, Mapping):
        raise ClockError("an object with 'type' and 'on' is accepted", number=number, value=document)
    kind = document.get("type")
    fields = _FIELDS.get(kind) if type(kind) is str else None
    if fields is None or type(kind) is not str:
        raise _unknown_type(number, kind)
    on = read_day(document.get("on"), number, kind)
    rank = _RANKS[kind]
    if len(document) == 2 and kind not in _REQUIRED:
        return Event(on, rank, number, kind)
    if not document.keys() <= fields:
        name = sorted(map(str, document.keys() - fields))[0]
        known = ", ".join(sorted(fields))
        raise ClockError(f"this type has no such field; it has {known}", number=number, type=kind, field=name)
    for name in _REQUIRED.get(kind, ()):
        if document.get(name) is None:
            raise ClockError(_ACCEPTED[name] + " is needed", number=number, type=kind, field=name)
    values = {
        name: _READERS[name](value, number, kind)
        for name, value in document.items()
        if value is not None and name not in ("type", "on")
    }
    return Event(on, rank, number, kind, **values)


def _unknown_type(number: int, kind: object) -> ClockError:
    near = get_close_matches(str(kind), _RANKS, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return ClockError(f"accepted types: {', '.join(_RANKS)}{hint}", number=number, field="type", value=kind)


_ACCEPTED = {
    "by": "'applicant' or 'agency' (without it both)",
    "days": "a whole number of working days from 1 to 250",
    "ref": "a text or number naming the consultation",
    "party": "'THIRD_PARTY' or 'AGENCY'",
    "until": "a day written like 2022-01-19",
    "outcome": f"one of {', '.join(known_outcomes())}",
    "grounds": "a list of articles such as ['REG 15', 'REG 16(2)']",
    "justified": "true or false (whether a late correction had a justified reason, REG 30)",
}

_ACCEPTED_ZH = {"days": "请填写 1 至 250 个工作日"}


def _checked(field: str, accepts: Callable[[Any], bool]) -> Callable[[Any, int, str], Any]:
    def read(value: Any, number: int, kind: str) -> Any:
        if accepts(value):
            return value
        said = _ACCEPTED_ZH.get(field, "")
        accepted = f"{_ACCEPTED[field]} is accepted"
        raise ClockError(accepted, zh=said, number=number, type=kind, field=field, value=value)

    return read


def _read_grounds(value: Any, number: int, kind: str) -> tuple[str, ...]:
    if isinstance(value, list | tuple) and all(isinstance(ground, str) for ground in value):
        try:
            return tuple(str(parse_reference(ground)) for ground in value)
        except ValueError as error:
            raise ClockError(str(error), number=number, type=kind, field="grounds", value=value) from None
    raise ClockError(f"{_ACCEPTED['grounds']} is accepted", number=number, type=kind, field="grounds", value=value)


_READERS: dict[str, Callable[[Any, int, str], Any]] = {
    "by": _checked("by", lambda value: value in ("applicant", "agency")),
    "days": _checked("days", lambda value: type(value) is int and 1 <= value <= 250),
    "ref": _checked("ref", lambda value: type(value) is int or (type(value) is str and 0 < len(value) <= 100)),
    "party": _checked("party", lambda value: value in ("THIRD_PARTY", "AGENCY")),
    "until": lambda value, number, kind: read_day(value, number, kind, "until"),
    "outcome": _checked("outcome", lambda value: type(value) is str and is_known_outcome(value)),
    "grounds": _read_grounds,
    "justified": _checked("justified", lambda value: type(value) is bool),
}
