"""The course of a yearly assessment: set up, computed, self-assessed, reviewed by two, published as a draft, objected to, final."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.db.models import Q

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.conventions import conventions_on
from gongkai.agencies.errors import NotFound, Reason, refuse_if, too_long
from gongkai.agencies.in_hand import take
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.law.single_limit import single_limit
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add
from gongkai.oversight.indicators import ADJUSTMENT, FORMULAS, TEMPLATE, score_of
from gongkai.oversight.models import Assessment, EvidenceFile, Indicator, Objection, Score

State = Assessment.State
MOST_EVIDENCE = 20
MOST_ANSWER = 490  # with the words before it, a reason of 500


def set_up_assessment(*, act: Act, agency: Agency, year: int, units: Sequence[Agency]) -> Assessment:
    """The default indicators (100 points and ±10) over the chosen units of the area; self-assessment opens at once."""
    require(act, Role.SUPERVISOR, agency_id=agency.pk)
    visible = visible_agency_ids(act)
    reasons = [Reason("units", f"{one.name}不在本主管部门的管辖范围内") for one in units if one.pk not in visible]
    if not units:
        reasons.append(Reason("units", "请选择被考核单位"))
    if not 2019 <= year <= act.today.year:
        reasons.append(Reason("year", f"年度应为2019至{act.today.year}；所填：{year}"))
    elif Assessment.objects.filter(agency=agency, year=year).exists():
        reasons.append(Reason("year", f"{year}年考核已经建立"))
    refuse_if(reasons)
    with transaction.atomic():
        made = Assessment.objects.create(
            agency=agency,
            year=year,
            title=f"{agency.name}{year}年政务公开工作考核",
            state=State.SELF,
            set_up_by=act.actor_id,
        )
        rows = [*((*row, False) for row in TEMPLATE), (*ADJUSTMENT, "", True)]
        for place, (group, label, points, formula, adjusts) in enumerate(rows, 1):
            indicator = Indicator.objects.create(
                assessment=made, place=place, group=group, label=label, points=Decimal(points), formula=formula, is_adjustment=adjusts
            )  # fmt: skip
            Score.objects.bulk_create([Score(indicator=indicator, agency=unit) for unit in dict.fromkeys(units)])
        _compute(act, made)
        take(act, "oversight.assessment", made.pk)
        _tell(act, made, "set_up", {"year": year, "units": len(set(units))})
    return made


def compute_scores(*, act: Act, assessment_id: int) -> Assessment:
    """Compute again what is computed, from the records of now; until the draft is published."""
    with transaction.atomic():
        made = _locked(act, assessment_id)
        refuse_if(_state_reasons(made, State.SELF, State.REVIEW))
        _compute(act, made)
        _tell(act, made, "computed")
    return made


def _compute(act: Act, made: Assessment) -> None:
    first, last = date(made.year, 1, 1), min(date(made.year, 12, 31), act.today)
    scores = (
        Score.objects.filter(indicator__assessment=made)
        .exclude(indicator__formula="")
        .select_related("indicator", "agency")
    )
    for score in scores:
        raw = FORMULAS[score.indicator.formula].compute(score.agency, first, last)
        score.raw = {
            "good": raw.good,
            "of": raw.of,
            "measures": list(raw.measures),
            "first": str(first),
            "last": str(last),
        }
        score.computed = score_of(score.indicator.points, raw)
        score.points, score.reviewed_by, score.agreed_by = None, "", ""
        score.save(update_fields=["raw", "computed", "points", "reviewed_by", "agreed_by"])
    made.computed_on = act.today
    made.save(update_fields=["computed_on"])


def self_assess(*, act: Act, score_id: int, points: str, note: str, evidence: Sequence[str]) -> Score:
    """The unit's own score of an indicator; points claimed need evidence (addresses, document numbers)."""
    with transaction.atomic():
        score = _score(act, score_id)
        require(act, Role.OFFICE_HEAD, Role.DRAFTER, agency_id=score.agency_id)
        value, shown = _points(points), [one.strip() for one in evidence if one.strip()]
        refuse_if([
            *_state_reasons(score.indicator.assessment, State.SELF), *_range_reasons(score, value), *_evidence_reasons(score, value, note, shown)
        ])  # fmt: skip
        score.self_score, score.self_note, score.evidence, score.self_by = value, note.strip(), shown, act.actor_id
        score.save(update_fields=["self_score", "self_note", "evidence", "self_by"])
        take(act, "oversight.self_assessment", first_score(score).pk)
        _tell_score(act, score, "self_assessed")
    return score


