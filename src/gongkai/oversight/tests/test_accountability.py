"""A case of the competent authority: opened about its area, ordered, judged by two people, closed when all is done."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.oversight.models import AccountabilityCase, IncidentJudged
from gongkai.oversight.selectors import cases_for, waiting_orders
from gongkai.oversight.usecases.accountability import (
    close_case,
    confirm_rectified,
    open_case,
    order_rectification,
)
from gongkai.oversight.usecases.judge_severity import judge_severity, propose_severity


def opened(cast: Cast, about: Agency | None = None, trigger: str = "LATE_REPLY") -> AccountabilityCase:
    act = cast.act(Role.SUPERVISOR)
    return open_case(
        act=act, agency=cast.office, responsible_agency=about or cast.police, trigger=trigger,
        findings="3月收到的申请逾期12个工作日未答复",
    )  # fmt: skip


def judged(cast: Cast, severity: str = "MAJOR", about: Agency | None = None) -> AccountabilityCase:
    case = opened(cast, about)
    propose_severity(act=cast.act(Role.SUPERVISOR), case_id=case.id, severity=severity, reason="影响恶劣")
    return judge_severity(act=cast.act(Role.OFFICE_HEAD), case_id=case.id)


def test_cases_are_numbered_by_year(cast: Cast) -> None:
    assert [opened(cast).number, opened(cast).number] == ["ZR2022-001", "ZR2022-002"]


def test_only_an_agency_of_the_area_can_be_held_accountable(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="武陟县人民政府不在本主管部门的管辖范围内"):
        opened(cast, about=cast.neighbour)


def test_a_department_opens_no_case_even_with_the_role(cast: Cast) -> None:
    act = cast.act(Role.SUPERVISOR, agency=cast.market)
    with pytest.raises(NotAllowed, match="只能办理本单位的事项"):
        open_case(act=act, agency=cast.office, responsible_agency=cast.police, trigger="LEAK", findings="x")
    with pytest.raises(NotAllowed, match="不在本主管部门的管辖范围内"):
        open_case(act=act, agency=cast.market, responsible_agency=cast.police, trigger="LEAK", findings="x")


def test_an_unknown_trigger_names_the_list_and_the_article(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        opened(cast, trigger="BAD_WEATHER")
    assert refusal.value.reasons[0].article == "REG 53"
    assert "不及时更新公开的政府信息内容、指南和目录" in refusal.value.reasons[0].text


def test_the_proposer_does_not_judge_even_as_head(cast: Cast) -> None:
    both = cast.act(Role.SUPERVISOR, Role.OFFICE_HEAD)
    case = opened(cast)
    propose_severity(act=both, case_id=case.id, severity="MAJOR", reason="影响恶劣")
    with pytest.raises(Refused, match="由提议人以外的人认定"):
        judge_severity(act=both, case_id=case.id)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountabilityCase.objects.filter(pk=case.pk).update(judged_by=both.actor_id)
    assert IncidentJudged.objects.count() == 0


def test_a_second_supervisor_may_judge(cast: Cast) -> None:
    case = opened(cast)
    propose_severity(act=cast.act(Role.SUPERVISOR), case_id=case.id, severity="ORDINARY", reason="及时补救")
    judged_case = judge_severity(act=cast.act(Role.SUPERVISOR, who="乙"), case_id=case.id)
    assert judged_case.severity == "ORDINARY"
    assert IncidentJudged.objects.get().agency == cast.police


def test_without_a_proposal_there_is_nothing_to_judge(cast: Cast) -> None:
    case = opened(cast)
    with pytest.raises(Refused, match="没有待认定的提议"):
        judge_severity(act=cast.act(Role.OFFICE_HEAD), case_id=case.id)
    judged_case = judged(cast)
    with pytest.raises(Refused, match="没有待认定的提议"):
        judge_severity(act=cast.act(Role.OFFICE_HEAD), case_id=judged_case.id)


def test_an_order_has_a_day_in_the_future_and_waits_until_confirmed(cast: Cast) -> None:
    case = opened(cast)
    act = cast.act(Role.SUPERVISOR)
    with pytest.raises(Refused, match="整改期限2022-03-01须晚于今天2022-03-01"):
        order_rectification(act=act, case_id=case.id, demand="立即答复", due_on=date(2022, 3, 1))
    order = order_rectification(act=act, case_id=case.id, demand="立即答复", due_on=date(2022, 3, 15))
    assert list(waiting_orders(cast.act(Role.OFFICE_HEAD, agency=cast.police))) == [order]
    assert (order.is_overdue(date(2022, 3, 15)), order.is_overdue(date(2022, 3, 16))) == (False, True)
    cast.on(date(2022, 3, 10))
    confirm_rectified(act=act, order_id=order.id, result="已答复并致歉")
    assert list(waiting_orders(act)) == []
    with pytest.raises(Refused, match="已于2022-03-10办结"):
        confirm_rectified(act=act, order_id=order.id, result="再次确认")


def test_a_case_closes_only_when_judged_and_all_orders_are_done(cast: Cast) -> None:
    case = opened(cast)
    act = cast.act(Role.SUPERVISOR)
    order = order_rectification(act=act, case_id=case.id, demand="立即答复", due_on=date(2022, 3, 15))
    with pytest.raises(Refused) as refusal:
        close_case(act=act, case_id=case.id, outcome="RECTIFIED", note="")
    assert [reason.field for reason in refusal.value.reasons] == ["note", "severity", "orders"]
    confirm_rectified(act=act, order_id=order.id, result="已答复")
    propose_severity(act=act, case_id=case.id, severity="ORDINARY", reason="及时补救")
    judge_severity(act=cast.act(Role.OFFICE_HEAD), case_id=case.id)
    closed = close_case(act=act, case_id=case.id, outcome="RECTIFIED", note="已整改到位")
    assert (closed.state, closed.closed_on) == ("CLOSED", date(2022, 3, 1))
    with pytest.raises(Refused, match="案件ZR2022-001已于2022-03-01结案"):
        order_rectification(act=act, case_id=case.id, demand="再改", due_on=date(2022, 4, 1))


def test_a_major_case_is_not_closed_as_unfounded(cast: Cast) -> None:
    case = judged(cast, "MAJOR")
    with pytest.raises(Refused, match="请先重新认定"):
        close_case(act=cast.act(Role.SUPERVISOR), case_id=case.id, outcome="UNFOUNDED", note="不成立")


def test_an_agency_reads_the_cases_about_itself_but_not_those_about_others(cast: Cast) -> None:
    case = opened(cast)
    assert list(cases_for(cast.act(Role.OFFICE_HEAD, agency=cast.police))) == [case]
    assert list(cases_for(cast.act(Role.OFFICE_HEAD, agency=cast.market))) == []
    assert list(cases_for(cast.citizen())) == []


def test_the_findings_are_encrypted(cast: Cast) -> None:
    opened(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT findings FROM oversight_case")
        stored = bytes(cursor.fetchone()[0])
    assert "逾期".encode() not in stored
    assert AccountabilityCase.objects.get().findings.startswith("3月收到的申请逾期")
