"""An interview through the forms of both ends: questions are read before they are shown, the transcript is searched."""

from __future__ import annotations

import re
from html import unescape

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.desk.engagement.waiting import tasks
from gongkai.desk.tests.engagement.at_the_desk import at
from gongkai.engagement.models import InterviewQuestion, OnlineInterview, QuestionAsked
from gongkai.engagement.tests.factories import announced_interview
from gongkai.numbering.keys import public_id

DRAFT = {
    "agency": "wenxian-zfb", "topic": "医保怎么报", "announcement": "县医保局做客访谈。", "planned_at": "2022-03-08T15:00",
    "guest": "李明", "post": "县医保局局长",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _day():
    cache.clear()
    with time_machine.travel("2022-03-01 10:00 +0800", tick=True):
        yield


def desk(found: OnlineInterview, verb: str = "") -> str:
    return f"/desk/interviews/{public_id(found.pk)}/{verb + '/' if verb else ''}"


def public(found: OnlineInterview) -> str:
    return f"/hdjl/ft/{public_id(found.pk)}/"


def ask(client: Client, found: OnlineInterview, text: str):
    page = client.get(public(found)).content.decode()
    token = unescape(re.findall(r'name="token" value="([^"]+)"', page)[0])
    return client.post(public(found), {"text": text, "nickname": "市民", "token": token})


def test_from_the_draft_to_the_searched_transcript(cast: Cast) -> None:
    drafter, publisher, citizen = at(cast, Role.DRAFTER), at(cast, Role.PUBLISHER), Client()
    assert drafter.post("/desk/interviews/new/", DRAFT).status_code == 302
    found = OnlineInterview.objects.get()
    assert citizen.get(public(found)).status_code == 404
    assert publisher.post(desk(found, "announce")).status_code == 302
    assert ask(citizen, found, "门诊能报多少？").status_code == 200
    assert "门诊能报多少" not in citizen.get(public(found)).content.decode()
    assert "审看网友提问（1条）" in [task.what for task in tasks(cast.act(Role.PUBLISHER))]
    question = InterviewQuestion.objects.get()
    asked = {"question": public_id(question.pk)}
    assert publisher.post(desk(found, "show"), asked).status_code == 302
    guest = public_id(found.guests.get().pk)
    with time_machine.travel("2022-03-08 15:10 +0800"):
        assert "访谈中，可以提问" in citizen.get(public(found)).content.decode()
        drafter, publisher = at(cast, Role.DRAFTER), at(cast, Role.PUBLISHER)
        said = {**asked, "guest": guest, "text": "按百分之五十报销。"}
        assert drafter.post(desk(found, "answer"), said).status_code == 302
        assert "按百分之五十报销" in citizen.get(public(found)).content.decode()
        assert "李明：按百分之五十报销。" in drafter.get(desk(found)).content.decode()
        typed = {
            "transcript": "市民：门诊能报多少？\n李明：门诊按百分之五十报销。",
            "recording_url": "javascript:alert(1)",
        }
        refused = drafter.post(desk(found, "transcript"), typed)
        assert refused.status_code == 422
        assert "须以 https:// 或 http:// 开头" in refused.content.decode()
        typed["recording_url"] = "https://video.example.gov.cn/1"
        assert drafter.post(desk(found, "transcript"), typed).status_code == 302
        assert publisher.post(desk(found, "close")).status_code == 302
        page = citizen.get(public(found) + "?q=门诊").content.decode()
    assert page.count("<mark>门诊</mark>") == 2
    assert "“门诊”出现 2 次" in page
    assert "https://video.example.gov.cn/1" in page
    assert 'id="ask"' not in page


def test_a_question_with_a_telephone_number_is_not_shown(cast: Cast) -> None:
    found = announced_interview(cast)
    ask(Client(), found, "请打我电话13839151234，什么时候发钱？")
    publisher, asked = at(cast, Role.PUBLISHER), {"question": public_id(InterviewQuestion.objects.get().pk)}
    refused = publisher.post(desk(found, "show"), asked)
    assert refused.status_code == 422
    assert "手机号码" in refused.content.decode()
    assert publisher.post(desk(found, "hide"), asked).status_code == 422
    assert publisher.post(desk(found, "hide"), {**asked, "reason": "含个人信息"}).status_code == 302
    assert "13839151234" not in Client().get(public(found)).content.decode()
    assert QuestionAsked.objects.count() == 1


def test_a_question_of_another_interview_is_not_touched_here(cast: Cast) -> None:
    first, second = announced_interview(cast), announced_interview(cast)
    ask(Client(), first, "第一期的问题")
    asked = {"question": public_id(InterviewQuestion.objects.get().pk)}
    assert at(cast, Role.PUBLISHER).post(desk(second, "show"), asked).status_code == 422
    assert InterviewQuestion.objects.get().shown_by == ""


def test_a_question_after_the_interview_is_refused(cast: Cast) -> None:
    found = announced_interview(cast)
    with time_machine.travel("2022-03-09 09:00 +0800"):
        page = Client().get(public(found)).content.decode()
        assert 'name="token"' not in page
        late = Client().post(public(found), {"text": "还能问吗？", "token": "x"})
    assert late.status_code == 422
    assert InterviewQuestion.objects.count() == 0


@pytest.mark.parametrize("planned", ["", "下周二", "2022-13-01T10:00"])
def test_a_broken_time_is_answered_with_the_accepted_spelling(cast: Cast, planned: str) -> None:
    refused = at(cast, Role.DRAFTER).post("/desk/interviews/new/", {**DRAFT, "planned_at": planned})
    assert refused.status_code == 422
    assert "请按 2022-06-30T15:00 的格式填写" in refused.content.decode()
    assert "县医保局局长" in refused.content.decode()
