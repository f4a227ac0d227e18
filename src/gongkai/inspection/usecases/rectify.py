"""An order to put a finding right: issued by the authority, reported by the unit, confirmed by somebody who did not report it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if, too_far, too_long
from gongkai.agencies.in_hand import take
from gongkai.agencies.rights import require, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.inspection.errors import no_such
from gongkai.inspection.models import Finding, InspectionOrder
from gongkai.inspection.rules import Scope
from gongkai.newmedia.account_states import AccountState
from gongkai.newmedia.models import NewMediaAccount
from gongkai.newmedia.usecases.run_account import rectify_account, release_account
from gongkai.numbering.allocate import allocate
from gongkai.numbering.keys import key_of, public_id
from gongkai.outbox.write import add


def order_rectification(*, act: Act, finding_id: int, demand: str, due_on: date) -> InspectionOrder:
    """责令整改 by the supervisor of the area. A running account goes over to 整改 with it."""
    with transaction.atomic():
        finding = _locked_finding(act, finding_id)
        require(act, Role.SUPERVISOR)
        refuse_if(_order_reasons(act, finding, demand, due_on))
        year = act.today.year
        order = InspectionOrder.objects.create(
            number=f"ZG{year}-{allocate(f'inspection-order/{finding.government.code}/{year}'):03d}-{finding.government.code}"[:40],
            finding=finding, agency_id=finding.agency_id, demand=demand.strip(), issued_on=act.today,
            issued_by=act.actor_id, due_on=due_on,
        )  # fmt: skip
        account = _account_of(finding)
        if account is not None and account.state == AccountState.RUNNING:
            rectify_account(act=act, account_id=account.pk, reason=f"{order.number}：{demand.strip()}"[:300])
        take(act, "inspection.order_issued", order.pk)
        _tell(act, order, "ordered", due_on)
    return order


def report_rectified(*, act: Act, order_id: int, report: str) -> InspectionOrder:
    """The unit tells what it did; the order then waits for the authority."""
    with transaction.atomic():
        order = _locked_order(act, order_id)
        require(act, Role.OFFICE_HEAD, Role.DRAFTER, Role.PUBLISHER, agency_id=order.agency_id)
        reasons = [] if report.strip() else [Reason("report", "请写明整改情况")]
        reasons += too_long(("report", report, "整改情况", 1000))
        if order.reported_on is not None:
            reasons.append(Reason("order", f"这份整改通知已于{order.reported_on}报告，等待主管部门确认"))
        refuse_if([*reasons, *_closed_reasons(order)])
        order.report, order.reported_on, order.reported_by = report.strip(), act.today, act.actor_id
        order.returned_because = ""
        order.save(update_fields=["report", "reported_on", "reported_by", "returned_because"])
        take(act, "inspection.order", order.pk)
        _tell(act, order, "reported")
    return order


def confirm_rectified(*, act: Act, order_id: int) -> InspectionOrder:
    """The authority confirms; the account runs again. Never the person who reported."""
    with transaction.atomic():
        order = _locked_order(act, order_id)
        require(act, Role.SUPERVISOR)
        refuse_if(_decision_reasons(act, order))
        order.confirmed_on, order.confirmed_by = act.today, act.actor_id
        order.save(update_fields=["confirmed_on", "confirmed_by"])
        account = _account_of(order.finding)
        if account is not None and account.state == AccountState.RECTIFYING:
            release_account(act=act, account_id=account.pk, note=f"{order.number}整改完成")
        _tell(act, order, "confirmed")
    return order


def return_report(*, act: Act, order_id: int, because: str) -> InspectionOrder:
    """Not put right: the report goes back with the reason, the limit stays."""
    with transaction.atomic():
        order = _locked_order(act, order_id)
        require(act, Role.SUPERVISOR)
        reasons = [] if because.strip() else [Reason("because", "退回须写明理由")]
        reasons += too_long(("because", because, "退回理由", 300))
        refuse_if([*reasons, *_decision_reasons(act, order)])
        order.reported_on, order.reported_by, order.returned_because = None, "", because.strip()
        order.save(update_fields=["reported_on", "reported_by", "returned_because"])
        _tell(act, order, "returned")
    return order


def _locked_finding(act: Act, finding_id: int) -> Finding:
    rows = Finding.objects.select_for_update(of=("self",)).select_related("government", "agency")
    found = rows.filter(pk=finding_id, agency_id__in=visible_agency_ids(act)).first()
    if found is None:
        raise no_such("检查发现")
    return found


def _locked_order(act: Act, order_id: int) -> InspectionOrder:
    rows = InspectionOrder.objects.select_for_update(of=("self",)).select_related("finding", "agency")
    found = rows.filter(pk=order_id, agency_id__in=visible_agency_ids(act)).first()
    if found is None:
        raise no_such("整改通知")
    return found


def _account_of(finding: Finding) -> NewMediaAccount | None:
    if finding.scope != Scope.ACCOUNT:
        return None
    return NewMediaAccount.objects.filter(pk=key_of(finding.subject)).first()


def _order_reasons(act: Act, finding: Finding, demand: str, due_on: date) -> Iterator[Reason]:
    if not demand.strip() or len(demand) > 500:
        yield Reason("demand", f"请写明整改要求，最多500字；现有{len(demand.strip())}字")
    if due_on <= act.today:
        yield Reason("due_on", f"整改期限{due_on}须晚于今天{act.today}")
    yield from too_far("due_on", "整改期限", due_on, act.today)
    if finding.cleared_on is not None:
        yield Reason("finding", f"该问题已于{finding.cleared_on}消除，无须整改")
    waiting = finding.orders.filter(confirmed_on__isnull=True).first()
    if waiting is not None:
        yield Reason("finding", f"该问题已有整改通知{waiting.number}，期限{waiting.due_on}")


def _closed_reasons(order: InspectionOrder) -> list[Reason]:
    return [Reason("order", f"这份整改通知已于{order.confirmed_on}办结")] if order.confirmed_on else []


def _decision_reasons(act: Act, order: InspectionOrder) -> Iterator[Reason]:
    yield from _closed_reasons(order)
    if order.reported_on is None:
        yield Reason("order", "责任单位尚未报告整改情况")
    elif order.reported_by == act.actor_id:
        yield Reason("confirmed_by", "整改情况由报告人以外的人确认")


def _tell(act: Act, order: InspectionOrder, event: str, due: date | None = None) -> None:
    key = public_id(order.pk)
    facts: dict[str, str | int | date | None] = {
        "number": order.number,
        "finding": public_id(order.finding_id),
        "due": due,
    }
    record(act, f"inspection.order_{event}", "inspection_order", key, facts=facts)
    add(f"inspection.order_{event}", key, act.now, {"number": order.number})
