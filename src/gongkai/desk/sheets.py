"""Returns and opening balances on the desk: hand in, accept, send back, withdraw, settle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import agencies_written_for, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.annual_report.bindings import label_of, unit_of
from gongkai.annual_report.models import Sheet, SheetKind, SheetState
from gongkai.annual_report.openings import STOCKS
from gongkai.annual_report.selectors import sheet_seen_by, sheets_seen_by
from gongkai.annual_report.sheets import RETURNABLE
from gongkai.annual_report.usecases.decide_sheet import REVIEWERS, accept_sheet, send_back_sheet, withdraw_sheet
from gongkai.annual_report.usecases.enter_opening import enter_opening, settle_opening
from gongkai.annual_report.usecases.record_return import record_return
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view, show, tell_reasons
from gongkai.files.store import read
from gongkai.numbering.keys import key_of

BLOCKS = (
    ("table2.", "二、主动公开政府信息情况"),
    ("table3.", "三、收到和处理政府信息公开申请情况"),
    ("table4.", "四、行政复议、行政诉讼情况"),
)


@dataclass(frozen=True, slots=True)
class Field:
    """One number to fill in: its cell, label, unit, and what was typed."""

    key: str
    label: str
    unit: str
    value: str = ""


@officer_view()
@require_safe
def sheets(request: HttpRequest, act: Act) -> HttpResponse:
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else act.today.year - 1
    rows = [(sheet, may_decide(act, sheet), waits_for(act, sheet)) for sheet in sheets_seen_by(act, year)]
    return show(request, act, "desk/sheets.html", rows=rows, year=year, label_of=label_of, unit_of=unit_of)


def may_decide(act: Act, sheet: Sheet) -> bool:
    """Whether this officer decides it: a return the competent authority, an opening also the agency's own reviewers."""
    if sheet.recorded_by == act.actor_id:
        return False
    if Role.SUPERVISOR in act.roles:
        return True
    is_own = sheet.agency_id == act.agency_id or sheet.agency_id in act.works_for
    return sheet.kind != SheetKind.RETURN and is_own and bool(act.roles.intersection(REVIEWERS))


def waits_for(act: Act, sheet: Sheet) -> str:
    """Who has to act now, for an officer who does not; empty where this officer may."""
    if sheet.state != SheetState.HANDED_IN or may_decide(act, sheet):
        return ""
    who = "主管部门" if sheet.kind == SheetKind.RETURN else "主管部门，或者本单位初审、复审、签发人"
    return f"等待{who}确认" + ("（填报人不能确认自己填报的表）" if sheet.recorded_by == act.actor_id else "")


@officer_view(Role.DRAFTER, Role.SUPERVISOR)
def hand_in_return(request: HttpRequest, act: Act) -> HttpResponse:
    """A unit's return: numbers, source and the stamped scan; a table without anything is returned as zero with one tick."""
    agencies = _returnable_agencies(act)
    fields = [_field(request, key) for key in RETURNABLE]
    if request.method == "POST":
        scan = request.FILES.get("scan")
        given: dict[str, Any] = {
            "agency": _chosen(agencies, request), "year": _year(request), "source": request.POST.get("source", ""),
            "values": {field.key: field.value for field in fields}, "zero_blocks": request.POST.getlist("zero"),
            "scan_name": scan.name or "" if scan else "", "scan": scan.read() if scan else b"",
        }  # fmt: skip
        if (sheet := _tried(request, lambda: record_return(act=act, **given))) is not None:
            return _handed_in(request, sheet)
    groups = [(name, block, [field for field in fields if field.key.startswith(block)]) for block, name in BLOCKS]
    groups.append(
        ("其他", "", [field for field in fields if not field.key.startswith(tuple(block for block, _ in BLOCKS))])
    )
    return show(
        request,
        act,
        "desk/return.html",
        agencies=agencies,
        groups=groups,
        given=request.POST,
        last_year=act.today.year - 1,
    )


@officer_view(Role.DRAFTER)
def hand_in_opening(request: HttpRequest, act: Act) -> HttpResponse:
    """What there was at the start of a year and is kept in no record here."""
    agencies = agencies_written_for(act)
    fields = [_field(request, key) for key in STOCKS]
    if request.method == "POST":
        scan = request.FILES.get("scan")
        given: dict[str, Any] = {
            "agency": _chosen(agencies, request), "year": _year(request), "source": request.POST.get("source", ""),
            "values": {field.key: field.value for field in fields},
            "scan_name": scan.name or "" if scan else "", "scan": scan.read() if scan else None,
        }  # fmt: skip
        if (sheet := _tried(request, lambda: enter_opening(act=act, **given))) is not None:
            return _handed_in(request, sheet)
    return show(
        request,
        act,
        "desk/opening.html",
        agencies=agencies,
        fields=fields,
        given=request.POST,
        this_year=act.today.year,
    )


