"""公开期限: the traffic light per unit and limit, and the items behind each light."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.errors import NotFound
from gongkai.audit.acts import Act
from gongkai.completeness.limits import Cell, lights, records
from gongkai.desk import given
from gongkai.desk.completeness.frame import TABS, portion, table_file, units_in_sight
from gongkai.desk.entry import officer_view, show
from gongkai.law.limits import rows_of
from gongkai.law.publication_limits import PUBLICATION_LIMITS, Standing
from gongkai.law.reference import Ref

ROWS = 100


@officer_view()
@require_safe
def board(request: HttpRequest, act: Act) -> HttpResponse:
    year = given.year_asked(request, act)
    shown, after = portion(request, units_in_sight(act))
    cells = lights(shown, year, act.today, working_calendar())
    return show(
        request, act, "desk/completeness/limits.html", tabs=TABS, year=year, years=range(act.today.year, 2018, -1), units=shown,
        after=after, is_first=not request.GET.get("after"), cells=cells, rules=PUBLICATION_LIMITS, basis=_basis(), Standing=Standing,
        empty=Cell(),
    )  # fmt: skip


@officer_view()
@require_safe
def board_file(request: HttpRequest, act: Act, ending: str) -> HttpResponse:
    year, units = given.year_asked(request, act), units_in_sight(act)
    cells = lights(units, year, act.today, working_calendar())
    lines = [
        (unit.name, rule.label_zh, *(str(cell[one]) for one in Standing), str(cell.undated))
        for unit in units
        for rule in PUBLICATION_LIMITS
        if (cell := cells.get((unit.id, rule.limit))) is not None
    ]
    head = ("单位", "期限", *(one.label_zh for one in Standing), "未填形成日期")
    return table_file(act, f"{year}年主动公开期限执行情况", head, lines, ending, f"limits-{year}")


@officer_view()
@require_safe
def behind(request: HttpRequest, act: Act, code: str, limit: str) -> HttpResponse:
    """The items of a unit and limit; decisions open in their own watch."""
    rule = next((one for one in PUBLICATION_LIMITS if one.limit == limit and not one.ledger), None)
    if rule is None:
        raise NotFound([])
    agency, year = given.agency(act, code), given.year_asked(request, act)
    start = int(text) if (text := request.GET.get("from", "")).isdecimal() and len(text) < 6 else 0
    lines = records(agency, rule, year, act.today, working_calendar())
    return show(
        request, act, "desk/completeness/limit_records.html", agency=agency, rule=rule, year=year, start=start,
        lines=lines[start : start + ROWS], total=len(lines), following=start + ROWS if len(lines) > start + ROWS else None,
        basis=_basis()[rule.limit],
    )  # fmt: skip


def _basis() -> dict[str, str]:
    """The article of each limit now; a convention is called one and never looks like law."""
    found = {}
    for rule in PUBLICATION_LIMITS:
        basis = rows_of(rule.limit)[0].basis
        found[rule.limit] = basis.zh if isinstance(basis, Ref) else f"约定：{basis.reason}"
    return found
