"""Orders to rectify on both sides, self-inspection forms not accepted yet, samples being looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gongkai.agencies.in_hand import kept_in_hand
from gongkai.agencies.open_work import Piece
from gongkai.agencies.roles import Role
from gongkai.inspection.models import InspectionOrder, SelfInspection, SpotCheck


def orders(keys: Collection[int]) -> Iterator[Piece]:
    rows = InspectionOrder.objects.filter(pk__in=keys, confirmed_on__isnull=True).select_related("finding")
    for order in rows.order_by("due_on", "id"):
        yield Piece(order.pk, f"{order.number}　{order.finding.title}"[:300], order.state_zh, order.due_on)


def forms(keys: Collection[int]) -> Iterator[Piece]:
    rows = SelfInspection.objects.filter(pk__in=keys).exclude(state=SelfInspection.State.ACCEPTED)
    for form in rows.select_related("agency").order_by("id"):
        yield Piece(form.pk, f"{form.agency.name}{form.year}年第{form.quarter}季度自查表", form.get_state_display())


def samples(keys: Collection[int]) -> Iterator[Piece]:
    for check in SpotCheck.objects.filter(pk__in=keys, published_on__isnull=True).order_by("id"):
        yield Piece(check.pk, f"{check.year}年第{check.quarter}季度抽查", "检查中")


OPEN_WORK = (
    kept_in_hand("inspection.order", "整改报告", "按整改通知的期限报告整改情况，由主管部门确认（《条例》第四十七条）", orders, Role.OFFICE_HEAD, Role.DRAFTER, Role.PUBLISHER),
    kept_in_hand("inspection.order_issued", "督促整改", "跟踪整改通知到期情况，确认或者退回整改报告（《条例》第四十七条）", orders, Role.SUPERVISOR),
    kept_in_hand("inspection.self", "季度自查表", "每季度逐项自查；系统发现问题而结论为未发现的须说明理由", forms, Role.OFFICE_HEAD, Role.DRAFTER, Role.PUBLISHER),
    kept_in_hand("inspection.spot_check", "新媒体抽查", "抽中的账号逐个检查，结果每季度公布", samples, Role.SUPERVISOR),
)  # fmt: skip
