"""A submitted return seen by whoever decides it: the form, what changed since the last one, notes on cells; accepted or sent back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.roles import Role
from gongkai.annual_report.bindings import label_of
from gongkai.annual_report.models import Sheet, SheetKind, SheetState
from gongkai.annual_report.selectors import sheet_seen_by
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view, show
from gongkai.desk.returns import asked
from gongkai.desk.returns.fill import HEADINGS, fields_of, notes_for
from gongkai.law.annual_report.layout import LAYOUT
from gongkai.numbering.keys import public_id
from gongkai.returns.changes import since_last
from gongkai.returns.form import differing, fill_in, system_report
from gongkai.returns.models import CampaignUnit, Intake
from gongkai.returns.notes import notes_file
from gongkai.returns.selectors import collects
from gongkai.returns.usecases.decide_return import accept_returns, send_back_return


def return_seen_by(act: Act, public: str) -> tuple[Sheet, CampaignUnit]:
    """A return of this officer's unit or of one collected from. Raises NotFound."""
    sheet = sheet_seen_by(act, asked.key(public))
    rows = CampaignUnit.objects.filter(agency_id=sheet.agency_id, campaign__year=sheet.year)
    unit = rows.select_related("agency", "campaign__agency").first()
    if unit is None or sheet.kind != SheetKind.RETURN:
        raise NotFound([Reason("sheet", "没有这张填报表")])
    return sheet, unit


@officer_view()
@require_safe
def sheet(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    one, unit = return_seen_by(act, public)
    filled = fill_in(
        {key: value for key, value in one.values.items() if key.startswith("table")}, {}, system_report(unit, act.today)
    )
    notes = notes_for(one.pk)
    intake = Intake.objects.filter(sheet=one).first()
    decides = collects(act, unit.campaign) and one.state == SheetState.HANDED_IN
    return show(
        request, act, "desk/returns/sheet.html", sheet=one, unit=unit, campaign=unit.campaign, filled=filled,
        cells=fields_of(filled, {}, notes, {}), layout=LAYOUT, headings=HEADINGS, notes=notes, changed=since_last(one),
        differences=[(label_of(key), *pair) for key, pair in differing(filled.values, filled.system).items()],
        intake=intake, decides=decides and act.actor_id not in (one.recorded_by, one.prepared_by),
        is_own_hand=decides and act.actor_id in (one.recorded_by, one.prepared_by), label_of=label_of,
    )  # fmt: skip


@officer_view(Role.SUPERVISOR)
@require_POST
def decide(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    one, unit = return_seen_by(act, public)
    if verb not in ("accept", "send-back") or not collects(act, unit.campaign):
        raise NotFound([])
    if verb == "accept":
        accepted, refused = accept_returns(act=act, sheet_ids=[one.pk])
        for reason in refused:
            messages.error(request, str(reason))
        if accepted:
            messages.success(request, f"已接收{unit.agency.name}的报送，自现在起计入汇总。")
            return HttpResponseRedirect(reverse("desk:campaign", args=[public_id(unit.campaign_id)]))
        return HttpResponseRedirect(reverse("desk:return-sheet", args=[public]))
    pairs = zip(request.POST.getlist("cell"), request.POST.getlist("text"), strict=False)
    given = {str(cell): str(text) for cell, text in pairs if cell}
    why = request.POST.get("reason", "")
    if asked.tried(request, lambda: send_back_return(act=act, sheet_id=one.pk, reason=why, notes=given)) is not None:
        messages.success(request, f"已退回{unit.agency.name}修改。")
    return HttpResponseRedirect(reverse("desk:return-sheet", args=[public]))


@officer_view()
@require_safe
def notes(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The notes on a returned package as a file, for the installation it came from."""
    one, _ = return_seen_by(act, public)
    intake = Intake.objects.filter(sheet=one).first()
    if intake is None or one.state != SheetState.SENT_BACK:
        raise NotFound([Reason("sheet", "没有退回意见文件：只有退回的报送包才有")])
    answer = HttpResponse(notes_file(one, intake), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="notes-{one.agency.code}-{one.year}.json"'
    return answer
