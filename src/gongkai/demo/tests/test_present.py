"""What waits on the desks today: every hand of the office finds work, and the year's report does not know of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from gongkai.agencies.models import Agency
from gongkai.annual_report.compute import compute
from gongkai.audit.log import verify
from gongkai.catalogue.models import Item
from gongkai.completeness import fiscal
from gongkai.completeness.duties import owed_reposts
from gongkai.completeness.models import Form
from gongkai.demo.build import build
from gongkai.demo.scale import SMALL
from gongkai.demo.tests.test_small_year import SCALED, whole_year
from gongkai.demo.wipe import make_empty
from gongkai.editions.models import Publication
from gongkai.engagement.models import Letter, PublicConsultation
from gongkai.law.holiday_notices import packaged_calendar
from gongkai.requests.models import InformationRequest
from gongkai.topics.selectors import public_topic, public_topics

TODAY = date(2024, 5, 20)  # a Monday, behind it the holiday of 1 May with its make-up workdays


@pytest.fixture(scope="module")
def built(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        build(scale=SMALL, today=TODAY)
        yield
        make_empty()


@pytest.fixture
def records(built: None, db: None) -> None:
    """The records of that county, each test on its own."""


def test_requests_stand_at_every_turn_and_one_is_overdue(records: None) -> None:
    states = Counter(InformationRequest.objects.filter(number__contains="2024").values_list("state", flat=True))
    assert states == {
        "AWAITING_CONFIRMATION": 1, "UNDER_REVIEW": 5, "IN_APPROVAL": 2, "THIRD_PARTY_CONSULTED": 1, "CORRECTION_REQUESTED": 1,
    }  # fmt: skip
    late = InformationRequest.objects.filter(number__contains="2024", reply_due__lt=TODAY)
    assert [request.agency.code for request in late] == ["wenxian-zfb"]


def test_drafts_letters_and_a_consultation_wait(records: None) -> None:
    waiting = Item.objects.filter(state="IN_REVIEW", agency__code__in=("wenxian-zfb", "wenxian-wjw"))
    assert waiting.count() >= 8
    states = Counter(Letter.objects.filter(submitted_on__year=2024).values_list("state", flat=True))
    assert {"SUBMITTED", "ASSIGNED", "IN_PROGRESS"} <= set(states)
    assert sum(states.values()) == 9
    assert [one.state for one in PublicConsultation.objects.filter(title__contains="背街小巷")] == ["OPEN"]


def test_key_areas_have_something_and_gaps(records: None) -> None:
    units = list(Agency.objects.filter(code__in=("wenxian", "wenxian-czj", "wenxian-gaj")).order_by("path"))
    rows = fiscal.matrix(units, Form.BUDGET, (2023, 2024), TODAY, packaged_calendar())
    assert {row.agency.code: [cell.state for cell in row.cells] for row in rows} == {
        "wenxian": ["missing", "published"], "wenxian-czj": ["missing", "published"], "wenxian-gaj": ["missing", "due"],
    }  # fmt: skip
    assert [duty.due for duty in owed_reposts([units[0].id], TODAY)] == [date(2024, 5, 18)]
    (topic,) = public_topics("open").rows
    shown = public_topic(topic)
    assert [section.name for section in shown.sections] == ["补贴资金", "办事指南", "工作动态", "政策文件"]
    assert sum(row.state == "PUBLISHED" for row in Publication.objects.filter(column="bsfw")) == 3


def test_the_report_of_the_year_is_what_it_was(records: None) -> None:
    values = compute(Agency.objects.get(code="wenxian"), 2022, today=TODAY).values
    expected = whole_year() | SCALED
    assert {key: values[key] for key in expected if values[key] != type(values[key])(expected[key])} == {}
    assert list(verify()) == []
