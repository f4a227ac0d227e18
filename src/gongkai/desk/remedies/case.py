"""One case: what happened, which days are due and why, the next steps, the evidence bundle."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused, refuse_if
from gongkai.audit.acts import Act
from gongkai.desk.answering import officer_view
from gongkai.desk.entry import show, tell_reasons
from gongkai.desk.given import again
from gongkai.desk.log_words import EVENTS
from gongkai.desk.notices.case import PDF, download
from gongkai.desk.remedies.cases import READERS, WRITERS
from gongkai.desk.remedies.forms import Typed
from gongkai.law.remedy_results import COLUMN_LABELS, CORRECTED, REMEDY_RESULTS
from gongkai.numbering.keys import key_of, public_id
from gongkai.remedies.models import Block, Instance, RemedyCase, StageKind
from gongkai.remedies.selectors import CaseView, case_view
from gongkai.remedies.usecases.make_bundle import FOR_THE_COURT, make_bundle, make_withheld_bundle
from gongkai.remedies.usecases.record_appeal_result import record_appeal_result
from gongkai.remedies.usecases.record_effect import record_effect
from gongkai.remedies.usecases.record_result import record_result
from gongkai.remedies.usecases.record_stage import BY_HAND, record_stage
from gongkai.remedies.warnings import PRIOR_RECONSIDERATION, remake_warnings
from gongkai.requests.models import Severance
from gongkai.requests.replies import reply_in_work


@officer_view(*READERS)
@require_safe
def page(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    view = _view(act, public)
    case = view.case
    instance = Instance.RECONSIDERATION if case.block == Block.RECONSIDERATION else Instance.FIRST
    clocks = [
        ("答复（答辩）和证据", view.clock.answer_due, _happened(view, StageKind.ANSWERED)),
        ("复议决定", view.clock.decision_due, _happened(view, StageKind.DECIDED)),
        ("当事人起诉", view.clock.suit_until, False),
    ]
    return show(
        request, act, "desk/remedies/case.html", view=view, case=case, public=public, clocks=clocks,
        stages=[(stage.on, StageKind(stage.kind).label) for stage in view.stages],
        by_hand=[(kind.value, kind.label) for kind in BY_HAND],
        results=[one for one in REMEDY_RESULTS.values() if instance in one.instances],
        appeal_results=[one for one in REMEDY_RESULTS.values() if "SECOND" in one.instances],
        result=REMEDY_RESULTS[view.result.detail].label_zh if view.result else "",
        column=COLUMN_LABELS[view.result.result] if view.result else "", is_court=case.block != Block.RECONSIDERATION,
        may_order=view.result is not None and view.result.result == CORRECTED and not case.effect,
        effects=RemedyCase.Effect, warnings=_warnings(case), may_write=_may_write(act, case),
        request_public=public_id(case.request_id) if case.request_id else "", for_the_court=_is_severed(act, case),
    )  # fmt: skip


def _is_severed(act: Act, case: RemedyCase) -> bool:
    severed = Severance.objects.filter(request_id=case.request_id, finished_at__isnull=False)
    return bool(act.roles.intersection(FOR_THE_COURT)) and severed.exists()


def _warnings(case: RemedyCase) -> list[str]:
    """What was warned of at registration, and what the reply in work must not be."""
    found = [PRIOR_RECONSIDERATION] if case.warning == PRIOR_RECONSIDERATION.code else []
    draft = reply_in_work(case.request) if case.request is not None else None
    if draft is not None:
        found += remake_warnings(draft)
    return [f"{one.text}（{one.article}）" for one in found]


def _happened(view: CaseView, kind: StageKind) -> bool:
    return any(stage.kind == kind for stage in view.stages)


def _may_write(act: Act, case: RemedyCase) -> bool:
    own = case.agency_id == act.agency_id or case.agency_id in act.works_for
    return own and bool(act.roles.intersection(WRITERS))


@officer_view(*WRITERS)
@never_cache
@require_safe
def bundle(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """举证包: one PDF with contents and page numbers."""
    view = _view(act, public)
    try:
        content = make_bundle(act=act, case_id=view.case.pk, words=EVENTS)
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        tell_reasons(request, refused)
        return HttpResponseRedirect(reverse("desk:remedy", args=[public]))
    return download(content, PDF, f"举证材料 {view.case.case_number or public}.pdf")


@officer_view(*FOR_THE_COURT)
@never_cache
@require_POST
def withheld(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """What was withheld, as it stands in the file: for the court alone."""
    view = _view(act, public)
    try:
        content = make_withheld_bundle(act=act, case_id=view.case.pk)
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        tell_reasons(request, refused)
        return HttpResponseRedirect(reverse("desk:remedy", args=[public]))
    return download(content, PDF, f"不公开质证证据 {view.case.case_number or public}.pdf")


@officer_view(*WRITERS)
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    view = _view(act, public)
    if verb not in _VERBS:
        raise NotFound([Reason("", "没有这一操作")])
    try:
        said = _VERBS[verb](Typed(request.POST), act, view.case)
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return again(request, refused, reverse("desk:remedy", args=[public]))
    messages.success(request, said)
    return HttpResponseRedirect(reverse("desk:remedy", args=[public]))


def _stage(typed: Typed, act: Act, case: RemedyCase) -> str:
    on = typed.needed_day("on", "日期", act.today)
    refuse_if(typed.faults)
    record_stage(act=act, case_id=case.pk, kind=typed.text("kind"), on=on)
    return "已登记。"


def _result(typed: Typed, act: Act, case: RemedyCase) -> str:
    on = typed.needed_day("on", "决定（裁判）日期", act.today)
    received_on = typed.day("received_on", "收到日期")
    refuse_if(typed.faults)
    record_result(act=act, case_id=case.pk, detail=typed.text("detail"), on=on, received_on=received_on)
    return "结果已登记，计入年度报告表四。"


def _appeal(typed: Typed, act: Act, case: RemedyCase) -> str:
    on = typed.needed_day("on", "裁判日期", act.today)
    refuse_if(typed.faults)
    record_appeal_result(act=act, case_id=case.pk, detail=typed.text("detail"), instance=typed.text("instance"), on=on)
    return "结果已登记，以最后生效的结果计入表四。"


def _effect(typed: Typed, act: Act, case: RemedyCase) -> str:
    on = typed.needed_day("on", "收到决定日期", act.today)
    until = typed.day("until", "限定日期")
    refuse_if(typed.faults)
    record_effect(act=act, case_id=case.pk, effect=typed.text("effect"), until=until, on=on)
    return "已登记，申请转入重新办理。"


_VERBS: dict[str, Callable[[Typed, Act, RemedyCase], str]] = {
    "stage": _stage, "result": _result, "appeal": _appeal, "effect": _effect,
}  # fmt: skip


def _view(act: Act, public: str) -> CaseView:
    try:
        return case_view(act, key_of(public))
    except ValueError:
        raise NotFound([Reason("case", "没有这件案件，或者不属于本单位办理")]) from None
