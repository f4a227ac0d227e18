"""Reads of work plans: a unit sees its own tasks, the authority those of the area."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.oversight.models import PlanTask, TaskUnit, WorkPlan


def plans_for(act: Act) -> QuerySet[WorkPlan]:
    """Plans of agencies the act sees, and issued ones of the governments above."""
    ids = visible_agency_ids(act)
    above = [
        one.pk
        for one in Agency.objects.filter(pk__in=ids)
        for one in Agency.objects.filter(code__in=one.path.strip("/").split("/"))
    ]
    rows = WorkPlan.objects.filter(agency_id__in=ids) | WorkPlan.objects.filter(
        agency_id__in=above, state=WorkPlan.State.ISSUED
    )
    return rows.select_related("agency").order_by("-year", "agency__path")


def plan_for(act: Act, key: int) -> WorkPlan:
    found = plans_for(act).filter(pk=key).first()
    if found is None:
        raise NotFound([Reason("plan", "没有这份工作要点，或者它不属于本单位")])
    return found


def units_for(act: Act) -> QuerySet[TaskUnit]:
    """Tasks of the units the act sees, open ones with the nearest limit first."""
    rows = TaskUnit.objects.filter(agency_id__in=visible_agency_ids(act), task__plan__state=WorkPlan.State.ISSUED)
    return rows.select_related("task__plan", "agency").order_by("-state", "task__due_on", "agency__path", "id")


def unit_for(act: Act, key: int) -> TaskUnit:
    rows = TaskUnit.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("task__plan__agency", "agency")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotFound([Reason("unit", "没有这项任务，或者它不属于本单位")])
    return found


def progress_of(act: Act, plan: WorkPlan) -> list[PlanTask]:
    """The tasks with the parts of the units the act sees (``seen``)."""
    units = (
        TaskUnit.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("agency").order_by("agency__path")
    )
    return list(plan.tasks.order_by("place").prefetch_related(Prefetch("units", units, "seen")))
