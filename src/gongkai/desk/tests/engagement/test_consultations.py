"""Consultations through the forms of both ends: legal periods, opinions by form and by mail, feedback with reasons."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client, RequestFactory

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.desk.engagement.waiting import tasks
from gongkai.desk.tests.engagement.at_the_desk import at
from gongkai.engagement.consultation_closing import close_ended
from gongkai.engagement.models import Opinion, OpinionReceived, PublicConsultation
from gongkai.engagement.paragraphs import paragraphs
from gongkai.engagement.tests.factories import drafted_consultation, opened_consultation
from gongkai.numbering.keys import public_id
from gongkai.portal import guard

DRAFT = {
    "agency": "wenxian-zfb", "kind": "MAJOR_DECISION", "title": "养老规划（征求意见稿）", "draft_text": "第一条　目标。\n第二条　措施。\n附则",
    "explanation": "起草背景。", "contact": "0391-0000000", "way-1": "温县黄河路1号",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _day():
    cache.clear()
    with time_machine.travel("2022-03-01 10:00 +0800", tick=True):
        yield


def desk(found: PublicConsultation, verb: str = "") -> str:
    return f"/desk/consultations/{public_id(found.pk)}/{verb + '/' if verb else ''}"


def public(found: PublicConsultation) -> str:
    return f"/hdjl/zj/{public_id(found.pk)}/"


def filled(client: Client, found: PublicConsultation, **typed: str) -> dict[str, str]:
    page = client.get(public(found)).content.decode()
    token = unescape(re.findall(r'name="token" value="([^"]+)"', page)[0])
    return {"text": "建议增加日间照料中心。", "paragraph": "第二条", "token": token, **typed}


def filled_elsewhere(typed: dict[str, str]) -> dict[str, str]:
    """A form that was opened before midnight and sent after it, its token still young."""
    return {**typed, "token": guard.fresh(RequestFactory().get("/"), "opinion").token}


def test_from_the_draft_to_the_published_feedback(cast: Cast) -> None:
    drafter, publisher, citizen = at(cast, Role.DRAFTER), at(cast, Role.PUBLISHER), Client()
    assert drafter.post("/desk/consultations/new/", DRAFT).status_code == 302
    found = PublicConsultation.objects.get()
    assert citizen.get(public(found)).status_code == 404
    assert [task.what for task in tasks(cast.act(Role.PUBLISHER))] == ["发布，开始征集"]
    short = publisher.post(desk(found, "open"), {"ends_on": "2022-03-10"})
    assert short.status_code == 422
    assert "截止日期最早为2022-03-31" in short.content.decode()
    assert publisher.post(desk(found, "open"), {"ends_on": "2022-03-31"}).status_code == 302
    assert "还有30天" in citizen.get(public(found)).content.decode()
    assert citizen.post(public(found), filled(citizen, found)).status_code == 200
    mailed = {"way": "MAIL", "text": "来信意见", "received_on": "2022-03-01", "paragraph": "", "name": "赵六"}
    assert at(cast, Role.REQUEST_OFFICER).post(desk(found, "opinion"), mailed).status_code == 302
    assert "赵六" not in drafter.get(desk(found)).content.decode()
    with time_machine.travel("2022-04-01 10:00 +0800"):
        drafter, publisher = at(cast, Role.DRAFTER), at(cast, Role.PUBLISHER)
        late = citizen.post(public(found), {"text": "晚了", "token": "x"})
        assert late.status_code == 422
        assert drafter.post(desk(found, "close")).status_code == 302
        lists = {
            "point": ["增加日间照料", "提高补助"],
            "adoption": ["ADOPTED", "NOT_ADOPTED"],
            "point_reason": ["", ""],
        }
        refused = drafter.post(desk(found, "feedback"), {"summary": "共2条。", **lists})
        assert refused.status_code == 422
        assert "第2条未（完全）采纳，须说明理由" in refused.content.decode()
        assert "增加日间照料" in refused.content.decode()
        lists["point_reason"] = ["", "上级统一规定。"]
        assert drafter.post(desk(found, "feedback"), {"summary": "共2条。", **lists}).status_code == 302
        assert publisher.post(desk(found, "publish-feedback")).status_code == 302
        page = citizen.get(public(found)).content.decode()
    assert "采纳情况反馈（2022年4月1日）" in page
    assert "上级统一规定。" in page
    assert 'id="opinion"' not in page


def test_an_opinion_after_the_last_day_is_refused_and_kept_in_the_form(cast: Cast) -> None:
    found = opened_consultation(cast)
    client = Client()
    typed = filled(client, found, text="迟到的意见")
    with time_machine.travel("2022-03-31 23:30 +0800"):
        assert client.post(public(found), filled(client, found, text="最后一天")).status_code == 200
    with time_machine.travel("2022-04-01 00:05 +0800"):
        page = client.get(public(found)).content.decode()
        assert "已结束" in page
        assert 'name="token"' not in page
        late = client.post(public(found), filled_elsewhere(typed))
        assert late.status_code == 422
        assert "迟到的意见" in late.content.decode()
    assert not Opinion.objects.filter(received_on__gt=date(2022, 3, 31)).exists()


def test_the_same_form_brings_one_opinion(cast: Cast) -> None:
    found = opened_consultation(cast)
    client = Client()
    typed = filled(client, found)
    assert [client.post(public(found), typed).status_code for _ in range(2)] == [200, 200]
    assert (Opinion.objects.count(), OpinionReceived.objects.count()) == (1, 1)
    assert Opinion.objects.get().paragraph == "第二条"


def test_a_consultation_is_never_back_dated(cast: Cast) -> None:
    found = drafted_consultation(cast)
    publisher = at(cast, Role.PUBLISHER)
    for text in ("2022-02-01", "2022-03-01", "", "明天"):
        assert publisher.post(desk(found, "open"), {"ends_on": text}).status_code == 422
    found.refresh_from_db()
    assert (found.state, found.starts_on) == ("DRAFT", None)


def test_who_changes_a_draft_cannot_open_it(cast: Cast) -> None:
    found = drafted_consultation(cast)
    both = at(cast, Role.DRAFTER, Role.PUBLISHER)
    assert both.post(desk(found, "edit"), {**DRAFT, "title": "新标题"}).status_code == 302
    refused = both.post(desk(found, "open"), {"ends_on": "2022-04-30"})
    assert refused.status_code == 422
    assert "由拟稿人以外的人发布" in refused.content.decode()


def test_ended_consultations_close_by_themselves_the_next_day(cast: Cast) -> None:
    found = opened_consultation(cast)
    close_ended(datetime(2022, 3, 31, 12, 0, tzinfo=UTC))
    found.refresh_from_db()
    assert found.state == "OPEN"
    close_ended(datetime(2022, 3, 31, 16, 5, tzinfo=UTC))  # five past midnight in Shanghai
    found.refresh_from_db()
    assert (found.state, found.closed_on) == ("CLOSED", date(2022, 4, 1))


def test_paragraphs_are_named_by_their_number_or_place() -> None:
    names = [one.name for one in paragraphs("总则\n第一条　为了……\n第二条 措施\n一、目标\n\n第二条 重复")]
    assert names == ["第1段", "第一条", "第二条", "一", "第二条（第5段）"]


def test_the_list_pages_on_and_shows_what_is_public_only(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.portal.engagement.consultations.SHOWN", 2)
    drafted_consultation(cast, title="未公布的草稿")
    for number in range(5):
        opened_consultation(cast, title=f"征集{number}")
    client, seen, after = Client(), [], ""
    for _ in range(3):
        page = client.get(f"/hdjl/zj/?after={after}").content.decode()
        seen += re.findall(r">(征集\d)</a>", page)
        assert "未公布的草稿" not in page
        after = (re.findall(r"after=([^\"]+)\">下一页", page) or [""])[0]
    assert seen == [f"征集{number}" for number in (4, 3, 2, 1, 0)]