def begin_review(*, act: Act, assessment_id: int) -> Assessment:
    """Self-assessment closes, the reviewers begin."""
    with transaction.atomic():
        made = _locked(act, assessment_id)
        refuse_if(_state_reasons(made, State.SELF))
        made.state = State.REVIEW
        made.save(update_fields=["state"])
        _tell(act, made, "review_begun")
    return made


def review_score(*, act: Act, score_id: int, points: str, reason: str = "") -> Score:
    """The first reviewer's score. Anything else than the computed score, and every deduction, needs a reason."""
    with transaction.atomic():
        score = _score(act, score_id)
        require(act, Role.SUPERVISOR)
        value = _points(points)
        refuse_if([
            *_state_reasons(score.indicator.assessment, State.REVIEW), *_range_reasons(score, value), *_reason_reasons(score, value, reason),
            *([Reason("reviewed_by", "自评人不能评审自己的分数")] if score.self_by == act.actor_id else []),
            *too_long(("reason", reason, "理由", 500)),
        ])  # fmt: skip
        score.points, score.reason = value, reason.strip()
        score.reviewed_by, score.agreed_by = act.actor_id, ""
        score.save(update_fields=["points", "reason", "reviewed_by", "agreed_by"])
        take(act, "oversight.review", first_score(score).pk)
        _tell_score(act, score, "reviewed")
    return score


def take_computed(*, act: Act, assessment_id: int) -> int:
    """The first reviewer takes over every computed full score at once; deductions are looked at one by one."""
    with transaction.atomic():
        made = _locked(act, assessment_id)
        refuse_if(_state_reasons(made, State.REVIEW))
        rows = Score.objects.filter(
            indicator__assessment=made, points__isnull=True, computed__isnull=False
        ).select_related("indicator")
        taken = 0
        for score in rows.exclude(self_by=act.actor_id):
            if score.computed == score.indicator.points:
                score.points, score.reviewed_by = score.computed, act.actor_id
                score.save(update_fields=["points", "reviewed_by"])
                taken += 1
        _tell(act, made, "computed_taken", {"scores": taken})
    return taken


def agree_scores(*, act: Act, assessment_id: int, agency_id: int) -> int:
    """The second reviewer agrees to all scores of a unit the first one has entered, except those entered by the same person."""
    with transaction.atomic():
        made = _locked(act, assessment_id)
        rows = Score.objects.filter(indicator__assessment=made, agency_id=agency_id, points__isnull=False, agreed_by="")
        reasons = _state_reasons(made, State.REVIEW)
        if not rows.exists():
            reasons.append(Reason("scores", "没有等待复核的分数"))
        if rows.filter(Q(reviewed_by=act.actor_id) | Q(self_by=act.actor_id)).exists():
            reasons.append(Reason("agreed_by", "分数由评审人和自评人以外的人复核"))
        refuse_if(reasons)
        agreed = rows.update(agreed_by=act.actor_id)
        _tell(act, made, "agreed", {"scores": agreed})
    return agreed


