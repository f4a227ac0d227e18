"""Numbers of the office's own work by unit and period; each opens to its records and goes along as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.desk.answering import officer_view
from gongkai.desk.entry import show
from gongkai.law.outcomes import OUTCOMES, OutcomeGroup
from gongkai.measures.registry import Question
from gongkai.remedies.counts import concluded
from gongkai.requests.performance import Line, lines, those

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Asked:
    first: date
    last: date
    agency: Agency | None
    agencies: tuple[Agency, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        return (self.agency.pk,) if self.agency else tuple(one.pk for one in self.agencies)


def asked(request: HttpRequest, act: Act) -> Asked:
    """This year to today where the address says nothing that can be read."""
    agencies = tuple(Agency.objects.filter(pk__in=visible_agency_ids(act)).order_by("path"))
    code = request.GET.get("agency", "")
    first = _day(request.GET.get("first", "")) or date(act.today.year, 1, 1)
    last = _day(request.GET.get("last", "")) or act.today
    if last < first:
        first, last = last, first
    return Asked(first, last, next((one for one in agencies if one.code == code), None), agencies)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2008 <= found.year <= 2045 else None


@officer_view()
@require_safe
def numbers(request: HttpRequest, act: Act) -> HttpResponse:
    wish = asked(request, act)
    names = {one.pk: one.short_name for one in wish.agencies}
    found = lines(wish.ids, wish.first, wish.last, working_calendar())
    return show(
        request, act, "desk/requests/numbers.html", wish=wish, lines=found, names=names, groups=OutcomeGroup,
        lost=concluded(Question(wish.ids, wish.first, wish.last, act.today)).filter(result="corrected").count(), query=_query(wish),
    )  # fmt: skip


@officer_view()
@require_safe
def records(request: HttpRequest, act: Act) -> HttpResponse:
    """The closed requests behind a number, newest first; numbers and subjects, no persons."""
    wish = asked(request, act)
    group = request.GET.get("group", "")
    rows = those(
        wish.ids, wish.first, wish.last, group=group if group in OutcomeGroup.__members__ else "",
        late=bool(request.GET.get("late")), unit=request.GET.get("unit"),
    )  # fmt: skip
    return show(
        request, act, "desk/requests/numbers_list.html", wish=wish, rows=list(rows[:_PAGE]), total=rows.count(), most=_PAGE,
        outcomes=OUTCOMES, query=_query(wish),
    )  # fmt: skip


@officer_view()
@require_safe
def as_csv(request: HttpRequest, act: Act) -> HttpResponse:
    wish = asked(request, act)
    names = {one.pk: one.short_name for one in wish.agencies}
    out = io.StringIO()
    writer = csv.writer(out)
    groups = list(OutcomeGroup)
    writer.writerow(
        [
            "单位",
            "承办单位",
            "办结",
            "逾期",
            "按期率",
            "工作日中位数",
            "工作日九十分位",
            "告知补正",
            *(group.label_zh for group in groups),
        ]
    )
    for line in lines(wish.ids, wish.first, wish.last, working_calendar()):
        writer.writerow(_cells(line, names, groups))
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="requests-{wish.first}-{wish.last}.csv"'
    return answer


def _cells(line: Line, names: dict[int, str], groups: list[OutcomeGroup]) -> list[object]:
    rate = "" if line.on_time_rate is None else f"{line.on_time_rate}%"
    return [
        names.get(line.agency_id or 0, ""), _safe(line.unit), line.closed, line.late, rate, line.median, line.p90, line.corrected,
        *(line.groups[group] for group in groups),
    ]  # fmt: skip


def _safe(text: str) -> str:
    """A cell that begins like a formula is text (a spreadsheet would run it)."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text


def _query(wish: Asked) -> str:
    code = f"&agency={wish.agency.code}" if wish.agency else ""
    return f"first={wish.first}&last={wish.last}{code}"
