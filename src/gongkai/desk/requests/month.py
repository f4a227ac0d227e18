"""Due days as a month, with rest days and make-up workdays shown, and as a calendar file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from icalendar import Calendar as ICalendar
from icalendar import Event as IEvent

from gongkai.agencies.calendars import working_calendar
from gongkai.audit.acts import Act
from gongkai.desk.answering import officer_view
from gongkai.desk.entry import show
from gongkai.numbering.keys import public_id
from gongkai.requests.board import Filter, due_by_day, rows_of_requests, soon_due, span_of_month

_AHEAD = 60  # working days a calendar file looks ahead
_MOST = 2000


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    number: int
    is_working: bool
    is_known: bool
    in_month: bool


@officer_view()
@require_safe
def month(request: HttpRequest, act: Act) -> HttpResponse:
    first = _first(request.GET.get("month", ""), act.today)
    begins, ends = span_of_month(first)
    due = due_by_day(act, begins, ends, Filter())
    calendar = working_calendar()
    days = [begins + timedelta(days=count) for count in range((ends - begins).days + 1)]
    shown = [
        Day(
            day, due.get(day, 0), calendar.is_working(day.toordinal()),
            not calendar.missing(day.toordinal() - 1, day.toordinal()), day.month == first.month,
        )
        for day in days
    ]  # fmt: skip
    return show(
        request, act, "desk/requests/month.html", first=first, weeks=[shown[at : at + 7] for at in range(0, len(shown), 7)],
        earlier=(first - timedelta(days=1)).replace(day=1), later=(first + timedelta(days=32)).replace(day=1),
    )  # fmt: skip


@officer_view()
@require_safe
def as_ics(request: HttpRequest, act: Act) -> HttpResponse:
    """Running requests with their last day: number and subject, never a person."""
    file = ICalendar()
    file.add("prodid", "-//Gongkai//requests//ZH")
    file.add("version", "2.0")
    file.add("x-wr-calname", "依申请公开答复期限")
    for row in rows_of_requests(soon_due(act, _AHEAD)[:_MOST], act.today):
        if row.due is None:
            continue
        event = IEvent()
        event.add("uid", f"{public_id(row.request.pk)}@gongkai")
        event.add("dtstamp", act.now)
        event.add("dtstart", row.due)
        event.add("dtend", row.due + timedelta(days=1))
        event.add("summary", f"答复期限：{row.request.number}　{row.request.subject}")
        event.add("url", request.build_absolute_uri(reverse("desk:request", args=[public_id(row.request.pk)])))
        file.add_component(event)
    answer = HttpResponse(file.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="due.ics"'
    answer["Cache-Control"] = "no-store"
    return answer


def _first(text: str, today: date) -> date:
    try:
        found = date.fromisoformat(f"{text}-01") if text else today.replace(day=1)
    except ValueError:
        return today.replace(day=1)
    return found if 2010 <= found.year <= 2040 else today.replace(day=1)
