"""What waits of the annual report: a step of a report, a sheet to decide. Limits: REG 49, 50 (31 January, 31 March)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from gongkai.agencies.roles import Role
from gongkai.annual_report.models import ReportState, SheetKind, SheetState
from gongkai.annual_report.selectors import reports_seen_by, sheets_seen_by
from gongkai.audit.acts import Act
from gongkai.desk.sheets import may_decide
from gongkai.desk.todo import Task
from gongkai.numbering.keys import public_id
from gongkai.returns.models import CampaignUnit

# What a state of a report asks of which role.
_WAITS_FOR: dict[str, tuple[Role, str]] = {
    ReportState.COLLECTING: (Role.DRAFTER, "撰写正文、核对数据"),
    ReportState.DRAFTED: (Role.FIRST_REVIEWER, "审核"),
    ReportState.CHECKED: (Role.APPROVER, "签发"),
    ReportState.APPROVED: (Role.PUBLISHER, "发布"),
}


def tasks(act: Act) -> Iterator[Task]:
    for report in reports_seen_by(act)[:20]:
        role, what = _WAITS_FOR.get(report.state, (None, ""))
        if role in act.roles or (role == Role.FIRST_REVIEWER and Role.SECOND_REVIEWER in act.roles):
            month = 3 if report.agency.is_government else 1
            yield Task(
                "desk:reports", report.title, what, reverse("desk:report", args=[public_id(report.id)]),
                due=date(report.year + 1, month, 31), why="《条例》第四十九条、第五十条",
            )  # fmt: skip
    year = act.today.year - 1
    in_campaigns = set(CampaignUnit.objects.filter(campaign__year=year).values_list("agency_id", flat=True))
    for sheet in sheets_seen_by(act, year).filter(state=SheetState.HANDED_IN):
        of_campaign = sheet.kind == SheetKind.RETURN and not sheet.months and sheet.agency_id in in_campaigns
        if may_decide(act, sheet) and not of_campaign:  # those of a campaign wait together on its board
            what = f"{sheet.agency.short_name}{sheet.get_kind_display()}待确认"
            yield Task("desk:sheets", what, "确认或退回", f"{reverse('desk:sheets')}?year={sheet.year}")
