"""What waits of inspection: orders a unit has to carry out, reports the authority has to confirm, the quarter's form."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from gongkai.agencies.rights import ids_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk.todo import Task
from gongkai.inspection.models import SelfInspection
from gongkai.inspection.selectors import open_orders_for, self_inspections_for
from gongkai.numbering.keys import public_id

_UNIT = {Role.OFFICE_HEAD, Role.DRAFTER, Role.PUBLISHER}


def tasks(act: Act) -> Iterator[Task]:
    own = ids_written_for(act)
    for order in open_orders_for(act)[:200]:
        address = reverse("desk:finding", args=[public_id(order.finding_id)])
        title = f"{order.number}　{order.finding.title}"
        if order.reported_on is None and order.agency_id in own and act.roles & _UNIT:
            yield Task("desk:inspection", title, "整改并报告", address, order.due_on, "主管部门责令整改")
        elif order.reported_on is not None and Role.SUPERVISOR in act.roles and order.reported_by != act.actor_id:
            yield Task("desk:inspection", title, "确认整改情况", address)
    if Role.SUPERVISOR in act.roles:
        waiting = self_inspections_for(act).filter(state=SelfInspection.State.HANDED_IN)
        for form in waiting.exclude(handed_in_by=act.actor_id)[:100]:
            title = f"{form.agency.short_name}{form.year}年第{form.quarter}季度自查表"
            yield Task("desk:self-inspection", title, "审核", reverse("desk:self-inspection"))
