"""What the rules find: the board, the guard of columns, one finding with its evidence and its order."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotFound, Reason, Refused
from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk import given
from gongkai.desk.entry import officer_view, show
from gongkai.inspection.guard import columns_guarded
from gongkai.inspection.models import Level
from gongkai.inspection.rules import RULES, Scope, rule_of
from gongkai.inspection.selectors import (
    finding_for,
    findings_for,
    is_unqualified,
    latest_run,
    open_orders_for,
    points_lost,
    snapshots_of,
)
from gongkai.inspection.usecases.rectify import confirm_rectified, order_rectification, report_rectified, return_report
from gongkai.inspection.usecases.run_inspection import run_inspection
from gongkai.numbering.keys import public_id

SHOWN = 200


@officer_view()
@require_safe
def board(request: HttpRequest, act: Act) -> HttpResponse:
    """Open findings by rule, problems first; a unit sees its own, a supervisor the area."""
    scope, rule = request.GET.get("scope", ""), request.GET.get("rule", "")
    rows = findings_for(act)
    counts: dict[str, dict[str, int]] = {}
    for one, level in rows.values_list("rule", "level"):
        counts.setdefault(one, {"WARNING": 0, "VIOLATION": 0})[level] += 1
    if scope in set(Scope):
        rows = rows.filter(scope=scope)
    if rule_of(rule):
        rows = rows.filter(rule=rule)
    found = list(rows[: SHOWN + 1])
    run = latest_run(act)
    site = run.agency if run else None
    return show(
        request, act, "desk/inspection/board.html", findings=found[:SHOWN], more=len(found) > SHOWN, counts=counts,
        rules=RULES, rule_of=rule_of, scopes=Scope, scope=scope, rule=rule, run=run, Level=Level, site=site,
        unqualified=is_unqualified(site) if site else False, points=points_lost(site) if site else 0,
        may_run=Role.SUPERVISOR in act.roles,
    )  # fmt: skip


@officer_view(Role.SUPERVISOR)
@require_POST
def run(request: HttpRequest, act: Act) -> HttpResponse:
    return given.done(
        request, lambda: run_inspection(act=act, government=government_of(act)), "检查完成，结果如下。",
        reverse("desk:inspection"),
    )  # fmt: skip


def government_of(act: Act) -> Agency:
    """The government whose area this supervisor inspects."""
    own = Agency.objects.select_related("supervises").get(pk=act.agency_id or 0)
    government = own.supervises or (own if own.is_government else None)
    if government is None:
        raise Refused([Reason("agency", f"{own.name}不是政府信息公开工作主管部门，不能组织检查")])
    return government


@officer_view()
@require_safe
def columns(request: HttpRequest, act: Act) -> HttpResponse:
    """Every column with its window, its last update and how near it is to being late."""
    run_before = latest_run(act)
    government = run_before.agency if run_before else Agency.objects.order_by("path").first()
    rows = columns_guarded(government, act.today) if government else []
    return show(request, act, "desk/inspection/columns.html", rows=rows, government=government)


@officer_view()
@require_safe
def finding(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    found = finding_for(act, given.key(public))
    orders = list(found.orders.order_by("issued_on", "id"))
    return show(
        request, act, "desk/inspection/finding.html", finding=found, rule=rule_of(found.rule), orders=orders,
        snapshots=list(snapshots_of(found)), Level=Level, is_supervisor=Role.SUPERVISOR in act.roles,
        is_unit=found.agency_id in (act.agency_id, *act.works_for)
        and bool(act.roles & {Role.OFFICE_HEAD, Role.DRAFTER, Role.PUBLISHER}),
        has_open=any(order.confirmed_on is None for order in orders),
    )  # fmt: skip


@officer_view()
@require_POST
def order(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    found = finding_for(act, given.key(public))
    return given.done(
        request,
        lambda: order_rectification(
            act=act, finding_id=found.pk, demand=given.text(request, "demand"), due_on=given.day(request, "due_on", "整改期限")
        ),
        "已发出整改通知。", reverse("desk:finding", args=[public]),
    )  # fmt: skip


@officer_view()
@require_safe
def orders(request: HttpRequest, act: Act) -> HttpResponse:
    return show(request, act, "desk/inspection/orders.html", orders=list(open_orders_for(act)[:SHOWN]), rule_of=rule_of)


@officer_view()
@require_POST
def order_act(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    """Report, confirm or return; back to the finding."""
    key = given.key(public)
    found = open_orders_for(act).filter(pk=key).first()
    calls: dict[str, tuple[Callable[[], object], str]] = {
        "report": (
            lambda: report_rectified(act=act, order_id=key, report=given.text(request, "report")),
            "已报告整改情况，等待主管部门确认。",
        ),
        "confirm": (lambda: confirm_rectified(act=act, order_id=key), "已确认整改。"),
        "return": (
            lambda: return_report(act=act, order_id=key, because=given.text(request, "because")),
            "已退回，期限不变。",
        ),
    }  # fmt: skip
    if found is None or verb not in calls:
        raise NotFound([])
    call, says = calls[verb]
    return given.done(request, call, says, reverse("desk:finding", args=[public_id(found.finding_id)]))
