"""What waits of inspection: orders a unit has to carry out, reports the authority has to confirm, the quarter's form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from gongkai.agencies.rights import ids_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk.todo import Task
from gongkai.inspection.models import SelfInspection
from gongkai.inspection.selectors import open_orders_for, self_inspections_for, self_inspections_owed
from gongkai.numbering.keys import public_id

_UNIT = {Role.OFFICE_HEAD, Role.DRAFTER, Role.PUBLISHER}


def _forms_owed(act: Act) -> Iterator[Task]:
    """The quarter's form, before the quarter is over, and at any time when it came back."""
    year, quarter = act.today.year, (act.today.month + 2) // 3
    last = date(year + quarter // 4, quarter % 4 * 3 + 1, 1) - timedelta(days=1)
    for agency, form in self_inspections_owed(act):
        address = f"{reverse('desk:self-inspection')}?agency={agency.code}"
        title = f"{agency.short_name}{year}年第{quarter}季度自查表"
        what = "修改后重新报送" if form else "填报"
        yield Task("desk:self-inspection", title, what, address, last, "每季度自查（约定）")


def tasks(act: Act) -> Iterator[Task]:
    own = ids_written_for(act)
    for order in open_orders_for(act)[:200]:
        address = reverse("desk:finding", args=[public_id(order.finding_id)])
        title = f"{order.number}　{order.finding.title}"
        if order.reported_on is None and order.agency_id in own and act.roles & _UNIT:
            yield Task("desk:inspection", title, "整改并报告", address, order.due_on, "主管部门责令整改")
        elif order.reported_on is not None and Role.SUPERVISOR in act.roles and order.reported_by != act.actor_id:
            yield Task("desk:inspection", title, "确认整改情况", address)
    if act.roles & _UNIT:
        yield from _forms_owed(act)
    if Role.SUPERVISOR in act.roles:
        waiting = self_inspections_for(act).filter(state=SelfInspection.State.HANDED_IN)
        for form in waiting.exclude(handed_in_by=act.actor_id)[:100]:
            title = f"{form.agency.short_name}{form.year}年第{form.quarter}季度自查表"
            yield Task("desk:self-inspection", title, "审核", reverse("desk:self-inspection"))
