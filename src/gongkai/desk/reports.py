"""The annual report on the desk: list, begin, read, write, check, approve, publish, correct, take along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.rights import agencies_written_for
from gongkai.agencies.roles import Role
from gongkai.annual_report.bindings import label_of
from gongkai.annual_report.document import document_of
from gongkai.annual_report.exports.html import body_html
from gongkai.annual_report.models import AnnualReport, ReportState
from gongkai.annual_report.selectors import report_seen_by, reports_seen_by
from gongkai.annual_report.standing import Standing, drafters_of, reasons_not_to_approve, standing_of
from gongkai.annual_report.usecases.approve_report import approve_report
from gongkai.annual_report.usecases.begin_report import begin_report
from gongkai.annual_report.usecases.check_report import check_report
from gongkai.annual_report.usecases.correct_report import correct_report
from gongkai.annual_report.usecases.explain_warning import explain_warning
from gongkai.annual_report.usecases.publish_report import publish_report
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view, show, tell_reasons
from gongkai.law.annual_report.cells import CELLS
from gongkai.law.annual_report.findings import Finding
from gongkai.law.annual_report.identities import IDENTITIES
from gongkai.numbering.keys import key_of, public_id

STEPS = (
    ReportState.COLLECTING,
    ReportState.DRAFTED,
    ReportState.CHECKED,
    ReportState.APPROVED,
    ReportState.PUBLISHED,
)


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    css: str


@dataclass(frozen=True, slots=True)
class Offer:
    """An action this officer may take now, or why not."""

    verb: str
    label: str
    means: str
    forbidden: str = ""


def address(report: AnnualReport, page: str = "") -> str:
    return reverse("desk:report", args=[public_id(report.id)]) + page


def opened(act: Act, public: str) -> AnnualReport:
    """The report of an address. Raises NotFound for one that does not exist or is not the officer's to see."""
    try:
        return report_seen_by(act, key_of(public))
    except ValueError as error:
        raise NotFound([]) from error


