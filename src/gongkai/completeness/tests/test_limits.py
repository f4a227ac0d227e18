"""The traffic light of the publication limits, and policies to be reposted within a day."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.models import AgencySetting
from gongkai.agencies.roles import Role
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.withdraw_item import withdraw_item
from gongkai.completeness.duties import owed_reposts
from gongkai.completeness.limits import lights, records
from gongkai.completeness.models import PolicyToRepost, RepostTask
from gongkai.completeness.reposts import open_tasks, repost_due
from gongkai.completeness.usecases.register_policy import begin_repost, decline_repost, register_policy, tie_repost
from gongkai.law.holiday_notices import packaged_calendar
from gongkai.law.publication_limits import PUBLICATION_LIMITS, Standing, light_of

RULE = {rule.limit: rule for rule in PUBLICATION_LIMITS}


def counts(walk: Walk, today: date, limit: str = "publication") -> tuple[dict[str, int], str]:
    cell = lights([walk.agency], 2022, today, packaged_calendar()).get((walk.agency.id, limit))
    return ({one.name: n for one, n in cell.counts.items() if n}, cell.light) if cell else ({}, "none")


def test_the_light_follows_the_days_of_a_draft(walk: Walk) -> None:
    assert counts(walk, date(2022, 3, 1)) == ({}, "none")
    walk.draft("statistics", "A20-04", formed_on=date(2022, 3, 1))  # due 29 March
    assert counts(walk, date(2022, 3, 21)) == ({"WAITING": 1}, "green")
    assert counts(walk, date(2022, 3, 22)) == ({"SOON": 1}, "yellow")
    assert counts(walk, date(2022, 3, 29)) == ({"SOON": 1}, "yellow")
    assert counts(walk, date(2022, 3, 30)) == ({"OVERDUE": 1}, "red")


def test_published_items_are_in_time_late_or_without_a_day(walk: Walk) -> None:
    walk.published("statistics", "A20-04", formed_on=date(2022, 2, 28))
    assert counts(walk, date(2022, 3, 2)) == ({"IN_TIME": 1}, "green")
    walk.published("statistics", "A20-04", formed_on=date(2022, 1, 4))
    walk.published()  # news without the day it was formed
    cell = lights([walk.agency], 2022, date(2022, 3, 2), packaged_calendar())[walk.agency.id, "publication"]
    assert (cell[Standing.IN_TIME], cell[Standing.LATE], cell.undated, cell.light) == (1, 1, 1, "yellow")
    lines = records(walk.agency, RULE["publication"], 2022, date(2022, 3, 2), packaged_calendar())
    assert sorted(line.standing.name if line.standing else "" for line in lines) == ["", "IN_TIME", "LATE"]
    assert lights([walk.agency], 2021, date(2022, 3, 2), packaged_calendar()) == {}


def test_special_limits_stand_in_their_own_column(walk: Walk) -> None:
    walk.draft("land_notice", "A21-04", formed_on=date(2022, 3, 1))
    assert counts(walk, date(2022, 3, 23), "land_notice_publication") == ({"OVERDUE": 1}, "red")
    assert counts(walk, date(2022, 3, 23)) == ({}, "none")


def test_a_warning_earlier_is_a_setting_of_the_agency(walk: Walk) -> None:
    walk.draft("statistics", "A20-04", formed_on=date(2022, 3, 1))
    AgencySetting.objects.create(
        agency=walk.cast.government,
        name="publication_warning",
        value=14,
        since=date(2022, 1, 1),
        recorded_at=walk.cast.clock.now(),
    )
    assert counts(walk, date(2022, 3, 15)) == ({"SOON": 1}, "yellow")


def test_no_light_without_anything_to_look_at() -> None:
    assert light_of(frozenset()) == "none"
    assert light_of(frozenset({Standing.WAITING})) == "green"


def policy(walk: Walk, **more: object) -> PolicyToRepost:
    given: dict[str, object] = {
        "title": "国务院办公厅关于某事的通知", "issuer": "国务院办公厅", "document_number": "国办发〔2022〕1号",
        "source_address": "https://www.gov.cn/zhengce/content/1.htm", "published_on": date(2022, 3, 1),
        "agencies": [walk.agency, walk.cast.township],
    }  # fmt: skip
    return register_policy(act=walk.cast.act(Role.SUPERVISOR), **{**given, **more})  # type: ignore[arg-type]


def test_a_policy_is_owed_by_each_unit_until_its_repost_is_public(walk: Walk) -> None:
    made = policy(walk)
    own = made.tasks.get(agency=walk.agency)
    assert repost_due(made, walk.agency).day == date(2022, 3, 2)
    assert [duty.due for duty in owed_reposts([walk.agency.id], date(2022, 3, 1))] == [date(2022, 3, 2)]
    item = begin_repost(act=walk.act(Role.DRAFTER), task_id=own.id)
    assert (item.kind, item.source, item.title) == ("repost", "国务院办公厅", "国务院办公厅关于某事的通知")
    assert [task.id for task in open_tasks([walk.agency.id])] == [own.id]
    with pytest.raises(Refused, match="转载"):
        begin_repost(act=walk.act(Role.DRAFTER), task_id=own.id)
    item.body_html = "<p>正文</p>"
    item.save()
    walk.publish(walk.approved(item))
    assert list(open_tasks([walk.agency.id])) == []
    assert open_tasks([walk.cast.township.id]).count() == 1
    withdraw_item(act=walk.act(Role.PUBLISHER), item_id=item.id, kind="WITHDRAWN_SILENTLY", reason="重复")
    assert [task.id for task in open_tasks([walk.agency.id])] == [own.id]


def test_an_item_that_is_there_is_tied_and_a_unit_may_say_why_not(walk: Walk) -> None:
    tasks = policy(walk).tasks
    item = walk.published("repost", "zwdt-zz", source="国务院办公厅")
    tie_repost(act=walk.act(Role.PUBLISHER), task_id=tasks.get(agency=walk.agency).id, item_id=item.id)
    assert list(open_tasks([walk.agency.id])) == []
    town = walk.cast.act(Role.OFFICE_HEAD, agency=walk.cast.township)
    with pytest.raises(Refused, match="4 至 200 字"):
        decline_repost(act=town, task_id=tasks.get(agency=walk.cast.township).id, reason="否")
    decline_repost(act=town, task_id=tasks.get(agency=walk.cast.township).id, reason="该政策由县级统一转载")
    assert list(open_tasks([walk.cast.township.id])) == []
    with pytest.raises(Refused, match="已登记为不需转载：该政策由县级统一转载"):
        decline_repost(act=town, task_id=tasks.get(agency=walk.cast.township).id, reason="再次说明理由")


def test_who_may_register_and_for_whom(walk: Walk) -> None:
    with pytest.raises(NotFound):
        policy(walk, agencies=[walk.cast.neighbour])
    with pytest.raises(Refused) as refused:
        policy(walk, title="", source_address="javascript:alert(1)", published_on=date(2022, 3, 2), agencies=[])
    assert [one.field for one in refused.value.reasons] == ["title", "source_address", "published_on", "agencies"]
    policy(walk)
    with pytest.raises(Refused, match="已经登记过"):
        policy(walk)
    with pytest.raises(NotAllowed):
        register_policy(
            act=walk.act(Role.DRAFTER), title="x", issuer="x", source_address="https://www.gov.cn/2.htm",
            published_on=date(2022, 3, 1), agencies=[walk.agency],
        )  # fmt: skip
    foreign = walk.cast.act(Role.DRAFTER, agency=walk.cast.neighbour)
    with pytest.raises(NotFound):
        begin_repost(act=foreign, task_id=RepostTask.objects.first().id)  # type: ignore[union-attr]
