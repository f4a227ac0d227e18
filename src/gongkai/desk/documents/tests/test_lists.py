"""Lists: a page costs the same however much there is; what waits is told to the right officer."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.agencies.roles import Role
from gongkai.catalogue.models import Item
from gongkai.catalogue.paging import page_of
from gongkai.catalogue.reviewing import setting_of_own
from gongkai.catalogue.selectors import items_visible_to
from gongkai.catalogue.tests.walk import Walk
from gongkai.clock import SystemClock
from gongkai.desk.documents.tests.desk import Desk, said
from gongkai.desk.documents.waiting import tasks

MOST_QUERIES = {
    "/desk/documents/": 16,
    "/desk/documents/?tab=published": 16,
    "/desk/documents/register/": 16,
    "/desk/review/": 18,
}


def many(walk: Walk, number: int) -> None:
    """Copies of one published item: the row is what the list reads, not how it came about."""
    first = walk.published()
    rows = []
    for serial in range(number):
        values: dict[str, Any] = {
            field.attname: getattr(first, field.attname) for field in Item._meta.fields if field.name != "id"
        }
        rows.append(Item(**{**values, "index_number": f"T/{serial}", "title": f"信息{serial}"}))
    Item.objects.bulk_create(rows)


@pytest.mark.parametrize("address", MOST_QUERIES)
def test_a_list_asks_as_often_with_many_rows_as_with_one(desk: Desk, walk: Walk, address: str) -> None:
    walk.published()
    desk.get("/desk/", Role.SUPERVISOR)  # the counts of the menu are kept for half a minute
    with CaptureQueriesContext(connection) as few:
        assert desk.get(address, Role.SUPERVISOR).status_code == 200
    many(walk, 120)
    with CaptureQueriesContext(connection) as lots:
        assert desk.get(address, Role.SUPERVISOR).status_code == 200
    assert len(lots) <= len(few) <= MOST_QUERIES[address]


def test_pages_by_key_show_every_row_once(walk: Walk) -> None:
    many(walk, 70)
    act = walk.act(Role.DRAFTER)
    seen: list[int] = []
    after = ""
    while True:
        page = page_of(items_visible_to(act), after)
        seen += [row.id for row in page.rows]
        if not page.after:
            break
        after = page.after
    assert len(seen) == len(set(seen)) == 71
    assert page_of(items_visible_to(act), "nonsense").rows[0].id == seen[0]


def test_each_officer_is_told_the_own_step(walk: Walk) -> None:
    item = walk.document()
    told = {role: [task.what for task in tasks(walk.act(role))] for role in Role}
    assert told[Role.OFFICE_HEAD] == ["核定公开属性"]
    assert all(not what for role, what in told.items() if role != Role.OFFICE_HEAD)
    walk.checked(item)
    sheet = walk.submit(item).sheet
    assert [task.what for task in tasks(walk.act(Role.SECRECY_REVIEWER))] == ["保密审查"]
    walk.review(sheet)
    assert [task.what for task in tasks(walk.act(Role.PUBLISHER))] == ["登记编号"]
    (task,) = tasks(walk.act(Role.OFFICE_HEAD))
    assert (str(task.due), task.why) == ("2022-03-29", "《中华人民共和国政府信息公开条例》第二十六条")


def test_what_waits_asks_a_fixed_number_of_questions(walk: Walk) -> None:
    for _ in range(3):
        walk.submit(walk.draft())
    act = walk.act(Role.SECRECY_REVIEWER)
    with CaptureQueriesContext(connection) as three:
        assert len(list(tasks(act))) == 3
    for _ in range(9):
        walk.submit(walk.draft())
    with CaptureQueriesContext(connection) as twelve:
        assert len(list(tasks(act))) == 12
    assert len(twelve) == len(three)


def test_the_countys_office_lends_its_reviewers_to_a_unit_that_has_no_head_of_its_own(desk: Desk, walk: Walk) -> None:
    """And nobody outside the area is offered, nor chooses for it."""
    police, usual = desk.cast.police, {"path-news": "full"}
    page = desk.get(f"/desk/review/paths/?agency={police.code}", Role.OFFICE_HEAD).content.decode()
    assert f"审核路径　{police.name}" in page
    given = {**usual, "agency": police.code, "reviewed_by": "wenxian-zfb"}
    assert "审核路径已保存" in said(desk.client(Role.OFFICE_HEAD).post("/desk/review/paths/", given))
    assert setting_of_own(police, SystemClock().now().date()) == "wenxian-zfb"
    neighbour = desk.client(Role.OFFICE_HEAD, agency=desk.cast.neighbour)
    assert neighbour.post("/desk/review/paths/", {**given, "reviewed_by": ""}).status_code == 404
    assert setting_of_own(police, SystemClock().now().date()) == "wenxian-zfb"
