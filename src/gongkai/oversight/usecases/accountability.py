"""An accountability case: opened, ordered to rectify, rectified, closed (REG 47, 53). Only the competent authority acts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, refuse_if, too_far, too_long
from gongkai.agencies.in_hand import take
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.numbering.allocate import allocate
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add
from gongkai.oversight.models import AccountabilityCase, RectificationOrder, Severity

MOST = 2000
State = AccountabilityCase.State
Outcome = AccountabilityCase.Outcome


def open_case(
    *, act: Act, agency: Agency, responsible_agency: Agency, trigger: str, findings: str
) -> AccountabilityCase:
    """Open a case of ``agency`` (the competent authority) about an agency of its area."""
    require(act, Role.SUPERVISOR, agency_id=agency.id)
    if responsible_agency.id not in visible_agency_ids(act):
        raise NotAllowed(
            [Reason("responsible_agency", f"{responsible_agency.name}不在本主管部门的管辖范围内", "REG 47")]
        )
    refuse_if(_opening_reasons(trigger, findings))
    with transaction.atomic():
        year = act.today.year
        case = AccountabilityCase.objects.create(
            number=f"ZR{year}-{allocate(f'case/{agency.code}/{year}'):03d}", agency=agency,
            responsible_agency=responsible_agency, trigger=trigger, findings=findings, opened_on=act.today,
            opened_by=act.actor_id,
        )  # fmt: skip
        take(act, "oversight.case", case.pk)
        tell(act, case, "opened", {"trigger": trigger, "about": responsible_agency.code})
    return case


def order_rectification(*, act: Act, case_id: int, demand: str, due_on: date) -> RectificationOrder:
    """Order the responsible agency to put something right by ``due_on`` (责令限期改正)."""
    with transaction.atomic():
        case = lock_case(act, case_id)
        reasons = open_reasons(case)
        if not demand.strip():
            reasons.append(Reason("demand", "请写明整改要求"))
        if due_on <= act.today:
            reasons.append(Reason("due_on", f"整改期限{due_on}须晚于今天{act.today}"))
        reasons += [*too_far("due_on", "整改期限", due_on, act.today), *too_long(("demand", demand, "整改要求", MOST))]
        refuse_if(reasons)
        order = RectificationOrder.objects.create(
            case=case, demand=demand, issued_on=act.today, issued_by=act.actor_id, due_on=due_on
        )
        if case.state == State.OPEN:
            case.state = State.RECTIFYING
            case.save(update_fields=["state"])
        take(act, "oversight.case", case.pk)
        tell(act, case, "rectification_ordered", {"order": public_id(order.id), "due": due_on})
    return order


def confirm_rectified(*, act: Act, order_id: int, result: str, done_on: date | None = None) -> RectificationOrder:
    """The authority confirms that an order was carried out, and when."""
    day = done_on or act.today
    with transaction.atomic():
        order = RectificationOrder.objects.select_for_update(of=("self",)).filter(pk=order_id).first()
        if order is None:
            raise NotFound([Reason("order", "没有这份整改通知")])
        case = lock_case(act, order.case_id)
        refuse_if(_rectified_reasons(act, case, order, result, day))
        order.done_on, order.result, order.confirmed_by = day, result, act.actor_id
        order.save(update_fields=["done_on", "result", "confirmed_by"])
        tell(act, case, "rectified", {"order": public_id(order.id), "on": day})
    return order


def close_case(*, act: Act, case_id: int, outcome: str, note: str) -> AccountabilityCase:
    """Close a case with its outcome: its severity must have been judged and every order carried out."""
    with transaction.atomic():
        case = lock_case(act, case_id)
        refuse_if(_closing_reasons(case, outcome, note))
        case.state, case.outcome, case.closing_note, case.closed_on = State.CLOSED, outcome, note, act.today
        case.save(update_fields=["state", "outcome", "closing_note", "closed_on"])
        tell(act, case, "closed", {"outcome": outcome})
    return case


def lock_case(act: Act, case_id: int, *roles: Role) -> AccountabilityCase:
    """The case, locked; only for its own authority. Raises NotFound and NotAllowed."""
    rows = AccountabilityCase.objects.select_for_update(of=("self",)).select_related("agency", "responsible_agency")
    case = rows.filter(pk=case_id).first()
    if case is None:
        raise NotFound([Reason("case", "没有这个案件")])
    require(act, *(roles or (Role.SUPERVISOR,)), agency_id=case.agency_id)
    return case


def open_reasons(case: AccountabilityCase) -> list[Reason]:
    if case.state != State.CLOSED:
        return []
    return [Reason("state", f"案件{case.number}已于{case.closed_on}结案")]


def tell(
    act: Act, case: AccountabilityCase, event: str, facts: Mapping[str, str | int | date | None] | None = None
) -> None:
    key = public_id(case.id)
    record(act, f"oversight.case_{event}", "accountability_case", key, facts={"number": case.number, **(facts or {})})
    add(f"oversight.case_{event}", key, act.now, {"number": case.number})


def _opening_reasons(trigger: str, findings: str) -> Iterator[Reason]:
    if trigger not in AccountabilityCase.Trigger.values:
        yield Reason(
            "trigger", f"“{trigger}”不是规定的情形；可选：{'、'.join(AccountabilityCase.Trigger.labels)}", "REG 53"
        )
    if not findings.strip():
        yield Reason("findings", "请写明查明的事实")
    yield from too_long(("findings", findings, "查明的事实", MOST))


def _rectified_reasons(
    act: Act, case: AccountabilityCase, order: RectificationOrder, result: str, day: date
) -> Iterator[Reason]:
    yield from open_reasons(case)
    if order.done_on is not None:
        yield Reason("order", f"这份整改通知已于{order.done_on}办结")
    if not result.strip():
        yield Reason("result", "请写明整改结果")
    yield from too_long(("result", result, "整改结果", MOST))
    if not order.issued_on <= day <= act.today:
        yield Reason("done_on", f"整改完成日期须在{order.issued_on}至今天{act.today}之间；所填：{day}")


def _closing_reasons(case: AccountabilityCase, outcome: str, note: str) -> Iterator[Reason]:
    yield from open_reasons(case)
    if outcome not in Outcome.values:
        yield Reason("outcome", f"“{outcome}”不在可选范围；可选：{'、'.join(Outcome.labels)}")
    if not note.strip():
        yield Reason("note", "请写明处理结果")
    yield from too_long(("note", note, "处理结果", MOST))
    if not case.severity:
        yield Reason("severity", "尚未认定事件性质，须由两人认定后才能结案")
    elif case.severity == Severity.MAJOR and outcome == Outcome.UNFOUNDED:
        yield Reason("outcome", "已认定为重大的案件不能以“不成立”结案，请先重新认定")
    waiting = case.orders.filter(done_on__isnull=True).count()
    if waiting:
        yield Reason("orders", f"还有{waiting}份整改通知没有办结")
