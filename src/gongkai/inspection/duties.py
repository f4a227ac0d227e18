"""What inspection waits for: orders to rectify, and problems nobody has ordered to be put right yet (due at once)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from gongkai.inspection.models import InspectionOrder
from gongkai.inspection.rules import rule_of
from gongkai.measures.duties import Duty, DutyKind


def open_orders(agency_ids: Collection[int], today: date) -> Iterator[Duty]:
    rows = InspectionOrder.objects.filter(agency_id__in=agency_ids, confirmed_on__isnull=True, reported_on__isnull=True)
    for order in rows.select_related("finding").order_by("due_on", "id"):
        rule = rule_of(order.finding.rule)
        what = rule.label_zh if rule else order.finding.rule
        yield Duty(
            order.finding_id,
            order.agency_id,
            order.number,
            f"{what}：{order.finding.title}",
            order.due_on,
            order.state_zh,
        )


DUTIES = (DutyKind("inspection", "检查整改", "主管部门责令整改", open_orders),)