def publish_draft(*, act: Act, assessment_id: int) -> Assessment:
    """The draft ranking is shown to the units; objections for five working days (convention)."""
    with transaction.atomic():
        made = _locked(act, assessment_id)
        reasons = _state_reasons(made, State.REVIEW)
        open_now = Score.objects.filter(indicator__assessment=made).filter(Q(points__isnull=True) | Q(agreed_by=""))
        missing = open_now.count()
        if missing:
            reasons.append(Reason("scores", f"还有{missing}项分数没有两人评审"))
        refuse_if(reasons)
        due = single_limit(
            "assessment_objection", act.today, working_calendar(), conventions_on(made.agency, act.today)
        )
        made.state, made.published_on, made.objections_until = State.PUBLISHED, act.today, due.day
        made.save(update_fields=["state", "published_on", "objections_until"])
        _tell(act, made, "published", {"until": due.day})
    return made


def object_to(*, act: Act, score_id: int, text: str) -> Objection:
    """A unit objects to one of its scores within the period."""
    with transaction.atomic():
        score = _score(act, score_id)
        require(act, Role.OFFICE_HEAD, Role.DRAFTER, agency_id=score.agency_id)
        made = score.indicator.assessment
        reasons = _state_reasons(made, State.PUBLISHED)
        if made.objections_until and act.today > made.objections_until:
            reasons.append(Reason("raised_on", f"异议期已于{made.objections_until}届满"))
        if not text.strip() or len(text) > 500:
            reasons.append(Reason("text", "请写明异议和理由，最多500字"))
        if score.objections.filter(decided_on__isnull=True).exists():
            reasons.append(Reason("score", "这项分数已有异议，等待处理"))
        refuse_if(reasons)
        made_one = Objection.objects.create(score=score, text=text.strip(), raised_on=act.today, raised_by=act.actor_id)
        take(act, "oversight.objection", made_one.pk)
        _tell_score(act, score, "objected")
    return made_one


def decide_objection(*, act: Act, objection_id: int, answer: str, points: str = "") -> Objection:
    """Kept or changed, with the answer: by a supervisor who neither raised it nor entered the score."""
    with transaction.atomic():
        rows = Objection.objects.select_for_update(of=("self",)).select_related(
            "score__indicator__assessment", "score__agency"
        )
        objection = rows.filter(pk=objection_id, score__agency_id__in=visible_agency_ids(act)).first()
        if objection is None:
            raise NotFound([Reason("objection", "没有这项异议")])
        require(act, Role.SUPERVISOR)
        score, value = objection.score, _points(points) if points.strip() else None
        reasons = [] if answer.strip() else [Reason("answer", "请写明处理意见")]
        if objection.decided_on:
            reasons.append(Reason("state", f"异议已于{objection.decided_on}处理"))
        if act.actor_id in (objection.raised_by, score.reviewed_by):
            reasons.append(Reason("decided_by", "异议由提出人和原评审人以外的人处理"))
        reasons += too_long(("answer", answer, "处理意见", MOST_ANSWER))
        refuse_if([*reasons, *(_range_reasons(score, value) if points.strip() else [])])
        objection.answer, objection.changed_to = answer.strip(), value
        objection.decided_on, objection.decided_by = act.today, act.actor_id
        objection.save()
        if value is not None:
            score.points, score.reason = value, f"异议调整：{answer.strip()}"
            score.save(update_fields=["points", "reason"])
        _tell_score(act, score, "objection_decided")
    return objection


def make_final(*, act: Act, assessment_id: int) -> Assessment:
    """Final after the period of objections, every objection decided; by another person than who set it up."""
    with transaction.atomic():
        made = _locked(act, assessment_id, Role.SUPERVISOR, Role.OFFICE_HEAD)
        reasons = _state_reasons(made, State.PUBLISHED)
        if made.objections_until and act.today <= made.objections_until:
            reasons.append(Reason("objections_until", f"异议期至{made.objections_until}，届满后才能确定结果"))
        waiting = Objection.objects.filter(score__indicator__assessment=made, decided_on__isnull=True).count()
        if waiting:
            reasons.append(Reason("objections", f"还有{waiting}项异议没有处理"))
        if made.set_up_by == act.actor_id:
            reasons.append(Reason("final_by", "考核结果由建立考核的人以外的人确定"))
        refuse_if(reasons)
        made.state, made.final_on, made.final_by = State.FINAL, act.today, act.actor_id
        made.save(update_fields=["state", "final_on", "final_by"])
        _tell(act, made, "final")
    return made


