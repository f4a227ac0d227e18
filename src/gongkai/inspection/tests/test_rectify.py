"""An order to rectify: issued, reported, confirmed by two people; the account goes over to 整改 and back. Ringing once a silence."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.desk.inspection.waiting import tasks
from gongkai.inspection.models import Finding, InspectionOrder
from gongkai.inspection.rules import RULES
from gongkai.inspection.tests.test_run import post, run
from gongkai.inspection.usecases.rectify import confirm_rectified, order_rectification, report_rectified, return_report
from gongkai.inspection.usecases.ring import ring_silent_accounts
from gongkai.inspection.usecases.self_inspection import (
    Answer,
    decide_self_inspection,
    hand_in_self_inspection,
)
from gongkai.measures.duties import kind_of
from gongkai.messages.models import Message
from gongkai.newmedia.models import NewMediaAccount
from gongkai.newmedia.tests.factories import PHONE, running


@pytest.fixture
def silent(cast: Cast) -> Finding:
    running(cast)
    cast.on(date(2022, 3, 20))
    run(cast)
    return Finding.objects.get(rule="M-UPDATE")


def ordered(cast: Cast, finding: Finding) -> InspectionOrder:
    act = cast.act(Role.SUPERVISOR)
    return order_rectification(act=act, finding_id=finding.pk, demand="恢复更新", due_on=date(2022, 3, 25))


def test_inspected_ordered_rectified_confirmed(cast: Cast, silent: Finding) -> None:
    order = ordered(cast, silent)
    account = NewMediaAccount.objects.get()
    assert (account.state, order.number[:10]) == ("RECTIFYING", "ZG2022-001")
    duties = kind_of("inspection").open({cast.police.pk}, date(2022, 3, 26))
    assert [(duty.agency_id, duty.due, duty.is_overdue(date(2022, 3, 26))) for duty in duties] == [
        (cast.police.pk, date(2022, 3, 25), True)
    ]
    post(cast, account.pk, "2022-03-20")
    report_rectified(act=cast.act(Role.OFFICE_HEAD, agency=cast.police), order_id=order.pk, report="已恢复更新")
    assert list(kind_of("inspection").open({cast.police.pk}, date(2022, 3, 26))) == []
    cast.on(date(2022, 3, 21))
    confirm_rectified(act=cast.act(Role.SUPERVISOR), order_id=order.pk)
    account.refresh_from_db()
    assert account.state == "RUNNING"
    run(cast)
    silent.refresh_from_db()
    assert silent.cleared_on == date(2022, 3, 21)


def test_whoever_reported_does_not_confirm(cast: Cast, silent: Finding) -> None:
    both = cast.act(Role.OFFICE_HEAD, Role.SUPERVISOR, agency=cast.office)
    finding = Finding.objects.get(rule="W-SERVICE")
    act = cast.act(Role.SUPERVISOR)
    order = order_rectification(act=act, finding_id=finding.pk, demand="公布办事指南", due_on=date(2022, 4, 25))
    report_rectified(act=both, order_id=order.pk, report="已公布")
    with pytest.raises(Refused, match="由报告人以外的人确认"):
        confirm_rectified(act=both, order_id=order.pk)


def test_a_returned_report_can_be_given_again(cast: Cast, silent: Finding) -> None:
    order = ordered(cast, silent)
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    report_rectified(act=head, order_id=order.pk, report="已整改")
    with pytest.raises(Refused, match="退回须写明理由"):
        return_report(act=cast.act(Role.SUPERVISOR), order_id=order.pk, because=" ")
    return_report(act=cast.act(Role.SUPERVISOR), order_id=order.pk, because="账号仍未更新")
    order = report_rectified(act=head, order_id=order.pk, report="已更新三条")
    assert (order.state_zh, order.returned_because) == ("待确认", "")


def test_a_second_order_a_past_limit_and_an_empty_demand_are_told_together(cast: Cast, silent: Finding) -> None:
    ordered(cast, silent)
    with pytest.raises(Refused) as refusal:
        order_rectification(act=cast.act(Role.SUPERVISOR), finding_id=silent.pk, demand=" ", due_on=date(2022, 3, 20))
    assert [reason.field for reason in refusal.value.reasons] == ["demand", "due_on", "finding"]
    assert InspectionOrder.objects.count() == 1


def test_the_unit_orders_nothing_another_county_sees_nothing(cast: Cast, silent: Finding) -> None:
    with pytest.raises(NotAllowed):
        order_rectification(
            act=cast.act(Role.OFFICE_HEAD, agency=cast.police),
            finding_id=silent.pk,
            demand="x",
            due_on=date(2022, 4, 1),
        )
    with pytest.raises(NotFound):
        order_rectification(
            act=cast.act(Role.SUPERVISOR, agency=cast.neighbour),
            finding_id=silent.pk,
            demand="x",
            due_on=date(2022, 4, 1),
        )


def test_an_account_silent_for_ten_days_is_rung_for_once(cast: Cast) -> None:
    running(cast)
    act = cast.act(Role.SUPERVISOR)
    cast.on(date(2022, 3, 10))
    run(cast)
    assert ring_silent_accounts(act=act, government=cast.government) == 0
    cast.on(date(2022, 3, 11))
    run(cast)
    assert ring_silent_accounts(act=act, government=cast.government) == 1
    message = Message.objects.get()
    assert (message.channel, message.address, message.agency) == ("SMS", PHONE, cast.police)
    assert "“平安温县”已10天未更新" in message.text
    cast.on(date(2022, 3, 12))
    run(cast)
    assert ring_silent_accounts(act=act, government=cast.government) == 0


def test_the_quarters_form_waits_in_its_last_month_and_when_it_came_back(cast: Cast) -> None:
    running(cast)
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    cast.on(date(2022, 2, 28))
    assert list(tasks(head)) == []
    cast.on(date(2022, 3, 1))
    assert [(task.title, task.what, task.due) for task in tasks(head)] == [
        ("县公安局2022年第1季度自查表", "填报", date(2022, 3, 31))
    ]
    assert list(tasks(cast.act(Role.OFFICE_HEAD, agency=cast.market))) == []  # no account, nothing to look at
    answers = {rule.id: Answer(True, "") for rule in RULES}
    form = hand_in_self_inspection(act=head, agency=cast.police, year=2022, quarter=1, answers=answers)
    assert list(tasks(head)) == []
    decide_self_inspection(act=cast.act(Role.SUPERVISOR), form_id=form.pk, accepted=False, note="请逐项核对")
    assert [(task.what, task.due) for task in tasks(head)] == [("修改后重新报送", date(2022, 3, 31))]
