"""After publication: at a time, back again, merged, and taken down over all units."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.models import RoleGrant
from gongkai.agencies.roles import Role
from gongkai.catalogue.models import Item, ItemPublished, Schedule, Takedown, TakedownLine
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.merge_item import merge_item
from gongkai.catalogue.usecases.restore_item import restore_item
from gongkai.catalogue.usecases.schedule_item import cancel_schedule, publish_due, schedule_item
from gongkai.catalogue.usecases.take_down import decide_takedown, take_down
from gongkai.catalogue.usecases.withdraw_item import withdraw_item
from gongkai.editions.models import Edition, Publication
from gongkai.editions.selectors import moved_to
from gongkai.search.everything_public import public_with

NINE = datetime(2022, 3, 2, 1, 0, tzinfo=UTC)  # 9 o'clock on 2 March in Shanghai


def planned(walk: Walk) -> Item:
    item = walk.approved(walk.draft())
    schedule_item(act=walk.act(Role.PUBLISHER), item_id=item.id, publish_at=NINE)
    return item


def test_a_planned_item_goes_out_at_its_time_under_the_servers_clock(walk: Walk) -> None:
    item = planned(walk)
    assert publish_due(NINE - timedelta(seconds=1), walk.cast.clock) == 0
    walk.cast.on(date(2022, 3, 2), 9, 1)
    assert publish_due(walk.cast.clock.now(), walk.cast.clock) == 1
    assert publish_due(walk.cast.clock.now(), walk.cast.clock) == 0
    item.refresh_from_db()
    assert (item.state, item.published_on) == ("PUBLISHED", date(2022, 3, 2))
    assert item.publication is not None
    assert item.publication.first_published_at == datetime(2022, 3, 2, 1, 1, tzinfo=UTC)
    assert not Schedule.objects.exists()


def test_a_time_that_has_passed_or_lies_far_ahead_is_refused(walk: Walk) -> None:
    item = walk.approved(walk.draft())
    for moment, said in (
        (datetime(2022, 2, 28, tzinfo=UTC), "不能倒填"),
        (datetime(2022, 7, 1, tzinfo=UTC), "最多提前 90 天"),
    ):
        with pytest.raises(Refused, match=said):
            schedule_item(act=walk.act(Role.PUBLISHER), item_id=item.id, publish_at=moment)
    with pytest.raises(Refused, match="尚未通过"):
        schedule_item(act=walk.act(Role.PUBLISHER), item_id=walk.submit(walk.draft()).id, publish_at=NINE)


def test_a_plan_whose_publisher_lost_the_role_stays_with_its_reason(walk: Walk) -> None:
    item = planned(walk)
    RoleGrant.objects.filter(officer_id=Schedule.objects.get().officer_id).update(until=date(2022, 3, 1))
    walk.cast.on(date(2022, 3, 2), 9, 1)
    assert publish_due(walk.cast.clock.now(), walk.cast.clock) == 0
    item.refresh_from_db()
    assert (item.state, Schedule.objects.get().problem) == ("IN_REVIEW", "已不再有发布权限")


def test_a_plan_can_be_taken_back_once(walk: Walk) -> None:
    item = planned(walk)
    cancel_schedule(act=walk.act(Role.PUBLISHER), item_id=item.id)
    with pytest.raises(Refused, match="没有定时发布"):
        cancel_schedule(act=walk.act(Role.PUBLISHER), item_id=item.id)
    assert publish_due(NINE + timedelta(days=1), walk.cast.clock) == 0


def withdrawn(walk: Walk, kind: str = "WITHDRAWN_SILENTLY") -> Item:
    return withdraw_item(act=walk.act(Role.PUBLISHER), item_id=walk.published().id, kind=kind, reason="内容有误")


def test_an_item_is_restored_by_another_publisher_and_counted_once(walk: Walk) -> None:
    item = withdrawn(walk)
    with pytest.raises(Refused, match="撤稿人不得恢复"):
        restore_item(act=walk.act(Role.PUBLISHER), item_id=item.id, reason="核实无误")
    walk.cast.on(date(2022, 3, 9))
    restore_item(act=walk.act(Role.PUBLISHER, who="乙"), item_id=item.id, reason="核实无误")
    publication = Publication.objects.get()
    assert (publication.state, Edition.objects.count(), ItemPublished.objects.count()) == ("PUBLISHED", 2, 1)
    item.refresh_from_db()
    assert item.published_on == date(2022, 3, 1)


def test_what_was_purged_does_not_come_back(walk: Walk) -> None:
    item = withdrawn(walk, "PURGED")
    with pytest.raises(Refused, match="彻底清除，不能恢复"):
        restore_item(act=walk.act(Role.PUBLISHER, who="乙"), item_id=item.id, reason="误操作")


def test_a_duplicate_leads_to_the_one_that_stays_through_two_merges(walk: Walk) -> None:
    first, second, third = (walk.published(title=f"通知{number}") for number in "一二三")
    act = walk.act(Role.PUBLISHER)
    merge_item(act=act, item_id=first.id, into_id=second.id)
    merge_item(act=act, item_id=second.id, into_id=third.id)
    old = Publication.objects.get(pk=first.publication_id)
    assert old.state == "WITHDRAWN_SILENTLY"
    assert moved_to(old) == third.publication
    withdraw_item(act=act, item_id=third.id, kind="WITHDRAWN_SILENTLY", reason="过时")
    old.refresh_from_db()
    assert moved_to(old) is None


def test_nothing_is_merged_into_itself_or_into_what_is_not_public(walk: Walk) -> None:
    item = walk.published()
    for into in (item.id, walk.draft().id, 1):
        with pytest.raises(Refused) as refused:
            merge_item(act=walk.act(Role.PUBLISHER), item_id=item.id, into_id=into)
        assert [reason.field for reason in refused.value.reasons] == ["into"]


def marked(walk: Walk, number: int) -> list[Item]:
    return [walk.published(title=f"公示{serial}", body_html="<p>低保对象 张某珍 名单</p>") for serial in range(number)]


def test_a_word_is_found_and_taken_down_over_all_units_of_the_area(walk: Walk) -> None:
    police, market = Walk(walk.cast, walk.cast.police), Walk(walk.cast, walk.cast.market)
    marked(police, 2)
    marked(market, 1)
    walk.published(title="无关的信息")
    duty = walk.cast.act(Role.SUPERVISOR)
    found = list(public_with(duty, "张某珍"))
    assert len(found) == 3
    sheet = take_down(
        act=duty,
        publication_ids=[hit.publication.id for hit in found],
        kind="WITHDRAWN_SILENTLY",
        reason="涉个人信息",
        searched="张某珍",
    )
    assert list(public_with(duty, "张某珍")) == []
    assert Publication.objects.filter(state="PUBLISHED").count() == 1
    assert sheet.number == "县政府办撤稿〔2022〕1号"
    assert {line.agency_id for line in TakedownLine.objects.all()} == {walk.cast.police.id, walk.cast.market.id}
    assert ItemPublished.objects.count() == 4


def test_a_publisher_reaches_the_own_unit_and_nobody_another_county(walk: Walk) -> None:
    other = marked(Walk(walk.cast, walk.cast.market), 1)[0]
    neighbour = marked(Walk(walk.cast, walk.cast.neighbour), 1)[0]
    assert list(public_with(walk.cast.act(Role.PUBLISHER, agency=walk.cast.police), "张某珍")) == []
    with pytest.raises(NotFound):
        take_down(
            act=walk.cast.act(Role.PUBLISHER, agency=walk.cast.police),
            publication_ids=[other.publication_id or 0],
            kind="PURGED",
            reason="x",
        )
    with pytest.raises(NotFound):
        take_down(
            act=walk.cast.act(Role.SUPERVISOR),
            publication_ids=[other.publication_id or 0, neighbour.publication_id or 0],
            kind="PURGED",
            reason="x",
        )
    with pytest.raises(NotAllowed):
        take_down(
            act=walk.cast.act(Role.DRAFTER, agency=walk.cast.market),
            publication_ids=[other.publication_id or 0],
            kind="PURGED",
            reason="x",
        )
    assert not Takedown.objects.exists()


def test_a_sheet_is_all_or_nothing_and_tells_everything_at_once(walk: Walk) -> None:
    item, down = walk.published(), withdrawn(walk)
    with pytest.raises(Refused) as refused:
        take_down(
            act=walk.act(Role.PUBLISHER),
            publication_ids=[item.publication_id or 0, down.publication_id or 0],
            kind="GONE",
            reason=" ",
        )
    assert [reason.field for reason in refused.value.reasons] == ["items", "kind", "reason"]
    item.refresh_from_db()
    assert item.state == "PUBLISHED"


def test_the_sheet_is_approved_afterwards_by_another_and_objection_needs_words(walk: Walk) -> None:
    both = walk.cast.act(Role.PUBLISHER, Role.APPROVER)
    item = Walk(walk.cast, walk.cast.office).published()
    sheet = take_down(act=both, publication_ids=[item.publication_id or 0], kind="WITHDRAWN_SILENTLY", reason="有误")
    with pytest.raises(Refused, match="不得审批自己的处置单"):
        decide_takedown(act=both, takedown_id=sheet.id, agreed=True)
    approver = walk.cast.act(Role.APPROVER)
    with pytest.raises(Refused, match="须写明意见"):
        decide_takedown(act=approver, takedown_id=sheet.id, agreed=False)
    assert decide_takedown(act=approver, takedown_id=sheet.id, agreed=True).state == "CONFIRMED"
    with pytest.raises(Refused, match="不再审批"):
        decide_takedown(act=approver, takedown_id=sheet.id, agreed=False, opinion="再议")


def test_the_searched_name_is_stored_encrypted_and_a_purge_empties_the_lines(walk: Walk) -> None:
    item = marked(walk, 1)[0]
    take_down(
        act=walk.act(Role.PUBLISHER),
        publication_ids=[item.publication_id or 0],
        kind="WITHDRAWN_SILENTLY",
        reason="有误",
        searched="张某珍",
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT searched FROM catalogue_takedown")
        assert "张某珍".encode() not in bytes(cursor.fetchone()[0])
    assert Takedown.objects.get().searched == "张某珍"
    withdraw_item(act=walk.act(Role.PUBLISHER), item_id=item.id, kind="PURGED", reason="涉个人信息")
    assert TakedownLine.objects.get().title == ""