def _locked(act: Act, assessment_id: int, *roles: Role) -> Assessment:
    made = Assessment.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=assessment_id).first()
    if made is None or made.agency_id not in visible_agency_ids(act):
        raise NotFound([Reason("assessment", "没有这次考核，或者它不属于本单位")])
    require(act, *(roles or (Role.SUPERVISOR,)), agency_id=made.agency_id)
    return made


def _score(act: Act, score_id: int) -> Score:
    rows = Score.objects.select_for_update(of=("self",)).select_related("indicator__assessment", "agency")
    score = rows.filter(pk=score_id, agency_id__in=visible_agency_ids(act)).first()
    if score is None:
        raise NotFound([Reason("score", "没有这项分数，或者它不属于本单位")])
    return score


def first_score(score: Score) -> Score:
    """The first of a unit's scores stands for all of them: what a reviewer or a unit has in hand is the unit's whole sheet."""
    rows = Score.objects.filter(indicator__assessment_id=score.indicator.assessment_id, agency_id=score.agency_id)
    return rows.order_by("indicator__place")[0]


def _points(text: str) -> Decimal | None:
    """None for what is no number of at most two places."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    fine = value.is_finite() and abs(value) < 1000 and value == value.quantize(Decimal("0.01"))
    return value if fine else None


def _range_reasons(score: Score, value: Decimal | None) -> Iterator[Reason]:
    most = score.indicator.points
    least = -most if score.indicator.is_adjustment else Decimal(0)
    if value is None:
        yield Reason("points", "分数应为数字，最多两位小数")
    elif not least <= value <= most:
        yield Reason("points", f"“{score.indicator.label}”的分数应在{least}至{most}之间；所填：{value}")


def _evidence_reasons(score: Score, value: Decimal | None, note: str, evidence: Sequence[str]) -> Iterator[Reason]:
    if value and not evidence and score.computed != value and not EvidenceFile.objects.filter(score=score).exists():
        yield Reason("evidence", "自评分数须附佐证（网址、文号或者文件）")
    if len(evidence) > MOST_EVIDENCE or any(len(one) > 300 for one in evidence):
        yield Reason("evidence", f"佐证最多{MOST_EVIDENCE}条，每条最多300字")
    if len(note) > 500:
        yield Reason("note", f"说明最多500字，现有{len(note)}字")


def _reason_reasons(score: Score, value: Decimal | None, reason: str) -> Iterator[Reason]:
    full = Decimal(0) if score.indicator.is_adjustment else score.indicator.points
    if (
        value is not None
        and (value != full or (score.computed is not None and value != score.computed))
        and not reason.strip()
    ):
        yield Reason("reason", "扣分、加分或者与系统计算不一致的，须写明理由")


def _state_reasons(made: Assessment, *states: Assessment.State) -> list[Reason]:
    if made.state in states:
        return []
    labels = "、".join(str(state.label) for state in states)
    return [Reason("state", f"考核现为“{made.get_state_display()}”，只有“{labels}”阶段可以办理")]


def _tell(act: Act, made: Assessment, event: str, facts: dict[str, str | int | date | None] | None = None) -> None:
    key = public_id(made.pk)
    record(act, f"oversight.assessment_{event}", "assessment", key, facts=facts)
    add(f"oversight.assessment_{event}", key, act.now)


def _tell_score(act: Act, score: Score, event: str) -> None:
    facts: dict[str, str | int] = {"agency": score.agency.code, "indicator": score.indicator.place}
    record(
        act,
        f"oversight.score_{event}",
        "score",
        public_id(score.pk),
        facts=facts,
        changed={"points": str(score.points)},
    )