def asked_day(request: HttpRequest) -> date | None:
    """``as_of`` of the address; None for today. A broken day is answered with a message and today."""
    text = request.GET.get("as_of", "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        messages.error(request, f"“{text}”不是日期，请按 2022-06-30 的格式填写；已按今天显示。")
        return None


@officer_view()
@require_safe
def reports(request: HttpRequest, act: Act) -> HttpResponse:
    writable = agencies_written_for(act) if Role.DRAFTER in act.roles else ()
    return show(
        request, act, "desk/reports.html", reports=reports_seen_by(act), writable=writable, last_year=act.today.year - 1
    )


@officer_view(Role.DRAFTER)
@require_POST
def begin(request: HttpRequest, act: Act) -> HttpResponse:
    by_code = {agency.code: agency for agency in agencies_written_for(act)}
    agency, year = by_code.get(request.POST.get("agency", "")), request.POST.get("year", "").strip()
    if agency is None or not year.isdecimal():
        messages.error(request, "请选择单位，并填写四位数的年份，如 2022。")
        return HttpResponseRedirect(reverse("desk:reports"))
    try:
        report = begin_report(act=act, agency=agency, year=int(year))
    except Refused as refused:
        tell_reasons(request, refused)
        return HttpResponseRedirect(reverse("desk:reports"))
    return HttpResponseRedirect(address(report))


@officer_view()
@require_safe
def report(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The report as it stands on a day, every figure a link; what the officer may do next stands beside it."""
    annual = opened(act, public)
    standing = standing_on(request, act, annual)
    obstacles = list(reasons_not_to_approve(standing))
    as_of = shown_day(request, standing)
    link = _figure_addresses(annual, as_of)
    return show(
        request, act, "desk/report.html", annual=annual, as_of=as_of, steps=_steps(annual), obstacles=obstacles,
        body=body_html(document_of(standing.report, standing.texts), link), offers=_offers(act, annual, bool(obstacles)),
        versions=annual.versions.order_by("-number"), public_address=_public_address(annual), cells=CELLS, figure_address=link,
        may_write=_may_write(act, annual),
    )  # fmt: skip


@officer_view()
@require_safe
def identities(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """Every identity with its cells and arithmetic: holds, fails, cannot be assessed; failing ones first."""
    annual = opened(act, public)
    standing = standing_on(request, act, annual)
    as_of = shown_day(request, standing)
    order = {False: 0, None: 1, True: 2}
    findings = sorted(standing.findings, key=lambda finding: order[finding.holds])
    return show(
        request, act, "desk/identities.html", annual=annual, findings=findings, rules={rule.id: rule for rule in IDENTITIES},
        explained={(one.identity, one.place): one for one in standing.explanations},
        counts=[sum(finding.holds is answer for finding in findings) for answer in (True, False, None)],
        as_of=as_of, figure_address=_figure_addresses(annual, as_of), names=_names(findings, standing),
    )  # fmt: skip


@officer_view()
@require_POST
def explain(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    annual = opened(act, public)
    given = {name: request.POST.get(name, "").strip() for name in ("identity", "scope", "reason")}
    return _done(
        request, annual, "identities/", "已记录说明。", lambda: explain_warning(act=act, report_id=annual.id, **given)
    )


@officer_view()
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    """Check, approve, publish or correct; everything that stands against it is told at once."""
    annual = opened(act, public)
    reason = request.POST.get("reason", "").strip()
    verbs: dict[str, tuple[str, Callable[[], object]]] = {
        "check": ("报告已审核通过。", lambda: check_report(act=act, report_id=annual.id)),
        "approve": (
            "报告已签发，数据、记录编号和口径版本已冻结。",
            lambda: approve_report(act=act, report_id=annual.id),
        ),
        "publish": ("报告已发布。", lambda: publish_report(act=act, report_id=annual.id)),
        "correct": (
            "已形成更正版本，发布后公众可见。",
            lambda: correct_report(act=act, report_id=annual.id, reason=reason),
        ),
    }
    if verb not in verbs:
        raise Http404
    done, call = verbs[verb]
    return _done(request, annual, "", done, call)


def _done(request: HttpRequest, annual: AnnualReport, page: str, text: str, call: Callable[[], object]) -> HttpResponse:
    try:
        call()
    except NotAllowed:
        raise
    except Refused as refused:
        tell_reasons(request, refused)
    else:
        messages.success(request, text)
    return HttpResponseRedirect(address(annual, page))


def standing_on(request: HttpRequest, act: Act, annual: AnnualReport) -> Standing:
    """The report as of the day the address asks for; a day that cannot be asked is told, and today is shown."""
    try:
        return standing_of(annual, asked_day(request), act.today)
    except Refused as refused:
        tell_reasons(request, refused)
        return standing_of(annual, None, act.today)


def shown_day(request: HttpRequest, standing: Standing) -> str:
    """The day of the address as it was used; empty where none was asked or it could not be."""
    day = standing.report.as_of.isoformat()
    return day if request.GET.get("as_of", "").strip() == day else ""


def _names(findings: Sequence[Finding], standing: Standing) -> dict[str, str]:
    """Labels of the figures that findings compare; what is no figure of this report (a year before) has none."""
    keys = {key for finding in findings for key in finding.cells}
    return {key: label_of(key) for key in keys if key in standing.report.figures}


def _public_address(annual: AnnualReport) -> str:
    is_public = annual.versions.filter(published_at__isnull=False).exists()
    return f"{reverse('portal:report', args=[annual.year])}?organ={annual.agency.code}" if is_public else ""


def _may_write(act: Act, annual: AnnualReport) -> bool:
    is_own = annual.agency_id == act.agency_id or annual.agency_id in act.works_for
    return Role.DRAFTER in act.roles and is_own and annual.state != ReportState.APPROVED


def _steps(annual: AnnualReport) -> list[Step]:
    state = ReportState.PUBLISHED if annual.state == ReportState.CORRECTED else ReportState(annual.state)
    place = STEPS.index(state)
    return [Step(step.label, "done" if at < place else "now" if at == place else "") for at, step in enumerate(STEPS)]


def _offers(act: Act, annual: AnnualReport, has_obstacles: bool) -> list[Offer]:
    """What can be done next, each with what it means; forbidden ones say why."""
    state, drafted = ReportState(annual.state), act.actor_id in drafters_of(annual)
    obstacle = "还有未解决的问题，见下方清单" if has_obstacles else ""
    offers = []
    if state in (ReportState.COLLECTING, ReportState.DRAFTED):
        missing = _missing(act, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER)
        own = "拟稿人不能审核自己写的报告" if drafted else ""
        waits = "请先撰写正文" if state == ReportState.COLLECTING else ""
        offers.append(Offer("check", "审核通过", "核对数据、勾稽关系和正文", missing or own or waits or obstacle))
    if state == ReportState.CHECKED:
        own = "拟稿人不能签发自己写的报告" if drafted else ""
        own = own or ("审核人不能签发自己审核的报告" if act.actor_id == annual.checked_by else "")
        offers.append(
            Offer("approve", "签发", "冻结数据、记录编号和口径版本", _missing(act, Role.APPROVER) or own or obstacle)
        )
    waiting = [version for version in annual.versions.all() if version.published_at is None]
    if waiting:
        own = "拟稿人不能发布自己写的报告" if drafted else ""
        own = own or ("签发人不能发布自己签发的报告" if act.actor_id == waiting[-1].approved_by else "")
        offers.append(Offer("publish", "发布", "在“政府信息公开年报”栏目公布", _missing(act, Role.PUBLISHER) or own))
    elif state in (ReportState.PUBLISHED, ReportState.CORRECTED):
        own = "拟稿人不能签发更正" if drafted else ""
        offers.append(
            Offer(
                "correct", "更正", "形成新版本，列明原值、新值和原因", _missing(act, Role.APPROVER) or own or obstacle
            )
        )
    return offers


def _missing(act: Act, *roles: Role) -> str:
    return "" if act.roles.intersection(roles) else f"由{'或'.join(role.label for role in roles)}办理"


def _figure_addresses(annual: AnnualReport, as_of: str) -> Callable[[str], str]:
    tail = f"?as_of={as_of}" if as_of else ""
    return lambda key: reverse("desk:figure", args=[public_id(annual.id), key]) + tail
