"""The board of cases with the agency's own limits, and a new case."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused, refuse_if
from gongkai.agencies.rights import NOT_OURS, agencies_written_for, agency_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk.answering import officer_view
from gongkai.desk.entry import show, tell_reasons
from gongkai.desk.remedies.forms import Typed
from gongkai.law.remedy_results import COLUMN_LABELS, REMEDY_RESULTS
from gongkai.numbering.keys import key_of, public_id
from gongkai.remedies.clocks import CaseClock, clock_of
from gongkai.remedies.models import Block, CaseResult, RemedyCase, StageKind
from gongkai.remedies.selectors import cases_of, pending_cases
from gongkai.remedies.usecases.register_case import Claim, RegisteredCase, register_case
from gongkai.requests.models import InformationRequest
from gongkai.requests.same_texts import same_texts
from gongkai.requests.selectors import requests_of

WRITERS = (Role.REQUEST_OFFICER, Role.LEGAL_REVIEWER)
READERS = (*WRITERS, Role.OFFICE_HEAD, Role.APPROVER, Role.SUPERVISOR)
A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    case: RemedyCase
    public: str
    clock: CaseClock
    is_answered: bool
    result: str


@officer_view(*READERS)
@require_safe
def board(request: HttpRequest, act: Act) -> HttpResponse:
    only_open = request.GET.get("show") != "all"
    rows = pending_cases(act) if only_open else cases_of(act)
    before = _key(request.GET.get("before", ""))
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related("request").prefetch_related("stages")[: A_PAGE + 1])
    lines = [_line(case) for case in found[:A_PAGE]]
    return show(
        request, act, "desk/remedies/board.html", lines=lines, only_open=only_open, is_first=not before,
        following=lines[-1].public if len(found) > A_PAGE else "", may_write=bool(act.roles.intersection(WRITERS)),
        is_supervisor=Role.SUPERVISOR in act.roles,
    )  # fmt: skip


def _line(case: RemedyCase) -> Line:
    stages = list(case.stages.all())
    result = CaseResult.objects.current().filter(case=case).first()
    told = f"{REMEDY_RESULTS[result.detail].label_zh}（{COLUMN_LABELS[result.result]}）" if result else ""
    answered = any(stage.kind == StageKind.ANSWERED for stage in stages)
    return Line(case, public_id(case.pk), clock_of(case, stages), answered, told)


@officer_view(*WRITERS)
def register(request: HttpRequest, act: Act) -> HttpResponse:
    """A new case; ``request`` in the address names the request it is about. Refused words stay in the form."""
    typed = Typed(request.POST if request.method == "POST" else request.GET)
    status = 200
    if request.method == "POST":
        try:
            made = _registered(act, typed)
        except (NotAllowed, NotFound):
            raise
        except Refused as refused:
            tell_reasons(request, refused)
            status = 400
        else:
            for warning in made.warnings:
                messages.warning(request, f"{warning.text}（{warning.article}）")
            messages.success(request, "案件已登记。")
            return HttpResponseRedirect(reverse("desk:remedy", args=[public_id(made.case.pk)]))
    return show(
        request, act, "desk/remedies/register.html", status=status, form=typed.form, blocks=Block,
        agencies=agencies_written_for(act), earlier=_reconsidered(act), asked=_request(act, typed.text("request")),
    )  # fmt: skip


def _registered(act: Act, typed: Typed) -> RegisteredCase:
    found = _request(act, typed.text("request"))
    if typed.text("request") and found is None:
        typed.faults.append(Reason("request", f"没有编号为“{typed.text('request')}”的申请，或者不属于本单位"))
    filed_on = typed.needed_day("filed_on", "提出日期", act.today)
    copy_on = typed.day("copy_received_on", "收到副本日期")
    after = next((case for case in _reconsidered(act) if public_id(case.pk) == typed.text("after")), None)
    refuse_if(typed.faults)
    claim = Claim(
        typed.text("body"), typed.text("subject"), typed.text("case_number"), typed.text("claimant"), typed.text("claims"),
        bool(typed.text("simplified")),
    )  # fmt: skip
    agency = found.agency if found else agency_written_for(act, typed.text("agency"), NOT_OURS)
    return register_case(
        act=act, agency=agency, block=typed.text("block"), claim=claim, filed_on=filed_on,
        request_id=found.pk if found else None, copy_received_on=copy_on, after=after,
    )  # fmt: skip


def _request(act: Act, named: str) -> InformationRequest | None:
    """By number, or by the public id a link carries."""
    if not named:
        return None
    key = _key(named)
    rows = requests_of(act)
    return rows.filter(number=named).first() or (rows.filter(pk=key).first() if key else None)


def _reconsidered(act: Act) -> list[RemedyCase]:
    """Reconsiderations a suit may follow."""
    return list(cases_of(act).filter(block=Block.RECONSIDERATION)[:50])


@officer_view(Role.SUPERVISOR, Role.REQUEST_OFFICER)
@require_safe
def repeated(request: HttpRequest, act: Act) -> HttpResponse:
    """The same text of one applicant at several units: one question, one answer."""
    groups = [(group, [(one, public_id(one.pk)) for one in group.requests]) for group in same_texts(act)]
    return show(request, act, "desk/remedies/same_texts.html", groups=groups)


def _key(public: str) -> int | None:
    try:
        return key_of(public)
    except ValueError:
        return None
