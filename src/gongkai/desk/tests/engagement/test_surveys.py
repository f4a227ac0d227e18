"""Questionnaires through the forms of both ends: anonymous, once per token, none lost, the result with its feedback."""

from __future__ import annotations

import re
from html import unescape

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client

from gongkai.agencies.errors import Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.audit.acts import system_act
from gongkai.audit.models import AuditLine
from gongkai.clock import SystemClock, legal_day
from gongkai.desk.tests.engagement.at_the_desk import at
from gongkai.engagement.models import Survey, SurveyAnswer, SurveyResultPublished, UsedToken
from gongkai.engagement.selectors import appraisals
from gongkai.engagement.survey_questions import APPRAISAL, questions_in, written
from gongkai.engagement.survey_results import result_of
from gongkai.engagement.tests.factories import drafted_survey, opened_survey
from gongkai.engagement.usecases.run_survey import publish_result, write_feedback
from gongkai.measures.registry import Question, measure
from gongkai.numbering.keys import public_id
from gongkai.outbox.models import Event
from gongkai.oversight.website_table import table_of

GOOD = {"q1": "满意", "q2": "每周", "q3": ["文件", "办事"], "q4": "多发图解。"}


@pytest.fixture(autouse=True)
def _day():
    cache.clear()
    with time_machine.travel("2022-03-01 10:00 +0800", tick=True):
        yield


def public(found: Survey) -> str:
    return f"/hdjl/dc/{public_id(found.pk)}/"


def desk(found: Survey, verb: str = "") -> str:
    return f"/desk/surveys/{public_id(found.pk)}/{verb + '/' if verb else ''}"


def token(page: str) -> str:
    return unescape(re.findall(r'name="token" value="([^"]+)"', page)[0])


def answer(client: Client, found: Survey, **changes: object):
    filled = {**GOOD, "token": token(client.get(public(found)).content.decode()), **changes}
    return client.post(public(found), filled)


def test_from_the_draft_to_the_published_result(cast: Cast) -> None:
    drafter, publisher = at(cast, Role.DRAFTER), at(cast, Role.PUBLISHER)
    typed = {
        "agency": "wenxian-zfb",
        "kind": "APPRAISAL",
        "year": "2022",
        "title": "2022年度社会评议",
        "introduction": "请您评议。",
    }
    bad = drafter.post("/desk/surveys/new/", {**typed, "questions": "评价｜\n单选｜多久？｜每天\n随便"})
    assert bad.status_code == 422
    text = bad.content.decode()
    assert "第1行" in text
    assert "第2行须有2至20个不重复的选项" in text
    assert "第3行“随便”不能识别" in text
    assert drafter.post("/desk/surveys/new/", {**typed, "questions": APPRAISAL}).status_code == 302
    found = Survey.objects.get()
    assert Client().get(public(found)).status_code == 404
    assert publisher.post(desk(found, "open"), {"ends_on": "2022-03-01"}).status_code == 422
    assert publisher.post(desk(found, "open"), {"ends_on": "2022-03-31"}).status_code == 302
    grades = {f"q{n}": "满意" if n < 8 else "不满意" for n in range(1, 9)}
    one = Client()
    sent = one.post(public(found), {**grades, "token": token(one.get(public(found)).content.decode())})
    assert sent.status_code == 200
    with time_machine.travel("2022-04-01 10:00 +0800"):
        drafter, publisher = at(cast, Role.DRAFTER), at(cast, Role.PUBLISHER)
        assert drafter.post(desk(found, "close")).status_code == 302
        assert "总体满意率" not in Client().get(public(found)).content.decode()
        assert drafter.post(desk(found, "feedback"), {"feedback": ""}).status_code == 422
        assert drafter.post(desk(found, "feedback"), {"feedback": "针对形式问题，完善答复。"}).status_code == 302
        assert publisher.post(desk(found, "publish")).status_code == 302
        page = Client().get(public(found)).content.decode()
    assert "87.5%" in page  # seven of eight questions satisfied
    assert "针对形式问题，完善答复。" in page
    assert [one.title for one in appraisals([cast.office.id], 2022)] == ["2022年度社会评议"]


def test_a_questionnaire_counts_in_the_website_table_when_opened_and_when_its_result_is_published(cast: Cast) -> None:
    found = opened_survey(cast)
    for _ in range(2):
        answer(Client(), found)
    today = legal_day(SystemClock().now())
    question = Question((found.agency_id,), today, today, today)
    assert [measure(f"engagement.{name}").count(question) for name in ("surveys", "survey_answers")] == [1, 0]
    Survey.objects.filter(pk=found.pk).update(state="CLOSED", closed_on=today)
    write_feedback(act=cast.act(Role.DRAFTER), survey_id=found.pk, feedback="加强培训。")
    cast.clock.move_to(today, 9, 0)
    publish_result(act=cast.act(Role.PUBLISHER), survey_id=found.pk)
    counted = {cell.row.key: cell.value for cell in table_of(cast.government, today.year, today)}
    assert (counted["consultations"], counted["opinions"], counted["feedbacks"]) == (1, 2, 1)
    line = measure("engagement.survey_results").line(SurveyResultPublished.objects.select_related("survey").get())
    assert line.public_url == public(found)


