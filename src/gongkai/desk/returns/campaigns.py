"""Campaigns: opened for a year; each unit's state at a glance; urging, accepting, links of published reports."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import agencies_written_for, agency_written_for, ids_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view, show
from gongkai.desk.returns import asked
from gongkai.numbering.keys import public_id
from gongkai.returns.models import Campaign
from gongkai.returns.selectors import campaign_seen_by, campaigns_seen_by, collected_by, collects, units_seen_by
from gongkai.returns.states import Standing, UnitState, standings
from gongkai.returns.usecases.decide_return import accept_returns
from gongkai.returns.usecases.open_campaign import add_unit, default_units, open_campaign
from gongkai.returns.usecases.take_in import take_in
from gongkai.returns.usecases.urge_units import urge_units

PAGE = 100
LATE = "LATE"


@officer_view()
@require_safe
def campaigns(request: HttpRequest, act: Act) -> HttpResponse:
    """The campaigns this officer collects for or has to report in."""
    rows = [
        (one, collects(act, one), standings(one, act.today, units_seen_by(act, one))[:3])
        for one in campaigns_seen_by(act)[:20]
    ]
    governments = [agency for agency in agencies_written_for(act) if agency.is_government]
    offered = [(agency, len(default_units(agency))) for agency in governments]
    return show(request, act, "desk/returns/campaigns.html", rows=rows, offered=offered, last_year=act.today.year - 1)


@officer_view(Role.SUPERVISOR)
@require_POST
def open_one(request: HttpRequest, act: Act) -> HttpResponse:
    agency = agency_written_for(act, request.POST.get("agency", ""), "请从列表中选择本级政府")
    made = asked.tried(
        request,
        lambda: open_campaign(
            act=act, government=agency, year=asked.year(request.POST.get("year", "")),
            unit_due=asked.day(request.POST.get("unit_due", "")), report_due=asked.day(request.POST.get("report_due", "")),
        ),
    )  # fmt: skip
    if made is None:
        return HttpResponseRedirect(reverse("desk:returns"))
    messages.success(request, f"已建立{made.year}年度填报任务，{made.units.count()} 个单位。")
    return HttpResponseRedirect(reverse("desk:campaign", args=[public_id(made.pk)]))


@officer_view()
@require_safe
def campaign(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The board: how many units are how far, then the units, a page of a hundred."""
    one = campaign_seen_by(act, asked.key(public))
    found = standings(one, act.today, units_seen_by(act, one))
    counts = Counter(standing.state for standing in found)
    chosen = request.GET.get("state", "")
    shown = [standing for standing in found if _is_chosen(standing, chosen)]
    start = max(0, int(request.GET["from"])) if request.GET.get("from", "").isdecimal() else 0
    return show(
        request, act, "desk/returns/campaign.html", campaign=one, may_collect=collects(act, one), states=UnitState, counts=counts,
        late=sum(standing.is_late for standing in found), chosen=chosen, total=len(found), shown=shown[start : start + PAGE],
        following=start + PAGE if len(shown) > start + PAGE else None, matching=len(shown),
        others=_others(act, one) if collects(act, one) else (), is_own=one.agency_id in ids_written_for(act),
    )  # fmt: skip


def _is_chosen(standing: Standing, chosen: str) -> bool:
    return not chosen or (standing.is_late if chosen == LATE else standing.state == chosen)


def _others(act: Act, campaign: Campaign) -> list[Agency]:
    """Agencies directly below that owe no return yet."""
    known = set(campaign.units.values_list("agency_id", flat=True))
    return [agency for agency in default_units(campaign.agency) if agency.pk not in known]


@officer_view(Role.SUPERVISOR)
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    """Urge or accept what was ticked; add a unit; take in a package."""
    one = collected_by(act, asked.key(public))
    if verb not in ("urge", "accept", "add", "take-in"):
        raise NotFound([])
    back = HttpResponseRedirect(reverse("desk:campaign", args=[public]))
    if verb == "urge":
        _urge(request, act, one)
    elif verb == "accept":
        _accept(request, act, one)
    elif verb == "add":
        agency = next((agency for agency in _others(act, one) if agency.code == request.POST.get("agency")), None)
        if agency is None:
            raise NotFound([Reason("agency", "请从列表中选择单位")])
        if asked.tried(request, lambda: add_unit(act=act, campaign=one, agency=agency)):
            messages.success(request, f"已增加填报单位：{agency.name}。")
    else:
        _take_in(request, act, one)
    return back


def _ticked(request: HttpRequest, act: Act, campaign: Campaign) -> list[Standing]:
    wanted = set(request.POST.getlist("unit"))
    return [one for one in standings(campaign, act.today) if public_id(one.unit.pk) in wanted]


def _urge(request: HttpRequest, act: Act, campaign: Campaign) -> None:
    """What was ticked, or with 全部 everybody who owes."""
    if "all" in request.POST:
        chosen = [one for one in standings(campaign, act.today) if one.owes]
    else:
        chosen = [one for one in _ticked(request, act, campaign) if one.owes]
    made = asked.tried(request, lambda: urge_units(act=act, campaign=campaign, units=[one.unit for one in chosen]))
    if made:
        sent = sum("、" in one.ways for one in made)
        messages.success(request, f"已催报 {len(made)} 个单位，其中 {sent} 个另发消息；其余单位在工作台待办中可见。")


def _accept(request: HttpRequest, act: Act, campaign: Campaign) -> None:
    waiting = [
        one.sheet.pk for one in _ticked(request, act, campaign) if one.sheet and one.state == UnitState.SUBMITTED
    ]
    if not waiting:
        messages.error(request, "请勾选状态为“已报送”的单位。")
        return
    accepted, refused = accept_returns(act=act, sheet_ids=waiting)
    if accepted:
        messages.success(request, f"已接收 {len(accepted)} 个单位的报送，自现在起计入汇总。")
    for reason in refused:
        messages.error(request, str(reason))


def _take_in(request: HttpRequest, act: Act, campaign: Campaign) -> None:
    file = asked.uploaded(request, "package")
    if file is None:
        messages.error(request, "请选择报送包（ZIP）。")
        return
    made = asked.tried(request, lambda: take_in(act=act, campaign=campaign, name=file[0], content=file[1]))
    if made is not None:
        checked = len(made.checks)
        messages.success(
            request, f"{made.sheet.agency.name}的报送包已接收，{checked} 项核验全部通过，由另一人确认后计入。"
        )


@officer_view()
@require_safe
def links(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """Where each unit's own report was published."""
    one = campaign_seen_by(act, asked.key(public))
    units = units_seen_by(act, one)
    linked = sum(bool(unit.report_url) for unit in units)
    return show(request, act, "desk/returns/links.html", campaign=one, units=units, linked=linked)


@officer_view()
@require_safe
def links_csv(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The list as a file; a leading sign that a workbook would take for a formula is quoted."""
    one = campaign_seen_by(act, asked.key(public))
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["单位", "年报网址", "发布日期", "是否按期（1月31日前）"])
    for unit in units_seen_by(act, one):
        day = unit.report_published_on
        in_time = "" if day is None else "是" if day <= one.unit_due else "否"
        writer.writerow([unit.agency.name, unit.report_url, day.isoformat() if day else "", in_time])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="links-{one.year}.csv"'
    return answer
