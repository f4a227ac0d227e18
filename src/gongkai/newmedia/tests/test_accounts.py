"""The life of an account: applied for, approved by another office, run, filed, rectified, closed; nothing twice."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.newmedia.models import NewMediaAccount
from gongkai.newmedia.selectors import account_for, accounts_for, history_of
from gongkai.newmedia.tests.factories import PHONE, applied, approved, running
from gongkai.newmedia.usecases.apply_account import approve_account
from gongkai.newmedia.usecases.run_account import (
    cancel_account,
    close_account,
    file_account,
    rectify_account,
    run_account,
    suspend_account,
)


def test_the_whole_life_stands_in_its_history(cast: Cast) -> None:
    account = running(cast)
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    cast.on(date(2022, 4, 1))
    rectify_account(act=cast.act(Role.SUPERVISOR), account_id=account.id, reason="连续两周未更新")
    cast.on(date(2022, 4, 11))
    run_account(act=head, account_id=account.id)
    cast.on(date(2022, 6, 1))
    suspend_account(act=head, account_id=account.id, reason="迁移账号主体")
    cast.on(date(2022, 9, 1))
    close_account(act=head, account_id=account.id, reason="功能并入“温县发布”")
    cast.on(date(2022, 9, 30))
    cancel_account(act=head, account_id=account.id, reason="平台账号已注销")
    rows = history_of(account).values_list("state", "happened_on", "ended_on")
    assert list(rows) == [
        ("RUNNING", date(2022, 3, 1), date(2022, 3, 31)),
        ("RECTIFYING", date(2022, 4, 1), date(2022, 4, 10)),
        ("RUNNING", date(2022, 4, 11), date(2022, 5, 31)),
        ("SUSPENDED", date(2022, 6, 1), date(2022, 8, 31)),
        ("CLOSED", date(2022, 9, 1), date(2022, 9, 29)),
        ("CANCELLED", date(2022, 9, 30), None),
    ]


def test_an_account_cannot_run_before_it_is_approved(cast: Cast) -> None:
    account = applied(cast).account
    with pytest.raises(Refused, match="账号现为“申请开设”，只有“同意开设、整改、暂停”的账号可以投入运行"):
        run_account(act=cast.act(Role.OFFICE_HEAD, agency=cast.police), account_id=account.id)


def test_the_same_account_is_never_entered_twice(cast: Cast) -> None:
    applied(cast)
    with pytest.raises(Refused, match="账号“wenxian-gaj ”已由温县公安局登记，现为“申请开设”"):
        applied(cast, agency=cast.market, identifier="wenxian-gaj ")


def test_a_second_account_on_a_platform_is_warned_of_but_possible(cast: Cast) -> None:
    assert applied(cast).warnings == ()
    second = applied(cast, name="温县交警", identifier="wenxian-jj")
    assert [warning.text for warning in second.warnings] == [
        "温县公安局在微信公众号已有账号“平安温县”，原则上一个单位在同一平台只开设一个账号"
    ]
    assert applied(cast, platform="WEIBO", identifier="wx-weibo").warnings == ()


def test_a_closed_account_is_no_reason_to_warn(cast: Cast) -> None:
    account = running(cast)
    close_account(act=cast.act(Role.OFFICE_HEAD, agency=cast.police), account_id=account.id, reason="停用")
    assert applied(cast, identifier="wenxian-gaj-2").warnings == ()


def test_only_the_supervisor_of_the_area_approves(cast: Cast) -> None:
    account = applied(cast).account
    with pytest.raises(NotAllowed, match="主管部门"):
        approve_account(act=cast.act(Role.OFFICE_HEAD, agency=cast.police), account_id=account.id)
    with pytest.raises(NotAllowed, match="不在本主管部门的管辖范围内"):
        approve_account(act=cast.act(Role.SUPERVISOR, agency=cast.neighbour), account_id=account.id)


def test_the_offices_own_account_is_not_approved_by_its_applicant(cast: Cast) -> None:
    both = cast.act(Role.DRAFTER, Role.SUPERVISOR)
    account = applied(cast, agency=cast.office, act=both).account
    with pytest.raises(Refused, match="由申请人以外的人审批"):
        approve_account(act=both, account_id=account.id)


def test_all_gaps_of_an_application_are_told_at_once(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        applied(cast, platform="BBS", account_role="chief", name="", main_function=" ")
    assert [reason.field for reason in refusal.value.reasons] == ["platform", "account_role", "name", "main_function"]


def test_a_change_lies_between_the_last_one_and_today(cast: Cast) -> None:
    account = running(cast)
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    for day in (date(2022, 2, 28), date(2022, 3, 2)):
        with pytest.raises(Refused, match="日期须在2022-03-01（正常运行）至今天2022-03-01之间"):
            close_account(act=head, account_id=account.id, reason="停用", on=day)


def test_an_account_that_ran_before_the_system_keeps_its_own_days(cast: Cast) -> None:
    account = applied(cast, on=date(2019, 5, 1)).account
    approve_account(act=cast.act(Role.SUPERVISOR), account_id=account.id, on=date(2019, 5, 10))
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    run_account(act=head, account_id=account.id, on=date(2019, 6, 1))
    account.refresh_from_db()
    assert (account.opened_on, account.state) == (date(2019, 6, 1), "RUNNING")


def test_stopping_an_account_needs_a_reason(cast: Cast) -> None:
    account = running(cast)
    with pytest.raises(Refused, match="此操作须说明理由"):
        suspend_account(act=cast.act(Role.OFFICE_HEAD, agency=cast.police), account_id=account.id, reason=" ")


def test_a_closed_account_is_not_filed_any_more(cast: Cast) -> None:
    account = running(cast)
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    close_account(act=head, account_id=account.id, reason="停用")
    with pytest.raises(Refused, match="账号已关停，不能备案"):
        file_account(act=head, account_id=account.id, filing_number="BA-1")


def test_an_officer_sees_the_own_accounts_the_supervisor_those_of_the_area(cast: Cast) -> None:
    account = approved(cast)
    assert list(accounts_for(cast.act(Role.DRAFTER, agency=cast.police))) == [account]
    assert list(accounts_for(cast.act(Role.SUPERVISOR))) == [account]
    with pytest.raises(NotFound):
        account_for(cast.act(Role.OFFICE_HEAD, agency=cast.market), account.id)


def test_telephones_of_responsible_persons_are_encrypted(cast: Cast) -> None:
    applied(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT administrator_phone, person_in_charge_phone FROM newmedia_account")
        stored = [bytes(value) for value in cursor.fetchone()]
    assert all(PHONE.encode() not in value for value in stored)
    assert NewMediaAccount.objects.get().administrator_phone == PHONE
