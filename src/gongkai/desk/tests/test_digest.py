"""The to-do list by e-mail: once a day, counts and limits only, nothing when nothing waits, only to who asked."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from gongkai.agencies.errors import Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.catalogue.models import Column
from gongkai.catalogue.seed import seed_columns
from gongkai.catalogue.tests.walk import Walk
from gongkai.desk.digest import send_digests, words
from gongkai.desk.todo import Task
from gongkai.messages.models import DailyDigest, Message
from gongkai.messages.usecases.choose_digest import choose_digest

pytestmark = pytest.mark.django_db
SEVEN, EIGHT, NOON = (
    datetime(2022, 2, 28, 23, 30, tzinfo=UTC), datetime(2022, 3, 1, 0, 30, tzinfo=UTC), datetime(2022, 3, 1, 4, 30, tzinfo=UTC)
)  # fmt: skip


def test_it_goes_once_a_day_from_eight_and_says_no_titles(cast: Cast) -> None:
    seed_columns(Column)
    walk = Walk(cast, cast.office)
    walk.submit(walk.draft(title="张某珍的公示"))
    choose_digest(act=cast.act(Role.SECRECY_REVIEWER), is_on=True, address="a@example.cn")
    choose_digest(act=cast.act(Role.PUBLISHER), is_on=True, address="b@example.cn")
    assert send_digests(SEVEN) == 0
    assert (send_digests(EIGHT), send_digests(NOON)) == (1, 0)
    message = Message.objects.get()
    assert (message.address, message.subject) == ("a@example.cn", "工作台待办 1 项")
    assert "审核 1 项" in message.text
    assert "张某珍" not in message.text
    assert send_digests(datetime(2022, 3, 2, 1, 0, tzinfo=UTC)) == 1


def test_turned_off_nothing_goes_and_the_address_is_forgotten(cast: Cast) -> None:
    act = cast.act(Role.SECRECY_REVIEWER)
    choose_digest(act=act, is_on=True, address="a@example.cn")
    choose_digest(act=act, is_on=False, address="a@example.cn")
    assert (DailyDigest.objects.get().address, send_digests(EIGHT)) == ("", 0)
    with pytest.raises(Refused, match="电子邮箱"):
        choose_digest(act=act, is_on=True, address="nobody")


def test_the_words_count_by_section_with_the_earliest_limit() -> None:
    tasks = [
        Task("desk:review", "甲", "审核", "/", date(2022, 2, 27)), Task("desk:review", "乙", "审核", "/", date(2022, 3, 5)),
        Task("desk:letters", "丙", "答复", "/"),
    ]  # fmt: skip
    assert words(tasks, date(2022, 3, 1)).splitlines()[:3] == [
        "截至 2022-03-01，工作台上等您办理的事项共 3 项：", "审核 2 项，最早期限 2022-02-27，逾期 1 项", "来信办理 1 项",
    ]  # fmt: skip


def test_an_officer_chooses_on_the_own_page(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.officer(Role.DRAFTER), "django.contrib.auth.backends.ModelBackend")
    client.post("/desk/digest/", {"is_on": "on", "address": "c@example.cn"})
    assert DailyDigest.objects.get().address == "c@example.cn"
    assert "c@example.cn" in client.get("/desk/digest/").content.decode()
    refused = client.post("/desk/digest/", {"is_on": "on", "address": "不是邮箱"})
    assert refused.status_code == 422
    assert 'value="不是邮箱"' in refused.content.decode()
    assert DailyDigest.objects.get().address == "c@example.cn"
