"""What waits of oversight: tasks of the work plan, reports to confirm, self-assessment, objections, hand-over lists to confirm."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from gongkai.agencies.rights import ids_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk.todo import Task
from gongkai.numbering.keys import public_id
from gongkai.oversight.assessing import assessments_for
from gongkai.oversight.handovers import handovers_for
from gongkai.oversight.models import Assessment, HandOverLine, Objection, TaskUnit
from gongkai.oversight.plans import units_for

_UNIT = {Role.OFFICE_HEAD, Role.DRAFTER}
MOST = 100


def tasks(act: Act) -> Iterator[Task]:
    own = ids_written_for(act)
    if act.roles & _UNIT:
        for unit in units_for(act).filter(agency_id__in=own, state=TaskUnit.State.OPEN)[:MOST]:
            yield Task("desk:plans", unit.task.text, "推进并报进展", _task(unit), unit.task.due_on, unit.task.source)
        for made in (
            assessments_for(act)
            .filter(state=Assessment.State.SELF, indicators__scores__agency_id__in=own)
            .distinct()[:MOST]
        ):
            yield Task("desk:assessments", made.title, "自评", reverse("desk:assessment", args=[public_id(made.pk)]))
    if Role.SUPERVISOR in act.roles:
        for unit in units_for(act).filter(state=TaskUnit.State.REPORTED).exclude(reported_by=act.actor_id)[:MOST]:
            yield Task("desk:plans", f"{unit.agency.short_name}：{unit.task.text}", "确认完成情况", _task(unit))
        waiting = Objection.objects.filter(
            decided_on__isnull=True, score__indicator__assessment__in=assessments_for(act).values("pk")
        )
        for one in waiting.select_related("score__indicator", "score__agency")[:MOST]:
            address = reverse(
                "desk:assessment-unit", args=[public_id(one.score.indicator.assessment_id), one.score.agency.code]
            )
            yield Task(
                "desk:assessments",
                f"{one.score.agency.short_name}对“{one.score.indicator.label}”的异议",
                "处理异议",
                address,
            )
    yield from _handovers(act)


def _handovers(act: Act) -> Iterator[Task]:
    """Lists this officer has to confirm: as the one who leaves, or who takes over."""
    if not act.actor_id.isdigit():
        return
    me = int(act.actor_id)
    mine = HandOverLine.objects.filter(receiver_id=me, confirmed_at__isnull=True).values("handover_id")
    waiting = handovers_for(act).filter(giver_id=me, giver_confirmed_at__isnull=True) | handovers_for(act).filter(
        pk__in=mine
    )
    for one in waiting.distinct()[:MOST]:
        yield Task(
            "desk:handovers",
            f"{one.giver.name}的业务交接清单",
            "确认清单",
            reverse("desk:handover", args=[public_id(one.pk)]),
        )


def _task(unit: TaskUnit) -> str:
    return reverse("desk:plan-task", args=[public_id(unit.pk)])
