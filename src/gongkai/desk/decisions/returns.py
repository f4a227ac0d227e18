"""Units that keep their rows to themselves: counts by kind and month with a stamped scan, accepted by a second person."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import agencies_written_for, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.annual_report.bindings import label_of
from gongkai.annual_report.models import Sheet
from gongkai.annual_report.selectors import monthly_returns_seen_by
from gongkai.annual_report.usecases.record_monthly_return import MONTHLY, record_monthly_return
from gongkai.audit.acts import Act
from gongkai.decisions.watch import silent
from gongkai.desk.entry import officer_view, show, tell_reasons

MONTHS = range(1, 13)
LABELS = dict(zip(MONTHLY, ("行政许可（件）", "行政处罚（件）", "行政强制（件）", "收费（万元）"), strict=True))


@officer_view()
def returns(request: HttpRequest, act: Act) -> HttpResponse:
    """What each unit has told by month, and the form for one month more, filled with what was told before."""
    year, agencies = _year(request, act), _agencies(act)
    if request.method == "POST":
        agency = _chosen(act, agencies, request.POST.get("agency", ""))
        if _handed_in(request, act, agency, year) is not None:
            messages.success(request, "已提交，由另一人确认后计入。")
            return HttpResponseRedirect(f"{reverse('desk:sheets')}?year={year}")
    told = {sheet.agency_id: sheet for sheet in monthly_returns_seen_by(act, year)}
    wanted = request.POST.get("agency", "") or request.GET.get("agency", "")
    chosen = next((one for one in agencies if one.code == wanted), agencies[0] if agencies else None)
    return show(
        request, act, "desk/decisions/returns.html", year=year, months=MONTHS, labels=LABELS, agencies=agencies,
        chosen=chosen, told=told.values(), values=_values(request, told.get(chosen.pk) if chosen else None),
        label_of=label_of, source=request.POST.get("source", ""),
        over=12 if year < act.today.year else act.today.month - 1,
    )  # fmt: skip


def _handed_in(request: HttpRequest, act: Act, agency: Agency, year: int) -> Sheet | None:
    """The sheet, or None with every reason told; what was typed stays in the form."""
    scan = request.FILES.get("scan")
    given: dict[str, Any] = {"scan_name": scan.name or "" if scan else "", "scan": scan.read() if scan else b""}
    months = {key: [request.POST.get(f"{key}.{month}", "") for month in MONTHS] for key in MONTHLY}
    try:
        return record_monthly_return(
            act=act, agency=agency, year=year, months=months, source=request.POST.get("source", ""), **given
        )
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        tell_reasons(request, refused)
        return None


def _values(request: HttpRequest, sheet: Sheet | None) -> dict[str, list[str]]:
    """What stands in the form: as typed, else as told before."""
    if request.method == "POST":
        return {key: [request.POST.get(f"{key}.{month}", "") for month in MONTHS] for key in MONTHLY}
    told = sheet.months if sheet else {}
    return {key: [*told.get(key, []), *[""] * 12][:12] for key in MONTHLY}


def _agencies(act: Act) -> tuple[Agency, ...]:
    """For whom this officer may hand in: a supervisor for the whole area, a drafter for the own agency."""
    if Role.SUPERVISOR in act.roles:
        return tuple(Agency.objects.filter(id__in=visible_agency_ids(act)).order_by("path"))
    return agencies_written_for(act) if Role.DRAFTER in act.roles else ()


def _chosen(act: Act, agencies: tuple[Agency, ...], code: str) -> Agency:
    """Raises NotFound for an agency that is not the officer's to see, NotAllowed for one seen but not written for."""
    found = Agency.objects.filter(pk__in=visible_agency_ids(act), code=code).first()
    if found is None:
        raise NotFound([Reason("agency", "请从列表中选择单位")])
    if found not in agencies:
        raise NotAllowed([Reason("agency", "按月填报由本单位拟稿人或主管部门办理")])
    return found


def _year(request: HttpRequest, act: Act) -> int:
    text = request.POST.get("year", "") or request.GET.get("year", "") or str(act.today.year)
    if not text.isdecimal() or not 2008 <= int(text[:5]) <= act.today.year:
        raise NotFound([Reason("year", f"年度应为2008至{act.today.year}")])
    return int(text)


def silent_units(act: Act, agency_ids: tuple[int, ...], month: date) -> list[tuple[int, datetime | None]]:
    """Units that sent no file in the month of that day and told it by no signed return either, with their last file."""
    told = {
        sheet.agency_id
        for sheet in monthly_returns_seen_by(act, month.year)
        if any(len(values) >= month.month for values in sheet.months.values())
    }
    return [(unit, last) for unit, last in silent(agency_ids, month, act.today) if unit not in told]
