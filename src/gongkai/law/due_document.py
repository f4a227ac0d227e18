"""The `gongkai due` document: a case or a single limit as plain JSON values in, dates with reasons as plain values out.

A case: ``{"channel", "events", "as_of"?}``; a single limit: ``{"rule", "from"}``. See docs/clock.md for both shapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from gongkai.law.calendar import Calendar
from gongkai.law.clock import Reading, read_clock
from gongkai.law.clock_error import ClockError
from gongkai.law.conventions import DEFAULTS, Conventions
from gongkai.law.errors import LawError
from gongkai.law.events import read_day
from gongkai.law.explain import Due, Step
from gongkai.law.reference import Basis
from gongkai.law.single_limit import single_limit

_CASE_KEYS = frozenset({"channel", "events", "as_of"})
_LIMIT_KEYS = frozenset({"rule", "from"})
_articles: dict[int, tuple[Basis, str]] = {}  # by identity: the value keeps the basis alive, so an id is never reused


def answer(document: Any, calendar: Calendar, conventions: Conventions = DEFAULTS) -> dict[str, Any]:
    """Answer one document. Raises ClockError for what cannot be read or cannot be true."""
    if not isinstance(document, Mapping):
        raise ClockError('an object is accepted, for example {"rule": "reply", "from": "2022-01-19"}', value=document)
    if "rule" in document:
        return _answer_limit(document, calendar, conventions)
    _check_keys(document, _CASE_KEYS, ("channel", "events"))
    reading = read_clock(document["channel"], document["events"], calendar, conventions, document.get("as_of"))
    return reading_document(reading)


def reading_document(reading: Reading) -> dict[str, Any]:
    """A reading of the clock in the shape of the `due` command."""
    return {
        "date_of_receipt": _iso(reading.date_of_receipt),
        "correction_notice_due": _iso(reading.correction_notice_due),
        "correction_due": _iso(reading.correction_due),
        "reply_due": _iso(reading.reply_due),
        "consultations": [{"ref": one.ref, "due": _iso(one.due)} for one in reading.consultations],
        "pay_by": _iso(reading.pay_by),
        "state": reading.state.value,
        "reconsideration_until": _iso(reading.reconsideration_until),
        "litigation_until": _iso(reading.litigation_until),
        "provisional": reading.provisional,
        "missing_years": list(reading.missing_years),
        "why": _why(reading.why),
    }


def due_document(due: Due) -> dict[str, Any]:
    """A single limit's due day as plain values; a provisional day says so and names the missing years."""
    return {
        "due": due.day.isoformat(),
        "provisional": due.provisional,
        "missing_years": list(due.missing_years),
        "why": _why(due.why),
    }


def _answer_limit(document: Mapping[str, Any], calendar: Calendar, conventions: Conventions) -> dict[str, Any]:
    _check_keys(document, _LIMIT_KEYS, ("rule", "from"))
    rule = document["rule"]
    if not isinstance(rule, str):
        raise ClockError("the name of a limit is accepted, for example 'reply'", field="rule", value=rule)
    start = date.fromordinal(read_day(document["from"], field="from"))
    try:
        return due_document(single_limit(rule, start, calendar, conventions))
    except LawError as error:
        raise ClockError(error.hint or str(error), field=error.field, value=error.value) from error


def _check_keys(document: Mapping[str, Any], known: frozenset[str], needed: Iterable[str]) -> None:
    if not document.keys() <= known:
        name = sorted(map(str, document.keys() - known))[0]
        raise ClockError(f"no such field here; accepted are {', '.join(sorted(known))}", field=name)
    for name in needed:
        if name not in document:
            raise ClockError(f"the field is missing; needed are {', '.join(needed)}", field=name)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _why(steps: Iterable[Step]) -> list[dict[str, str]]:
    return [{"step": step.text, "day": step.day.isoformat(), "article": _article(step.basis)} for step in steps]


def _article(basis: Basis) -> str:
    """The short form of the basis, written once per basis: this runs for every step of every case."""
    known = _articles.get(id(basis))
    if known is None:
        if len(_articles) > 10_000:
            _articles.clear()
        known = _articles[id(basis)] = (basis, str(basis))
    return known[1]