@officer_view(Role.DRAFTER)
def hand_in_settlement(request: HttpRequest, act: Act) -> HttpResponse:
    """Something of an opening balance ended: a carried-in request answered, a document repealed, a case decided."""
    agencies, stock = agencies_written_for(act), request.POST.get("stock", request.GET.get("stock", ""))
    if request.method == "POST" and "into" in request.POST:
        count = request.POST.get("count", "1")
        given: dict[str, Any] = {
            "agency": _chosen(agencies, request), "stock": stock, "into": request.POST["into"], "on": _day(request),
            "source": request.POST.get("source", ""), "count": int(count) if count.isdecimal() else 0,
        }  # fmt: skip
        if (sheet := _tried(request, lambda: settle_opening(act=act, **given))) is not None:
            return _handed_in(request, sheet)
    outlets = [(key, label_of(key)) for key in STOCKS[stock].outlets] if stock in STOCKS else []
    stocks = [(key, label_of(key)) for key in STOCKS]
    return show(
        request,
        act,
        "desk/settlement.html",
        agencies=agencies,
        stocks=stocks,
        stock=stock,
        outlets=outlets,
        given=request.POST,
    )


@officer_view()
@require_safe
def scan(request: HttpRequest, act: Act, public: str) -> FileResponse:
    """The stamped scan of a sheet of an agency this officer may see."""
    try:
        sheet = sheet_seen_by(act, key_of(public))
    except ValueError as error:
        raise NotFound([]) from error
    if sheet.scan is None:
        raise NotFound([])
    return FileResponse(BytesIO(read(sheet.scan)), content_type=sheet.scan.media_type, filename=sheet.scan.name)


@officer_view()
@require_POST
def decide(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    """Accept, send back or withdraw a sheet."""
    try:
        key = key_of(public)
    except ValueError as error:
        raise NotFound([]) from error
    reason = request.POST.get("reason", "").strip()
    calls = {
        "accept": ("已确认，自现在起计入。", lambda: accept_sheet(act=act, sheet_id=key)),
        "send-back": ("已退回修改。", lambda: send_back_sheet(act=act, sheet_id=key, reason=reason)),
        "withdraw": ("已撤回。", lambda: withdraw_sheet(act=act, sheet_id=key, reason=reason)),
    }
    if verb not in calls:
        raise NotFound([])
    text, call = calls[verb]
    if _tried(request, call) is not None:
        messages.success(request, text)
    year = request.POST.get("year", "")
    back = f"?year={year}" if year.isdecimal() else ""
    return HttpResponseRedirect(reverse("desk:sheets") + back)


def _tried(request: HttpRequest, call: Callable[[], Sheet]) -> Sheet | None:
    """The sheet, or None with every reason told."""
    try:
        return call()
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        tell_reasons(request, refused)
        return None


def _handed_in(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    messages.success(request, "已提交，由另一人确认后计入。")
    return HttpResponseRedirect(f"{reverse('desk:sheets')}?year={sheet.year}")


def _field(request: HttpRequest, key: str) -> Field:
    """A label that names its unit (本年收费金额（单位：万元）) does not name it twice."""
    label, unit = label_of(key), unit_of(key)
    return Field(key, label if "单位：" in label else f"{label}（{unit}）", unit, request.POST.get(key, ""))


def _returnable_agencies(act: Act) -> tuple[Agency, ...]:
    if Role.SUPERVISOR in act.roles:
        return tuple(Agency.objects.filter(id__in=visible_agency_ids(act)).order_by("path"))
    return agencies_written_for(act)


def _chosen(agencies: tuple[Agency, ...], request: HttpRequest) -> Agency:
    found = next((agency for agency in agencies if agency.code == request.POST.get("agency")), None)
    if found is None:
        raise NotFound([Reason("agency", "请从列表中选择单位")])
    return found


def _year(request: HttpRequest) -> int:
    text = request.POST.get("year", "").strip()
    return int(text) if text.isdecimal() and len(text) <= 6 else 0


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.POST.get("on", ""))
    except ValueError:
        return date.max
