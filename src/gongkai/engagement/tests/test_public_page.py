"""What the public reads of this room has an address that answers, says what was told, and shows no mark-up of a writer."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.test import Client

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.editions.models import Publication
from gongkai.editions.publish import withdraw
from gongkai.engagement import counts
from gongkai.engagement.public_page import public_page
from gongkai.engagement.tests.factories import announced_interview, opened_consultation, receive, reviewed
from gongkai.engagement.usecases.answer_letter import publish_answer
from gongkai.engagement.usecases.consult_public import close_consultation
from gongkai.engagement.usecases.give_feedback import draft_feedback, publish_feedback
from gongkai.measures.registry import Measure, Question
from gongkai.numbering.keys import public_id

YEAR = (date(2022, 1, 1), date(2022, 12, 31))


def _public(cast: Cast, one: Measure) -> list[str]:
    """Addresses of the records behind a figure that a citizen may open."""
    question = Question((cast.government.pk, cast.office.pk), *YEAR, date(2023, 3, 1))
    assert one.public is not None
    rows = one.public(one.narrowed(question)).select_related(*one.related)
    return [one.line(row).public_url for row in rows]


def _published_letter(cast: Cast, question: str = "户口迁移需要哪些材料？") -> None:
    letter = reviewed(cast)
    publish_answer(
        act=cast.act(Role.PUBLISHER, agency=cast.police), letter_id=letter.id, title="户口迁移", question=question,
        answer="请携带身份证和户口簿。",
    )  # fmt: skip


@pytest.fixture
def client() -> Client:
    return Client()


def test_a_published_letter_can_be_read_and_its_mark_up_is_text(cast: Cast, client: Client) -> None:
    receive(cast)
    _published_letter(cast, "请问<script>alert(1)</script>怎么办？\n\n第二段")
    (address,) = _public(cast, counts.LETTERS_RECEIVED)
    page = client.get(address).content.decode()
    assert "<p>请问&lt;script&gt;alert(1)&lt;/script&gt;怎么办？</p><p>第二段</p>" in page
    assert "<h2>答复单位</h2><p>温县公安局</p>" in page


def test_a_withdrawn_letter_has_no_address_any_more(cast: Cast, client: Client) -> None:
    _published_letter(cast)
    (address,) = _public(cast, counts.LETTERS_RECEIVED)
    publication = Publication.objects.get()
    with transaction.atomic():
        withdraw(
            act=cast.act(Role.PUBLISHER), subject_kind="letter", subject_id=publication.subject_id,
            state="WITHDRAWN_SILENTLY",
        )  # fmt: skip
    assert _public(cast, counts.LETTERS_RECEIVED) == []
    assert client.get(address).status_code == 404


def test_a_consultation_its_feedback_and_an_interview_can_be_read(cast: Cast, client: Client) -> None:
    consultation = opened_consultation(cast)
    announced_interview(cast, days_ahead=60)
    cast.on(date(2022, 4, 1))
    close_consultation(act=cast.act(Role.PUBLISHER), consultation_id=consultation.id)
    draft_feedback(act=cast.act(Role.DRAFTER), consultation_id=consultation.id, summary="未收到修改意见。", points=[])
    feedback = publish_feedback(act=cast.act(Role.PUBLISHER), consultation_id=consultation.id)
    (address,) = _public(cast, counts.CONSULTATIONS)
    page = client.get(address).content.decode()
    assert "征集时间</h2><p>2022-03-01至2022-03-31</p>" in page
    assert "状态</h2><p>已结束</p>" in page
    assert feedback.publication is not None
    for publication in Publication.objects.all():
        answer = client.get(f"/content/{public_id(publication.pk)}.html")
        assert answer.status_code == 200
        assert publication.title in answer.content.decode()
    assert Publication.objects.count() == 3


def test_empty_sections_are_left_out(cast: Cast) -> None:
    page = public_page(
        agency=cast.office, column_zh="来信选登", title="标题", day=date(2022, 3, 1),
        sections=[("一", "甲\n\n乙"), ("二", ""), ("三", None)],
    )  # fmt: skip
    assert page["body_html"] == "<h2>一</h2><p>甲</p><p>乙</p>"