def test_an_answer_keeps_nothing_of_the_person(cast: Cast) -> None:
    found = opened_survey(cast)
    lines, events = AuditLine.objects.count(), Event.objects.count()
    answer(Client(REMOTE_ADDR="203.0.113.7"), found)
    assert (AuditLine.objects.count(), Event.objects.count()) == (lines, events)
    assert {field.name for field in SurveyAnswer._meta.fields} == {"id", "survey", "group", "chosen", "words"}
    assert {field.name for field in UsedToken._meta.fields} == {"digest", "survey"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT chosen, words FROM engagement_survey_answer")
        kept = str(cursor.fetchall())
    assert "203.0.113.7" not in kept
    assert "多发图解" not in kept


def test_a_replayed_token_is_told_and_counts_once(cast: Cast) -> None:
    found = opened_survey(cast)
    client = Client()
    filled = {**GOOD, "token": token(client.get(public(found)).content.decode())}
    assert "已经计入" in client.post(public(found), filled).content.decode()
    assert "没有重复计算" in Client().post(public(found), filled).content.decode()
    assert SurveyAnswer.objects.count() == 1


def test_the_same_browser_is_not_asked_twice(cast: Cast) -> None:
    found = opened_survey(cast)
    client = Client()
    spare = token(client.get(public(found)).content.decode())
    answer(client, found)
    assert "您已经参加过这份问卷，谢谢" in client.get(public(found)).content.decode()
    second = client.post(public(found), {**GOOD, "token": spare})
    assert second.status_code == 422
    assert SurveyAnswer.objects.count() == 1


def test_one_address_is_limited_and_links_are_not(cast: Cast) -> None:
    found = opened_survey(cast)
    choose_setting(
        act=system_act("t", cast.clock),
        agency=cast.government,
        name="surveys.per_address",
        value=3,
        since=cast.clock.now().date(),
    )
    assert [answer(Client(), found).status_code for _ in range(4)] == [200, 200, 200, 429]
    made = at(cast, Role.DRAFTER).post(desk(found, "links"), {"group": "人大代表", "number": "2"}).content.decode()
    links = [unescape(link) for link in re.findall(r"<code>([^<]+)</code>", made)]
    assert len(links) == 2
    for link in links:
        client = Client()
        path = link.removeprefix("http://testserver")
        page = client.get(path).content.decode()
        hidden = unescape(re.findall(r'name="link" value="([^"]+)"', page)[0])
        assert "已经计入" in client.post(public(found), {**GOOD, "link": hidden}).content.decode()
        assert "没有重复计算" in Client().post(public(found), {**GOOD, "link": hidden}).content.decode()
    assert dict(result_of(found).groups) == {"公众": 3, "人大代表": 2}
    assert Client().post(public(found), {**GOOD, "link": hidden + "x"}).status_code == 422


def test_a_wrong_or_missing_answer_is_named_and_the_rest_stays_ticked(cast: Cast) -> None:
    found = opened_survey(cast)
    refused = answer(Client(), found, q1="优秀", q2="", q4="长" * 1001)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "第1题的回答不在可选范围；可选：满意、基本满意、不满意" in page
    assert "请回答第2题" in page
    assert "第4题最多1000字，现有1001字" in page
    assert page.count(" checked") == 2
    assert SurveyAnswer.objects.count() == 0
    assert UsedToken.objects.count() == 0


def test_an_answer_after_the_end_is_refused(cast: Cast) -> None:
    found = opened_survey(cast)
    client = Client()
    filled = {**GOOD, "token": token(client.get(public(found)).content.decode())}
    with time_machine.travel("2022-04-01 00:01 +0800"):
        page = client.post(public(found), filled)
    assert page.status_code == 422
    assert SurveyAnswer.objects.count() == 0


def test_questions_are_read_and_written_back_alike() -> None:
    text = "评价｜公开是否及时？\n单选｜多久看一次？｜每天/每周\n多选｜看什么？｜文件/办事\n文字｜建议？"
    assert written(questions_in(text)) == text
    with pytest.raises(Refused, match="请填写1至30个问题"):
        questions_in("")


def test_a_questionnaire_is_not_opened_by_its_drafter(cast: Cast) -> None:
    found = drafted_survey(cast)
    both = at(cast, Role.DRAFTER, Role.PUBLISHER)
    assert both.post(desk(found, "open"), {"ends_on": "2022-03-31"}).status_code == 302  # drafted by another officer
    typed = {
        "agency": "wenxian-zfb",
        "kind": "SURVEY",
        "year": "2022",
        "title": "自己起草",
        "introduction": "说明",
        "questions": APPRAISAL,
    }
    both.post("/desk/surveys/new/", typed)
    own = Survey.objects.get(title="自己起草")
    assert both.post(desk(own, "open"), {"ends_on": "2022-03-31"}).status_code == 422


def test_opening_without_a_last_day_asks_for_it(cast: Cast) -> None:
    found = drafted_survey(cast)
    page = at(cast, Role.PUBLISHER).post(desk(found, "open"), {"ends_on": ""})
    assert page.status_code == 422
    assert "请填写截止日期，例如 2022-06-30" in page.content.decode()
