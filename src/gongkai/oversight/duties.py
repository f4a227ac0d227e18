"""Tasks of issued work plans not reported as finished: an order's limit, when later ordered, replaces the task's own."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Prefetch

from gongkai.measures.duties import Duty, DutyKind
from gongkai.oversight.models import TaskNotice, TaskUnit, WorkPlan


def open_tasks(agency_ids: Collection[int], today: date) -> Iterator[Duty]:
    rows = TaskUnit.objects.filter(
        agency_id__in=agency_ids, state=TaskUnit.State.OPEN, task__plan__state=WorkPlan.State.ISSUED
    ).select_related("task")
    orders = TaskNotice.objects.filter(kind=TaskNotice.Kind.ORDER).order_by("issued_on", "id")
    for unit in rows.prefetch_related(Prefetch("notices", orders, "orders")):
        due = (unit.orders[-1].due_on if unit.orders else None) or unit.task.due_on
        state = "督促整改" if unit.orders else unit.get_state_display()
        yield Duty(unit.pk, unit.agency_id, "", unit.task.text, due, state)


DUTIES = (DutyKind("plan", "工作要点", "年度政务公开工作要点", open_tasks),)
