"""Whose rows an officer sees and what a role may do: default deny, dated grants, nobody above the roles."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.models import Agency, AgencyKind, Officer, RoleGrant
from gongkai.agencies.rights import (
    act_of,
    agencies_written_for,
    at_one_look,
    may_see,
    require,
    roles_of,
    visible_agency_ids,
)
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.agencies.tree import agency_by_code, area_ids, scope_ids
from gongkai.agencies.usecases.appoint import (
    appoint_officer,
    choose_setting,
    end_role,
    grant_role,
    name_supervisor,
)
from gongkai.agencies.usecases.establish import establish_agency
from gongkai.audit.models import AuditLine


def _area(cast: Cast) -> set[int]:
    return {agency.pk for agency in (cast.government, cast.office, cast.police, cast.market, cast.township)}


def test_an_officer_of_a_department_sees_the_own_agency_only(cast: Cast) -> None:
    assert visible_agency_ids(cast.act(Role.DRAFTER, agency=cast.police)) == (cast.police.pk,)


def test_the_office_also_works_for_its_government(cast: Cast) -> None:
    act = cast.act(Role.DRAFTER)
    assert set(visible_agency_ids(act)) == {cast.office.pk, cast.government.pk}
    require(act, Role.DRAFTER, agency_id=cast.government.pk)
    assert agencies_written_for(act) == (cast.government, cast.office)


def test_the_supervisor_of_the_competent_authority_sees_its_whole_area_and_no_other(cast: Cast) -> None:
    act = cast.act(Role.SUPERVISOR)
    assert set(visible_agency_ids(act)) == _area(cast)
    assert may_see(act, cast.township.pk)
    assert not may_see(act, cast.neighbour.pk)


def test_the_same_person_without_the_role_sees_no_area(cast: Cast) -> None:
    assert cast.police.pk not in visible_agency_ids(cast.act(Role.OFFICE_HEAD))


def test_a_supervisor_role_at_a_department_opens_nothing_more(cast: Cast) -> None:
    assert visible_agency_ids(cast.act(Role.SUPERVISOR, agency=cast.market)) == (cast.market.pk,)


def test_who_has_no_agency_sees_nothing_and_may_do_nothing(cast: Cast) -> None:
    assert visible_agency_ids(cast.citizen()) == ()
    assert agencies_written_for(cast.citizen()) == ()
    for role in Role:
        with pytest.raises(NotAllowed):
            require(cast.citizen(), role)


def test_an_officer_without_any_role_may_do_nothing(cast: Cast) -> None:
    act = cast.act(agency=cast.police)
    for role in Role:
        with pytest.raises(NotAllowed, match=role.label):
            require(act, role, agency_id=cast.police.pk)


def test_a_role_at_one_agency_is_none_at_another(cast: Cast) -> None:
    act = cast.act(Role.PUBLISHER, agency=cast.police)
    require(act, Role.PUBLISHER, agency_id=cast.police.pk)
    for other in (cast.market, cast.government, cast.neighbour):
        with pytest.raises(NotAllowed, match="只能办理本单位的事项"):
            require(act, Role.PUBLISHER, agency_id=other.pk)


def test_a_grant_begins_on_its_day_and_ends_after_its_last(cast: Cast) -> None:
    officer = cast.officer(Role.DRAFTER, agency=cast.police)
    admin = cast.act(Role.SYSTEM_ADMIN)
    end_role(act=admin, officer=officer, role=Role.DRAFTER, last_day=date(2022, 5, 31))
    assert roles_of(officer, date(2020, 1, 1)) == frozenset()
    assert roles_of(officer, date(2020, 1, 2)) == {"DRAFTER"}
    assert roles_of(officer, date(2022, 5, 31)) == {"DRAFTER"}
    assert roles_of(officer, date(2022, 6, 1)) == frozenset()
    cast.on(date(2022, 6, 1))
    assert act_of(officer, cast.clock).roles == frozenset()


def test_a_role_ended_twice_or_before_it_began_is_refused(cast: Cast) -> None:
    officer = cast.officer(Role.DRAFTER, agency=cast.police)
    admin = cast.act(Role.SYSTEM_ADMIN)
    with pytest.raises(Refused, match="最后一日2019-12-31早于授予该角色的2020-01-02"):
        end_role(act=admin, officer=officer, role=Role.DRAFTER, last_day=date(2019, 12, 31))
    end_role(act=admin, officer=officer, role=Role.DRAFTER, last_day=date(2022, 5, 31))
    with pytest.raises(Refused, match="目前没有“拟稿人”角色"):
        end_role(act=admin, officer=officer, role=Role.DRAFTER, last_day=date(2022, 6, 30))
    assert RoleGrant.objects.get(officer=officer).until == date(2022, 5, 31)


def test_a_role_is_granted_again_after_its_end(cast: Cast) -> None:
    officer = cast.officer(Role.DRAFTER, agency=cast.police)
    admin = cast.act(Role.SYSTEM_ADMIN)
    with pytest.raises(Refused, match="已有“拟稿人”角色"):
        grant_role(act=admin, officer=officer, role=Role.DRAFTER)
    end_role(act=admin, officer=officer, role=Role.DRAFTER, last_day=date(2022, 3, 31))
    cast.on(date(2022, 5, 1))
    grant_role(act=admin, officer=officer, role=Role.DRAFTER)
    assert roles_of(officer, date(2022, 4, 15)) == frozenset()
    assert roles_of(officer, date(2022, 5, 1)) == {"DRAFTER"}
    assert AuditLine.objects.filter(event="agencies.role_granted", object_id=str(officer.pk)).count() == 2


@pytest.mark.parametrize("separate", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR])
def test_the_three_administrators_hold_no_other_role(cast: Cast, separate: Role) -> None:
    admin = cast.act(Role.SYSTEM_ADMIN)
    with pytest.raises(Refused, match="须由不同的人担任"):
        cast.officer(separate, Role.DRAFTER)
    alone = cast.officer(separate, who="专任")
    with pytest.raises(Refused, match="须由不同的人担任"):
        grant_role(act=admin, officer=alone, role=Role.DRAFTER)
    assert roles_of(alone, date(2022, 3, 1)) == {separate.value}


def test_a_role_with_a_fixed_end_still_counts_until_then(cast: Cast) -> None:
    officer = cast.officer(Role.AUDITOR)
    admin = cast.act(Role.SYSTEM_ADMIN)
    end_role(act=admin, officer=officer, role=Role.AUDITOR, last_day=date(2022, 3, 31))
    with pytest.raises(Refused, match="须由不同的人担任"):
        grant_role(act=admin, officer=officer, role=Role.DRAFTER)


def test_a_closed_account_holds_no_role(cast: Cast) -> None:
    officer = cast.officer(Role.APPROVER)
    Officer.objects.filter(pk=officer.pk).update(is_active=False)
    officer.refresh_from_db()
    assert roles_of(officer, date(2022, 3, 1)) == frozenset()


def test_one_open_grant_per_role_also_in_the_database(cast: Cast) -> None:
    officer = cast.officer(Role.APPROVER)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(officer=officer, role=Role.APPROVER, since=date(2022, 1, 1))


def test_accounts_are_opened_by_the_system_administrator_of_the_area(cast: Cast) -> None:
    def appoint(act: object, agency: Agency) -> Officer:
        return appoint_officer(act=act, agency=agency, username="new", name="新人", roles=[Role.DRAFTER])  # type: ignore[arg-type]

    with pytest.raises(NotAllowed, match="系统管理员"):
        appoint(cast.act(Role.OFFICE_HEAD), cast.office)
    with pytest.raises(NotAllowed, match="温县公安局不由本单位管理"):
        appoint(cast.act(Role.SYSTEM_ADMIN, agency=cast.market), cast.police)
    with pytest.raises(NotAllowed, match="武陟县人民政府不由本单位管理"):
        appoint(cast.act(Role.SYSTEM_ADMIN), cast.neighbour)
    assert appoint(cast.act(Role.SYSTEM_ADMIN), cast.police).agency == cast.police
    with pytest.raises(Refused, match="用户名“new”已被使用"):
        appoint(cast.act(Role.SYSTEM_ADMIN), cast.office)


def test_nobody_but_an_administrator_ends_roles_names_a_supervisor_or_chooses_settings(cast: Cast) -> None:
    act = cast.act(Role.APPROVER)
    officer = cast.officer(Role.DRAFTER)
    with pytest.raises(NotAllowed):
        end_role(act=act, officer=officer, role=Role.DRAFTER, last_day=date(2022, 3, 1))
    with pytest.raises(NotAllowed):
        grant_role(act=act, officer=officer, role=Role.APPROVER)
    with pytest.raises(NotAllowed):
        name_supervisor(act=act, authority=cast.market, government=cast.government)
    with pytest.raises(NotAllowed):
        choose_setting(act=act, agency=cast.office, name="letter_normal", value=10, since=date(2022, 3, 1))
    with pytest.raises(NotAllowed):
        choose_setting(
            act=cast.act(Role.OFFICE_HEAD, agency=cast.police), agency=cast.government, name="letter_normal", value=10,
            since=date(2022, 3, 1),
        )  # fmt: skip


def test_a_password_is_kept_as_a_hash_and_without_one_nobody_signs_in(cast: Cast) -> None:
    admin = cast.act(Role.SYSTEM_ADMIN)
    given = {"act": admin, "agency": cast.office, "name": "甲", "roles": [Role.DRAFTER]}
    with_password = appoint_officer(username="a", password="correct horse battery", **given)  # type: ignore[arg-type]
    without = appoint_officer(username="b", **given)  # type: ignore[arg-type]
    assert "correct horse" not in with_password.password
    assert with_password.check_password("correct horse battery")
    assert not without.has_usable_password()


def test_faults_of_a_new_agency_are_told_together(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        cast.agency("wenxian-gaj", "重复", "重复", "county_zoo", cast.government)
    assert [reason.field for reason in refusal.value.reasons] == ["code", "kind"]


def test_a_wrong_credit_code_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        establish_agency(
            act=cast.act(Role.SYSTEM_ADMIN), code="wenxian-x", name="x", short_name="x",
            kind=AgencyKind.COUNTY_DEPARTMENT, region_code="410825", uscc="114108250000000000", parent=cast.government,
        )  # fmt: skip
    assert [reason.field for reason in refusal.value.reasons] == ["uscc"]


def test_a_tree_of_its_own_is_begun_by_the_system_only(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="须指明上级单位"):
        establish_agency(
            act=cast.act(Role.SYSTEM_ADMIN), code="top", name="x", short_name="x", kind=AgencyKind.COUNTY_GOVERNMENT,
            region_code="410825", uscc="11410825000000000X",
        )  # fmt: skip


def test_area_and_scope_of_a_government(cast: Cast) -> None:
    assert set(area_ids(cast.government)) == _area(cast)
    assert scope_ids(cast.government, "own") == (cast.government.pk,)
    assert set(scope_ids(cast.government, "area")) == _area(cast)
    with pytest.raises(ValueError, match="own or area"):
        scope_ids(cast.government, "county")


def test_a_code_that_begins_like_another_is_another_area(cast: Cast) -> None:
    longer = cast.agency("wenxian2", "温县二", "温县二", AgencyKind.COUNTY_GOVERNMENT, None)
    assert longer.pk not in area_ids(cast.government)


def test_an_unknown_code_lists_known_ones(cast: Cast) -> None:
    with pytest.raises(Refused, match="没有代码为“wenxian-zoo”的单位；现有单位如：wenxian"):
        agency_by_code("wenxian-zoo")
    assert agency_by_code("wenxian-gaj") == cast.police


def test_at_one_look_an_area_is_read_once_and_afterwards_anew(cast: Cast) -> None:
    act = cast.act(Role.SUPERVISOR, agency=cast.office)
    with at_one_look(), CaptureQueriesContext(connection) as asked:
        seen = [visible_agency_ids(act) for _ in range(5)]
    assert len(asked) == 2
    assert set(seen) == {visible_agency_ids(act)}
    founded = cast.agency("wenxian-new", "温县新局", "新局", AgencyKind.COUNTY_DEPARTMENT, cast.government)
    assert founded.id not in seen[0]
    assert founded.id in visible_agency_ids(act)
