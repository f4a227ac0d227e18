"""The yearly assessment on the desk: ranking, a unit's scores with formula and records, reviews, objections."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotFound
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import agencies_written_for, ids_written_for, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk import given
from gongkai.desk.entry import officer_view, show
from gongkai.desk.oversight.papers import handed_out
from gongkai.numbering.keys import public_id
from gongkai.oversight.assessing import (
    assessment_for,
    assessments_for,
    objection_for,
    ranking,
    records_behind,
    result_paper,
    score_for,
    scores_of,
)
from gongkai.oversight.indicators import FORMULAS
from gongkai.oversight.models import Assessment
from gongkai.oversight.usecases.assess import (
    agree_scores,
    begin_review,
    compute_scores,
    decide_objection,
    make_final,
    object_to,
    publish_draft,
    review_score,
    self_assess,
    set_up_assessment,
    take_computed,
)

_UNIT = {Role.OFFICE_HEAD, Role.DRAFTER}


@officer_view()
@require_safe
def assessments(request: HttpRequest, act: Act) -> HttpResponse:
    units = Agency.objects.filter(pk__in=visible_agency_ids(act), abolished_on__isnull=True).order_by("path")
    return show(
        request, act, "desk/oversight/assessments.html", assessments=list(assessments_for(act)[:20]),
        governments=[one for one in agencies_written_for(act) if one.is_government], units=[one for one in units if not one.is_government or one.parent_id],
        may=Role.SUPERVISOR in act.roles,
    )  # fmt: skip


@officer_view()
@require_POST
def new(request: HttpRequest, act: Act) -> HttpResponse:
    place = given.agency(act, given.text(request, "agency"))
    units = list(Agency.objects.filter(code__in=request.POST.getlist("units")).order_by("path"))
    return given.done(
        request, lambda: set_up_assessment(act=act, agency=place, year=given.whole(request, "year", "年度"), units=units),
        "考核已建立，按默认指标计算了系统分。", reverse("desk:assessments"),
    )  # fmt: skip


@officer_view()
@require_safe
def assessment(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The ranking as far as this officer may see it: units see the others' totals only once published."""
    made = assessment_for(act, given.key(public))
    return show(
        request, act, "desk/oversight/assessment.html", made=made, rows=ranking(act, made), State=Assessment.State,
        is_supervisor=Role.SUPERVISOR in act.roles, is_head=Role.OFFICE_HEAD in act.roles,
    )  # fmt: skip


@officer_view()
@require_safe
def result(request: HttpRequest, act: Act, public: str, ending: str) -> HttpResponse:
    made = assessment_for(act, given.key(public))
    return handed_out(result_paper(act, made), ending, f"assessment-{made.year}")


@officer_view()
@require_POST
def assessment_act(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    made = assessment_for(act, given.key(public))
    calls: dict[str, tuple[str, Callable[[], object]]] = {
        "compute": ("已重新计算。", lambda: compute_scores(act=act, assessment_id=made.pk)),
        "review": ("自评结束，进入评审。", lambda: begin_review(act=act, assessment_id=made.pk)),
        "take": ("已采用系统计算的满分项，扣分项请逐项评审。", lambda: take_computed(act=act, assessment_id=made.pk)),
        "publish": ("结果已公示，异议期开始。", lambda: publish_draft(act=act, assessment_id=made.pk)),
        "final": ("考核结果已确定。", lambda: make_final(act=act, assessment_id=made.pk)),
    }  # fmt: skip
    if verb not in calls:
        raise NotFound([])
    says, call = calls[verb]
    return given.done(request, call, says, reverse("desk:assessment", args=[public]))


@officer_view()
@require_safe
def unit(request: HttpRequest, act: Act, public: str, code: str) -> HttpResponse:
    """One unit's scores: points, formula, raw numbers, evidence, reviews, objections."""
    made, place = assessment_for(act, given.key(public)), given.agency(act, code)
    scores = scores_of(made, place)
    if not scores:
        raise NotFound([])
    return show(
        request, act, "desk/oversight/unit_scores.html", made=made, unit=place, scores=scores, formulas=FORMULAS,
        State=Assessment.State, is_supervisor=Role.SUPERVISOR in act.roles,
        is_unit=place.pk in ids_written_for(act) and bool(act.roles & _UNIT),
    )  # fmt: skip


@officer_view()
@require_POST
def agree(request: HttpRequest, act: Act, public: str, code: str) -> HttpResponse:
    made, place = assessment_for(act, given.key(public)), given.agency(act, code)
    return given.done(
        request, lambda: agree_scores(act=act, assessment_id=made.pk, agency_id=place.pk), "已复核。",
        reverse("desk:assessment-unit", args=[public, code]),
    )  # fmt: skip


@officer_view()
@require_safe
def score(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The records behind a score, measure by measure."""
    found = score_for(act, given.key(public))
    return show(
        request, act, "desk/oversight/score.html", score=found, formula=FORMULAS.get(found.indicator.formula),
        lists=records_behind(found), made=found.indicator.assessment,
    )  # fmt: skip


@officer_view()
@require_POST
def score_act(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    found = score_for(act, given.key(public))
    calls: dict[str, tuple[str, Callable[[], object]]] = {
        "self": ("自评已保存。", lambda: self_assess(
            act=act, score_id=found.pk, points=given.text(request, "points"), note=given.text(request, "note"),
            evidence=given.text(request, "evidence").splitlines())),
        "review": ("评审已保存，由另一人复核。", lambda: review_score(
            act=act, score_id=found.pk, points=given.text(request, "points"), reason=given.text(request, "reason"))),
        "object": ("异议已提交。", lambda: object_to(act=act, score_id=found.pk, text=given.text(request, "text"))),
    }  # fmt: skip
    if verb not in calls:
        raise NotFound([])
    says, call = calls[verb]
    to = reverse("desk:assessment-unit", args=[public_id(found.indicator.assessment_id), found.agency.code])
    return given.done(request, call, says, to)


@officer_view()
@require_POST
def objection(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    found = objection_for(act, given.key(public))
    return given.done(
        request,
        lambda: decide_objection(
            act=act, objection_id=found.pk, answer=given.text(request, "answer"), points=given.text(request, "points")
        ),
        "异议已处理。",
        reverse("desk:assessment-unit", args=[public_id(found.score.indicator.assessment_id), found.score.agency.code]),
    )  # fmt: skip
