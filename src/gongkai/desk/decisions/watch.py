"""The ledgers watched: rate by unit, months, silent units, jumps, repeated numbers; every number opens to its list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.decisions import watch
from gongkai.decisions.lines import line
from gongkai.decisions.models import Kind
from gongkai.desk.decisions.ledgers import kind_in
from gongkai.desk.decisions.returns import silent_units
from gongkai.desk.entry import officer_view, show
from gongkai.desk.figures import read_cursor
from gongkai.numbering.keys import public_id

FIRST_YEAR = 2008
MONTHS = tuple(range(1, 13))
LISTS = {"late": "超过7个工作日公示的决定", "month": "决定", "number": "同一文书号的决定"}
COERCION_LATE = "超过20个工作日公示的决定"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which ledger and year, of which of the visible agencies."""

    kind: Kind
    year: int
    agencies: dict[int, Agency]
    agency: Agency | None

    @property
    def ids(self) -> tuple[int, ...]:
        return (self.agency.pk,) if self.agency else tuple(self.agencies)

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.year, 12, 31)

    def tail(self, **more: object) -> str:
        """The same question as it stands in an address, with more or other words."""
        words: dict[str, object] = {"kind": self.kind.value, "year": self.year}
        if self.agency:
            words["agency"] = self.agency.code
        return "?" + urlencode({name: value for name, value in (words | more).items() if value != ""})


def asked(request: HttpRequest, act: Act) -> Asked:
    """Raises NotFound for a ledger, a year or an agency that is not there or not the officer's to see."""
    kind = kind_in(request.GET.get("kind", "") or Kind.PENALTY.value)
    text = request.GET.get("year", "") or str(act.today.year)
    if not text.isdecimal() or not FIRST_YEAR <= int(text[:5]) <= act.today.year:
        raise NotFound([Reason("year", f"年度应为{FIRST_YEAR}至{act.today.year}")])
    agencies = {agency.pk: agency for agency in Agency.objects.filter(pk__in=visible_agency_ids(act)).order_by("path")}
    code = request.GET.get("agency", "")
    one = next((agency for agency in agencies.values() if agency.code == code), None)
    if code and one is None:
        raise NotFound([])
    return Asked(kind, int(text), agencies, one)


@officer_view()
@require_safe
def overview(request: HttpRequest, act: Act) -> HttpResponse:
    """One ledger in one year: whom a supervisor sees is the area, whom others see is their unit."""
    question = asked(request, act)
    ids, kind, today, calendar = question.ids, question.kind, act.today, working_calendar()
    now = watch.monthly(kind, ids, question.year, today)
    before = watch.monthly(kind, ids, question.year - 1, today)
    over = 12 if question.year < today.year else today.month - 1
    is_published = kind in watch.PUBLISHED
    return show(
        request, act, "desk/decisions/watch.html", asked=question, kinds=Kind, months=MONTHS,
        rates=watch.on_time(kind, ids, question.first, question.last, today, calendar) if is_published else None,
        silent=silent_units(act, ids, today), now=watch.summed(now), before=watch.summed(before),
        jumps=list(watch.jumps(kind, now, before, over)),
        repeated=watch.repeated(kind, ids, question.first, question.last, today), page_size=watch.PAGE,
    )  # fmt: skip


@officer_view()
@require_safe
def listed(request: HttpRequest, act: Act, what: str) -> HttpResponse:
    """The decisions behind a number, fifty at a time, from the cursor on."""
    question = asked(request, act)
    rows, title, kept = _rows(request, act, question, what)
    found = watch.page_of(rows, read_cursor(request))
    page, more = found[: watch.PAGE], found[watch.PAGE :]
    cursor = f"{page[-1].happened_on.isoformat()}.{public_id(page[-1].pk)}" if more else ""
    return show(
        request, act, "desk/decisions/list.html", asked=question, title=title, lines=[(row, line(row)) for row in page],
        cursor=cursor, kept=kept, is_first="after" not in request.GET,
    )  # fmt: skip


@officer_view()
@require_safe
def repeated(request: HttpRequest, act: Act) -> HttpResponse:
    """Numbers that stand on several decisions, by number, from the cursor on."""
    question, after = asked(request, act), request.GET.get("after", "")
    found = watch.repeated(question.kind, question.ids, question.first, question.last, act.today, after)
    page, more = found[: watch.PAGE], found[watch.PAGE :]
    return show(
        request, act, "desk/decisions/repeated.html", asked=question, page=page, is_first=not after,
        cursor=page[-1].number if more else "",
    )  # fmt: skip


def _rows(request: HttpRequest, act: Act, question: Asked, what: str) -> tuple[QuerySet[Any], str, dict[str, str]]:
    """The queryset of a list, its title, and what its further pages have to repeat."""
    kind, ids, today = question.kind, question.ids, act.today
    where = f"{question.agency.name if question.agency else ''}{question.year}年{kind.label}"
    if what == "late" and kind in watch.PUBLISHED:
        late = watch.late_rows(kind, ids, question.first, question.last, today, working_calendar())
        return late, f"{where}：{COERCION_LATE if kind is Kind.COERCION else LISTS[what]}", {}
    text = request.GET.get(what, "") if what in ("month", "number") else ""
    if what == "month" and text.isdecimal() and int(text[:3]) in MONTHS:
        rows = watch.visible(kind, ids, question.first, question.last, today)
        return rows.filter(happened_on__month=int(text)), f"{where}：{int(text)}月{LISTS[what]}", {"month": text}
    if what == "number" and text:
        rows = watch.visible(kind, ids, question.first, question.last, today).filter(document_number=text)
        return rows, f"{where}：{LISTS[what]} {text}", {"number": text}
    raise NotFound([])
