"""A holiday notice taken up: open requests move, what has ended stays ended, and the check is content afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.roles import Role
from gongkai.audit.models import AuditLine
from gongkai.catalogue.deadlines import publication_due
from gongkai.catalogue.duties import _quietly
from gongkai.catalogue.models import Item
from gongkai.law.states import State
from gongkai.requests.holiday_changes import notice_document
from gongkai.requests.models import InformationRequest
from gongkai.requests.projections import rebuild, verify
from gongkai.requests.selectors import open_requests
from gongkai.requests.tests.factories import Counter
from gongkai.requests.usecases.load_holiday_notice import load_holiday_notice

# Invented for the test: the notice of 2027 was not published when this was written.
OFF, WORK = "2027-01-01至2027-01-03\n2027-02-05至2027-02-11", "2027-01-30\n2027-02-14"


@pytest.fixture(autouse=True)
def own_calendars() -> Iterator[None]:
    yield
    for notice in (Path(settings.GONGKAI_HOME) / "calendars").glob("*.json"):
        notice.unlink()


def load(counter: Counter) -> int:
    document = notice_document(2027, "国办发明电〔2026〕99号", "关于2027年部分节假日安排的通知", OFF, WORK)
    return len(
        load_holiday_notice(act=counter.cast.act(Role.SYSTEM_ADMIN, agency=counter.cast.office), document=document)
    )


def days_of(pk: int) -> tuple[object, ...]:
    row = InformationRequest.objects.get(pk=pk)
    return row.state, row.reply_due, row.provisional


def test_open_ones_move_and_ended_ones_keep_their_end_with_the_day_made_right(counter: Counter) -> None:
    counter.on(date(2026, 12, 10))
    waiting, replied = counter.received(), counter.under_review()
    counter.on(date(2026, 12, 14))
    counter.replied(replied)
    assert days_of(waiting.pk) == ("REGISTERED", date(2027, 1, 7), True)
    assert days_of(replied.pk) == ("REPLIED", date(2027, 1, 7), True)
    assert load(counter) == 1
    assert days_of(waiting.pk) == ("REGISTERED", date(2027, 1, 8), False)
    assert days_of(replied.pk) == ("REPLIED", date(2027, 1, 8), False)
    assert list(verify()) == []
    moved = AuditLine.objects.filter(event="requests.days_moved").values_list("facts__number", flat=True)
    assert set(moved) == {waiting.number, replied.number}


def test_what_ended_long_before_is_not_touched_and_not_complained_of(counter: Counter) -> None:
    made = counter.under_review()
    counter.replied(made)
    before = InformationRequest.objects.get(pk=made.pk).rules
    counter.on(date(2026, 12, 10))
    load(counter)
    assert InformationRequest.objects.get(pk=made.pk).rules == before
    assert list(verify()) == []


def test_a_calendar_reopens_nothing(counter: Counter) -> None:
    """Stored as ended, its ledger says open: left alone and named."""
    made = counter.under_review()
    InformationRequest.objects.filter(pk=made.pk).update(state=State.WITHDRAWN, workflow="")
    assert {one.column for one in rebuild()} == {"state"}
    assert InformationRequest.objects.get(pk=made.pk).state == State.WITHDRAWN
    assert [one.number for one in verify()] == [made.number]


def test_requests_without_a_day_come_last_in_every_database(counter: Counter) -> None:
    silent, running = counter.registered("INTERNET").request, counter.received()
    assert list(open_requests(counter.clerk)) == [running, silent]


def test_a_loaded_notice_moves_the_days_of_the_other_rooms_too(counter: Counter) -> None:
    """Information formed in December 2026: REG 26 gives 20 working days, which the notice of 2027 lengthens by its holidays."""
    item = Item(kind="news", formed_on=date(2026, 12, 10))
    before = publication_due(item, working_calendar())
    load(counter)
    after = publication_due(item, working_calendar())
    assert before is not None
    assert after is not None
    assert (before.day, before.provisional, after.day, after.provisional) == (
        date(2027, 1, 7), True, date(2027, 1, 8), False,
    )  # fmt: skip
    assert _quietly(item, publication_due) == after
