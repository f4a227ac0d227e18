"""What waits of returns: a form to fill in, one to hand in, returns to accept, units that are late (REG 49: 31 January, 31 March)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from gongkai.audit.acts import Act
from gongkai.desk.todo import Task
from gongkai.numbering.keys import public_id
from gongkai.returns.models import Campaign
from gongkai.returns.selectors import campaigns_seen_by, collects, units_seen_by
from gongkai.returns.states import Standing, UnitState, standings
from gongkai.returns.usecases.fill_return import FILLERS
from gongkai.returns.usecases.submit_return import SUBMITTERS

ENTRY, WHY = "desk:returns", "《条例》第四十九条"
RECENT = timedelta(days=500)


def tasks(act: Act) -> Iterator[Task]:
    """Only campaigns of the last year and a half."""
    for campaign in campaigns_seen_by(act).filter(unit_due__gte=act.today - RECENT)[:4]:
        if collects(act, campaign):
            yield from _to_collect(act, campaign)
        for one in standings(
            campaign, act.today, [unit for unit in units_seen_by(act, campaign) if _is_own(act, unit.agency_id)]
        ):
            yield from _own(act, campaign, one)


def _is_own(act: Act, agency_id: int) -> bool:
    return agency_id == act.agency_id or agency_id in act.works_for


def _own(act: Act, campaign: Campaign, one: Standing) -> Iterator[Task]:
    address = reverse("desk:return", args=[public_id(one.unit.pk)])
    title = f"{campaign.agency.short_name}{campaign.year}年度报告数据" + (
        f"（已催报 {one.urged} 次）" if one.urged else ""
    )
    if one.state == UnitState.READY and act.roles.intersection(SUBMITTERS):
        if one.draft is not None and act.actor_id not in one.draft.writers:
            yield Task(ENTRY, title, "核对后报送", address, due=campaign.unit_due, why=WHY)
    elif one.state in (UnitState.NOT_BEGUN, UnitState.FILLING, UnitState.SENT_BACK) and act.roles.intersection(FILLERS):
        what = "按退回意见修改" if one.state == UnitState.SENT_BACK else "填报（没有发生的可零报告）"
        yield Task(ENTRY, title, what, address, due=campaign.unit_due, why=WHY)


def _to_collect(act: Act, campaign: Campaign) -> Iterator[Task]:
    found = standings(campaign, act.today)
    address = reverse("desk:campaign", args=[public_id(campaign.pk)])
    waiting = sum(one.state == UnitState.SUBMITTED for one in found)
    late = sum(one.owes and one.is_late for one in found)
    if waiting:
        title = f"{campaign.year}年度：{waiting} 个单位已报送"
        yield Task(ENTRY, title, "接收或者退回", f"{address}?state=SUBMITTED", due=campaign.report_due, why=WHY)
    if late:
        title = f"{campaign.year}年度：{late} 个单位逾期未报"
        yield Task(ENTRY, title, "催报", f"{address}?state=LATE", due=campaign.report_due, why=WHY)
