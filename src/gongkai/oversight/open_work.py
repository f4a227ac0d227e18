"""What of 监督保障 somebody has in hand: plans and their tasks, assessments, objections, accountability cases."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gongkai.agencies.in_hand import kept_in_hand
from gongkai.agencies.open_work import Piece
from gongkai.agencies.roles import Role
from gongkai.oversight.models import AccountabilityCase, Assessment, Objection, Score, TaskUnit, WorkPlan

State = Assessment.State


def plans(keys: Collection[int]) -> Iterator[Piece]:
    for plan in WorkPlan.objects.filter(pk__in=keys, state=WorkPlan.State.DRAFT).order_by("id"):
        yield Piece(plan.pk, plan.title, plan.get_state_display())


def tasks(keys: Collection[int]) -> Iterator[Piece]:
    rows = TaskUnit.objects.filter(pk__in=keys).exclude(state=TaskUnit.State.DONE).select_related("task")
    for unit in rows.order_by("task__due_on", "id"):
        yield Piece(unit.pk, unit.task.text[:300], unit.get_state_display(), unit.task.due_on)


def assessments(keys: Collection[int]) -> Iterator[Piece]:
    for one in Assessment.objects.filter(pk__in=keys).exclude(state=State.FINAL).order_by("id"):
        yield Piece(one.pk, one.title, one.get_state_display(), one.objections_until)


def self_assessments(keys: Collection[int]) -> Iterator[Piece]:
    return _sheets(keys, (State.PLAN, State.SELF))


def reviews(keys: Collection[int]) -> Iterator[Piece]:
    return _sheets(keys, (State.REVIEW,))


def _sheets(keys: Collection[int], states: Collection[str]) -> Iterator[Piece]:
    """A unit's sheet, named by its first score (``usecases.assess.first_score``)."""
    rows = Score.objects.filter(pk__in=keys, indicator__assessment__state__in=states)
    for score in rows.select_related("indicator__assessment", "agency").order_by("id"):
        made = score.indicator.assessment
        yield Piece(score.pk, f"{made.title}：{score.agency.name}"[:300], made.get_state_display())


def objections(keys: Collection[int]) -> Iterator[Piece]:
    rows = Objection.objects.filter(pk__in=keys, decided_on__isnull=True).select_related("score__indicator")
    for one in rows.order_by("id"):
        yield Piece(one.pk, f"考核异议：{one.score.indicator.label}", "待处理")


def cases(keys: Collection[int]) -> Iterator[Piece]:
    """Due when the first of its orders is due."""
    rows = AccountabilityCase.objects.filter(pk__in=keys).exclude(state=AccountabilityCase.State.CLOSED)
    for case in rows.select_related("responsible_agency").prefetch_related("orders").order_by("id"):
        due = min((order.due_on for order in case.orders.all() if order.done_on is None), default=None)
        yield Piece(case.pk, f"{case.number}　{case.responsible_agency.name}", case.get_state_display(), due)


OPEN_WORK = (
    kept_in_hand("oversight.plan", "工作要点起草", "起草后由另一人印发", plans, Role.SUPERVISOR, Role.OFFICE_HEAD),
    kept_in_hand("oversight.task", "工作要点任务", "按期报告进展，完成须附佐证，由主管部门确认", tasks, Role.OFFICE_HEAD, Role.DRAFTER),
    kept_in_hand("oversight.assessment", "考核组织", "自评、两人评审、公示、异议期届满后由另一人确定（《条例》第四十六条）", assessments, Role.SUPERVISOR),
    kept_in_hand("oversight.self_assessment", "考核自评", "逐项自评，主张的分数附佐证", self_assessments, Role.OFFICE_HEAD, Role.DRAFTER),
    kept_in_hand("oversight.review", "考核评审", "第一人评分，第二人复核；扣分和与系统不一致的写明理由", reviews, Role.SUPERVISOR),
    kept_in_hand("oversight.objection", "考核异议", "异议期内提出，由原评审人以外的人处理", objections, Role.OFFICE_HEAD, Role.DRAFTER),
    kept_in_hand("oversight.case", "责任追究案件", "责令限期改正，认定性质，结案（《条例》第四十七条、第五十三条）", cases, Role.SUPERVISOR),
)  # fmt: skip
