"""Reports sent to the government above: packages made and taken along, notes that came back."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.rights import ids_written_for
from gongkai.agencies.roles import Role
from gongkai.annual_report.models import ReportState, Scope
from gongkai.annual_report.selectors import report_seen_by, reports_seen_by
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view, show
from gongkai.desk.returns import asked
from gongkai.files.store import read
from gongkai.returns.selectors import dispatches_seen_by
from gongkai.returns.usecases.send_up import SENDERS, hand_up, make_package, unit_above
from gongkai.returns.usecases.take_notes import take_notes

READY = (ReportState.APPROVED, ReportState.PUBLISHED, ReportState.CORRECTED)


@officer_view()
@require_safe
def sent(request: HttpRequest, act: Act) -> HttpResponse:
    """Approved reports of the own government, packages made of them, notes that came back."""
    own = reports_seen_by(act).filter(agency_id__in=ids_written_for(act), scope=Scope.AREA, state__in=READY)
    reports = [(report, unit_above(report.agency, report.year)) for report in own[:10]]
    may_send = bool(act.roles.intersection(SENDERS))
    return show(
        request,
        act,
        "desk/returns/sent.html",
        reports=reports,
        dispatches=dispatches_seen_by(act)[:50],
        may_send=may_send,
    )


@officer_view(*SENDERS)
@require_POST
def make(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    report = report_seen_by(act, asked.key(public))
    made = asked.tried(request, lambda: make_package(act=act, report_id=report.pk))
    if made is not None:
        messages.success(request, f"已生成第 {made.number} 次报送包，请下载后报送上级。")
    return HttpResponseRedirect(reverse("desk:returns-sent"))


@officer_view(*SENDERS)
@require_POST
def up(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """Where the government above works in this installation, nothing has to be carried."""
    report = report_seen_by(act, asked.key(public))
    unit = unit_above(report.agency, report.year)
    if unit is None:
        messages.error(request, "上级没有在本系统建立该年度的填报任务；请生成报送包。")
    elif asked.tried(request, lambda: hand_up(act=act, report_id=report.pk, unit=unit)) is not None:
        messages.success(request, f"已报送{unit.campaign.agency.name}。")
    return HttpResponseRedirect(reverse("desk:returns-sent"))


@officer_view()
@require_safe
def package(request: HttpRequest, act: Act, public: str) -> FileResponse:
    found = dispatches_seen_by(act).filter(pk=asked.key(public)).first()
    if found is None:
        raise NotFound([Reason("package", "没有这个报送包")])
    name = found.package.name
    return FileResponse(BytesIO(read(found.package)), content_type="application/zip", filename=name, as_attachment=True)


@officer_view(Role.DRAFTER, *SENDERS)
@require_POST
def notes(request: HttpRequest, act: Act) -> HttpResponse:
    file = asked.uploaded(request, "file")
    if file is None:
        messages.error(request, "请选择上级退回的意见文件（JSON）。")
    else:
        made = asked.tried(request, lambda: take_notes(act=act, name=file[0], content=file[1]))
        if made is not None:
            messages.success(request, f"已读入第 {made.number} 次报送包的 {len(made.notes)} 条退回意见。")
    return HttpResponseRedirect(reverse("desk:returns-sent"))
