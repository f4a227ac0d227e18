"""预决算和“三公”经费, 资金分配: the matrices by year, their files, and what is expected of whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.catalogue.models import Item
from gongkai.completeness import fiscal, funds
from gongkai.completeness.models import Form
from gongkai.completeness.published import PublishedItem
from gongkai.completeness.usecases.keep_programme import keep_programme
from gongkai.completeness.usecases.record_approvals import record_approvals
from gongkai.desk import given
from gongkai.desk.completeness.frame import TABS, portion, table_file, units_in_sight, years_asked
from gongkai.desk.entry import officer_view, show
from gongkai.editions.selectors import content_address

KEEPERS = {Role.OFFICE_HEAD, Role.SUPERVISOR}


def _form(request: HttpRequest) -> Form:
    name = request.GET.get("form", "")
    return Form(name) if name in Form.values else Form.BUDGET


@officer_view()
@require_safe
def matrix(request: HttpRequest, act: Act) -> HttpResponse:
    """Units x years of one form; every cell that is filled opens to its items."""
    form, years, units = _form(request), years_asked(request, act), units_in_sight(act)
    shown, after = portion(request, units)
    rows = fiscal.matrix(shown, form, years, act.today, working_calendar())
    return show(
        request, act, "desk/completeness/fiscal.html", tabs=TABS, forms=Form, form=form, years=years, rows=rows, after=after,
        is_first=not request.GET.get("after"), counts=Counter(cell.state for row in rows for cell in row.cells),
        states=fiscal.STATES, units=units, may=bool(act.roles & KEEPERS),
    )  # fmt: skip


@officer_view()
@require_safe
def matrix_file(request: HttpRequest, act: Act, ending: str) -> HttpResponse:
    """All forms, a line each cell: what a superior asks for."""
    years, units = years_asked(request, act), units_in_sight(act)
    lines = [
        (
            row.agency.name, form.label, str(year), cell.label_zh, _day(cell.approved_on), _day(cell.due.day if cell.due else None),
            _day(cell.items[0].published_on if cell.items else None), *_named(cell.items),
        )
        for form in Form
        for row in fiscal.matrix(units, form, years, act.today, working_calendar())
        for year, cell in zip(years, row.cells, strict=True)
    ]  # fmt: skip
    head = ("单位", "类别", "年度", "状态", "批复日期", "公开期限", "公开日期", "标题", "网址")
    return table_file(act, "预决算和“三公”经费公开情况", head, lines, ending, "fiscal")


@officer_view()
@require_POST
def approve(request: HttpRequest, act: Act) -> HttpResponse:
    """For one unit or many; those not in sight are not there."""
    form = given.text(request, "form")
    return given.done(
        request,
        lambda: record_approvals(
            act=act, agencies=[given.agency(act, code) for code in request.POST.getlist("agency")], form=form,
            year=given.whole(request, "year", "年度"), approved_on=given.day(request, "approved_on", "批复日期"),
            source=given.text(request, "source"),
        ),
        "批复日期已登记，公开期限随之计算。", f"{reverse('desk:completeness')}?form={form if form in Form.values else ''}",
    )  # fmt: skip


@officer_view()
@require_safe
def programmes(request: HttpRequest, act: Act) -> HttpResponse:
    years, units = years_asked(request, act), units_in_sight(act)
    rows = funds.matrix([unit.id for unit in units], years, act.today, working_calendar())
    return show(
        request, act, "desk/completeness/funds.html", tabs=TABS, years=years, rows=rows, states=funds.STATES, units=units,
        counts=Counter(cell.state for row in rows for cell in row.cells), may=bool(act.roles & KEEPERS),
    )  # fmt: skip


@officer_view()
@require_safe
def programmes_file(request: HttpRequest, act: Act, ending: str) -> HttpResponse:
    years = years_asked(request, act)
    lines = [
        (
            row.programme.name,
            row.programme.agency.name,
            row.programme.basis,
            str(year),
            cell.label_zh,
            *_named(cell.items),
        )
        for row in funds.matrix([unit.id for unit in units_in_sight(act)], years, act.today, working_calendar())
        for year, cell in zip(years, row.cells, strict=True)
        if cell.state != "none"
    ]
    head = ("项目", "负责单位", "依据", "年度", "状态", "标题", "网址")
    return table_file(act, "资金分配结果公开情况", head, lines, ending, "funds")


@officer_view()
@require_POST
def programme_new(request: HttpRequest, act: Act) -> HttpResponse:
    until = given.text(request, "until_year")
    return given.done(
        request,
        lambda: keep_programme(
            act=act, agency=given.agency(act, given.text(request, "agency")), name=given.text(request, "name"),
            since_year=given.whole(request, "since_year", "起始年度"),
            until_year=given.whole(request, "until_year", "终止年度") if until else None, basis=given.text(request, "basis"),
        ),
        "资金项目已登记。", reverse("desk:completeness-funds"),
    )  # fmt: skip


def _named(items: Sequence[Item | PublishedItem]) -> tuple[str, str]:
    """Titles and public addresses behind a cell."""
    addresses = (content_address(item.publication_id) for item in items if item.publication_id)
    return "；".join(item.title for item in items), " ".join(addresses)


def _day(day: object) -> str:
    return str(day) if day else ""
