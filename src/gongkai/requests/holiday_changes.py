"""What a holiday notice would change: open requests whose days differ with the notice laid over the calendar of today."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.errors import Reason, Refused
from gongkai.law.calendar import Calendar, CalendarError
from gongkai.law.clock_error import ClockError
from gongkai.law.holiday_notices import load_calendar
from gongkai.law.states import OPEN_STATES, State
from gongkai.requests.board import with_ledgers
from gongkai.requests.ledger import conventions_for, project
from gongkai.requests.models import InformationRequest

_DAY = r"(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?"
_SPAN = re.compile(rf"^{_DAY}(?:\s*(?:至|到|—|–|~|～|\.\.)\s*{_DAY})?$")


@dataclass(frozen=True, slots=True)
class Change:
    """A stored day of an open request, before and after."""

    request: InformationRequest
    column: str
    before: date | None
    after: date | None


def notice_document(year: int, number: str, title: str, off: str, work: str) -> dict[str, Any]:
    """The notice as ``law.holiday_notices`` reads it, from lines as an officer copies them. Raises Refused with what is wrong."""
    wrong: list[Reason] = []
    document = {
        "year": year,
        "notice": {"number": number.strip(), "title": title.strip()},
        "off": [{"from": str(first), "to": str(last)} for first, last in _spans("off", off, wrong)],
        "work": [str(day) for first, last in _spans("work", work, wrong) for day in _days(first, last)],
    }
    if not number.strip():
        wrong.append(Reason("number", "请填写通知文号，如：国办发明电〔2026〕9号"))
    if not title.strip():
        wrong.append(Reason("title", "请填写通知名称，如：国务院办公厅关于2027年部分节假日安排的通知"))
    if not document["off"]:
        wrong.append(Reason("off", "请填写放假日期，每行一段，如：2027-02-05至2027-02-11"))
    if wrong:
        raise Refused(wrong)
    return document


def _spans(name: str, text: str, wrong: list[Reason]) -> Iterator[tuple[date, date]]:
    for line in re.split(r"[\n；;、,，]+", text):
        if not line.strip():
            continue
        found = _SPAN.match(line.strip())
        try:
            if found is None:
                raise ValueError
            numbers = [int(part) if part else 0 for part in found.groups()]
            first = date(*numbers[:3])
            last = date(*numbers[3:]) if numbers[3] else first
            if last < first:
                raise ValueError
        except ValueError:
            wrong.append(Reason(name, f"“{line.strip()[:40]}”无法识别，请写成 2027-02-05 或 2027-02-05至2027-02-11"))
            continue
        yield first, last


def _days(first: date, last: date) -> Iterator[date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def calendar_with(text: str, year: int) -> Calendar:
    """The calendar as it would be with this notice. Raises Refused where the law's own reader refuses it."""
    folder = Path(settings.GONGKAI_HOME) / "calendars"
    others = sorted(path for path in folder.glob("*.json") if path.name != f"{year}.json") if folder.is_dir() else []
    with tempfile.TemporaryDirectory() as place:
        made = Path(place) / f"{year}.json"
        made.write_text(text, encoding="utf-8")
        try:
            return load_calendar([*others, made])
        except CalendarError as error:
            raise Refused(
                [Reason("off", f"放假安排不能采用：{str(error).rpartition(made.name)[2].lstrip(': ,')}")]
            ) from error


def ended_in_reach(year: int) -> QuerySet[InformationRequest]:
    """Requests that have ended and whose stored days a notice of ``year`` may move: provisional ones, and days of that year on."""
    ended = InformationRequest.objects.exclude(
        state__in=[str(state) for state in (*OPEN_STATES, State.AWAITING_CONFIRMATION)]
    )
    first = date(year - 1, 12, 25)  # a January holiday may begin before the year
    return ended.filter(Q(provisional=True) | Q(reply_due__gte=first) | Q(applicant_due__gte=first))


def changes(calendar: Calendar) -> Iterator[Change]:
    """Open requests whose reply or whose applicant's own limit falls on another day with ``calendar``."""
    current = working_calendar()
    rows = InformationRequest.objects.filter(state__in=[str(state) for state in OPEN_STATES])
    for request in with_ledgers(rows.order_by("agency_id", "reply_due", "id")).iterator(chunk_size=500):
        events, conventions = list(request.events.all()), conventions_for(request)
        try:
            before, _ = project(request, events, current, conventions)
            after, _ = project(request, events, calendar, conventions)
        except ClockError:
            continue
        for column in ("reply_due", "applicant_due"):
            old, new = getattr(before, column), getattr(after, column)
            if old != new or (before.provisional and not after.provisional and old is not None):
                yield Change(request, column, old, new)
