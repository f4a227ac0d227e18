"""The shared cast stands: the tree, who supervises whom, and acts that follow the clock."""

from __future__ import annotations

from datetime import date

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast


def test_the_tree_of_the_county(cast: Cast) -> None:
    assert cast.police.path == "/wenxian/wenxian-gaj/"
    assert cast.office.supervises == cast.government
    assert cast.neighbour.parent is None


def test_an_act_follows_the_shared_clock(cast: Cast) -> None:
    act = cast.act(Role.DRAFTER, agency=cast.police)
    cast.on(date(2022, 5, 6))
    assert act.today == date(2022, 5, 6)
    assert act.roles == {"DRAFTER"}


def test_the_same_roles_give_the_same_person_and_another_name_another(cast: Cast) -> None:
    first = cast.officer(Role.APPROVER)
    assert cast.officer(Role.APPROVER) == first
    assert cast.officer(Role.APPROVER, who="乙") != first
