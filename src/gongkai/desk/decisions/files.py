"""What leaves the ledgers: the weekly file to the province with its late and refused rows, and the yearly totals."""

from __future__ import annotations

import csv
import io

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import agencies_written_for, agency_written_for, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.annual_report.assess import ENFORCEMENT
from gongkai.annual_report.compute import Report, compute, default_scope
from gongkai.annual_report.models import AnnualReport
from gongkai.annual_report.usecases.name_figure import name_figure
from gongkai.audit.acts import Act
from gongkai.decisions.lines import line
from gongkai.decisions.province.template import templates
from gongkai.decisions.seen import sent_by, sent_of
from gongkai.decisions.sending import late_among, refused_in, span_of, text_of, withdrawn_in
from gongkai.decisions.usecases.make_send_out import make_send_out
from gongkai.desk.decisions.ledgers import WRITERS, key_in, kind_in
from gongkai.desk.entry import officer_view, show, tell_reasons
from gongkai.law.annual_report.table_identities import ENFORCEMENT_CELLS
from gongkai.law.single_limit import single_limit
from gongkai.numbering.keys import public_id

SHOWN = 200


@officer_view()
@require_safe
def files(request: HttpRequest, act: Act) -> HttpResponse:
    may_write = bool(act.roles.intersection(WRITERS))
    return show(
        request, act, "desk/decisions/files.html", sent=sent_by(act)[:50], templates=templates(),
        agencies=agencies_written_for(act) if may_write else (),
    )  # fmt: skip


@officer_view(*WRITERS)
@require_POST
def make(request: HttpRequest, act: Act) -> HttpResponse:
    agency = agency_written_for(act, request.POST.get("agency", ""))
    try:
        sent = make_send_out(
            act=act, agency=agency, kind=kind_in(request.POST.get("kind", "")), template=request.POST.get("template", ""),
            calendar=working_calendar(),
        )  # fmt: skip
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        tell_reasons(request, refused)
        return HttpResponseRedirect(reverse("desk:decision-files"))
    return HttpResponseRedirect(reverse("desk:decision-file", args=[public_id(sent.pk)]))


@officer_view()
@require_safe
def file(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """What the file holds, which of its rows were late, what was refused or withdrawn meanwhile."""
    sent = sent_of(act, key_in(public))
    span = span_of(sent)
    late = [line(row) for _, row in zip(range(SHOWN), late_among(span, working_calendar()), strict=False)]
    return show(
        request, act, "desk/decisions/file.html", sent=sent, late=late, refused=refused_in(span)[:SHOWN],
        withdrawn=withdrawn_in(span)[:SHOWN], shown=SHOWN, may_write=bool(act.roles.intersection(WRITERS)),
    )  # fmt: skip


@officer_view(*WRITERS)
@require_safe
def take(request: HttpRequest, act: Act, public: str) -> HttpResponseBase:
    """The file itself, streamed; the same bytes each time."""
    sent = sent_of(act, key_in(public))
    known = templates().get(sent.template)
    if known is None:
        raise NotFound([Reason("template", f"报送模板“{sent.template}”已不在系统中")])
    answer = StreamingHttpResponse(text_of(span_of(sent), known), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{sent.kind}-{sent.until:%Y%m%d}-{public}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


@officer_view()
@require_safe
def totals(request: HttpRequest, act: Act) -> HttpResponse:
    """Last year's enforcement totals (国办发〔2018〕118号), equal to table 2, to be published by 31 January."""
    report, agencies = _totals(request, act)
    rows = [(cell, report.figures[cell]) for cell in ENFORCEMENT_CELLS]
    annual = AnnualReport.objects.filter(agency=report.agency, year=report.year, scope=report.scope).first()
    is_own = report.agency.pk in (act.agency_id, *act.works_for)
    return show(
        request, act, "desk/decisions/totals.html", report=report, rows=rows, agencies=agencies, units=_by_unit(report),
        due=single_limit("enforcement_totals", report.as_of.replace(year=report.year, month=1, day=1), working_calendar()),
        annual=annual, may_enter=annual is not None and is_own and Role.DRAFTER in act.roles,
    )  # fmt: skip


@officer_view()
@require_safe
def totals_csv(request: HttpRequest, act: Act) -> HttpResponse:
    report, _ = _totals(request, act)
    buffer = io.StringIO(newline="")
    out = csv.writer(buffer)
    out.writerow(["单位", *(report.figures[cell].label_zh for cell in ENFORCEMENT_CELLS)])
    for name, values in _by_unit(report):
        out.writerow([name, *values])
    out.writerow(["合计", *(report.figures[cell].value for cell in ENFORCEMENT_CELLS)])
    answer = HttpResponse("\ufeff" + buffer.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="enforcement-{report.agency.code}-{report.year}.csv"'
    return answer


@officer_view(Role.DRAFTER)
@require_POST
def enter_totals(request: HttpRequest, act: Act) -> HttpResponse:
    """Enter the published totals into the annual report, where identity X-4 holds them against table 2."""
    agency, year = agency_written_for(act, request.POST.get("agency", "")), request.POST.get("year", "")
    number = int(year) if year.isdecimal() and len(year) == 4 else 0
    annual = AnnualReport.objects.filter(agency=agency, year=number, scope=default_scope(agency)).first()
    if annual is None:
        messages.error(request, "该年度的年度报告还没有建立，请先在“年度报告”中建立。")
        return HttpResponseRedirect(reverse("desk:decision-totals"))
    try:
        report = compute(agency, annual.year, annual.scope, today=act.today)
        for cell in ENFORCEMENT_CELLS:
            name_figure(
                act=act, report_id=annual.id, key=f"{ENFORCEMENT}{cell}", value=report.figures[cell].value or 0,
                source=f"{annual.year}年度行政执法总体情况（截至{report.as_of.isoformat()}）",
            )  # fmt: skip
    except NotAllowed:
        raise
    except Refused as refused:
        tell_reasons(request, refused)
        return HttpResponseRedirect(f"{reverse('desk:decision-totals')}?agency={agency.code}&year={annual.year}")
    messages.success(request, "已填入年度报告，勾稽关系X-4据此核对。")
    return HttpResponseRedirect(reverse("desk:report-identities", args=[public_id(annual.id)]))


def _totals(request: HttpRequest, act: Act) -> tuple[Report, tuple[Agency, ...]]:
    """Of the chosen agency (the government whose area one sees, else the own one) and year. Raises NotFound."""
    agencies = tuple(Agency.objects.filter(pk__in=visible_agency_ids(act)).order_by("path"))
    code, year = request.GET.get("agency", ""), request.GET.get("year", "") or str(act.today.year - 1)
    chosen = next((one for one in agencies if one.code == code), None) if code else (agencies[0] if agencies else None)
    if chosen is None or not year.isdecimal() or len(year) != 4:
        raise NotFound([Reason("agency", "请从列表中选择单位和年度")])
    try:
        return compute(chosen, int(year), default_scope(chosen), today=act.today), agencies
    except Refused as refused:
        raise NotFound(refused.reasons) from refused


def _by_unit(report: Report) -> list[tuple[str, list[int]]]:
    """What each unit contributes, by records or by its signed return; units without anything are left out."""
    found: dict[int, list[int]] = {}
    for place, cell in enumerate(ENFORCEMENT_CELLS):
        for part in report.figures[cell].parts:
            if part.counted and part.value:
                found.setdefault(part.agency_id, [0] * len(ENFORCEMENT_CELLS))[place] += int(part.value)
    names = dict(Agency.objects.filter(pk__in=found).order_by("path").values_list("pk", "name"))
    return [(name, found[key]) for key, name in names.items()]
