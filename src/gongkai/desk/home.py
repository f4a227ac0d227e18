"""The first page: who I am here, what waits for me, and where things are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.agencies.roles import Role
from gongkai.annual_report.models import ReportState, SheetState
from gongkai.annual_report.selectors import reports_seen_by, sheets_seen_by
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view, show
from gongkai.desk.sheets import may_decide

# What a state of a report asks of which role.
_WAITS_FOR: dict[str, tuple[Role, str]] = {
    ReportState.COLLECTING: (Role.DRAFTER, "撰写正文、核对数据"),
    ReportState.DRAFTED: (Role.FIRST_REVIEWER, "审核"),
    ReportState.CHECKED: (Role.APPROVER, "签发"),
    ReportState.APPROVED: (Role.PUBLISHER, "发布"),
}


@officer_view()
@require_safe
def home(request: HttpRequest, act: Act) -> HttpResponse:
    reports = list(reports_seen_by(act)[:20])
    mine = [
        (report, what)
        for report in reports
        for role, what in [_WAITS_FOR.get(report.state, (None, ""))]
        if role in act.roles or (role == Role.FIRST_REVIEWER and Role.SECOND_REVIEWER in act.roles)
    ]
    handed_in = sheets_seen_by(act, act.today.year - 1).filter(state=SheetState.HANDED_IN)
    sheets = [sheet for sheet in handed_in if may_decide(act, sheet)]
    labels = [Role(role).label for role in sorted(act.roles)]
    return show(
        request, act, "desk/home.html", mine=mine, reports=reports[:5], waiting_sheets=len(sheets), roles=labels
    )
