"""A form that lost its token: the portal's own page says so, keeps what was typed, and one more press sends it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from gongkai.agencies.tests.factories import Cast
from gongkai.portal.tests.test_requests import CARD, PERSON, WANTED, proof
from gongkai.requests.models import InformationRequest

pytestmark = pytest.mark.django_db
ASK = "/zfxxgk/ysqgk/sq/"


@pytest.fixture
def strict(cast: Cast) -> Client:
    return Client(enforce_csrf_checks=True)


def fields_of(page: str) -> dict[str, str]:
    """What the page's form sends on."""
    kept = dict(re.findall(r'<textarea name="([^"]+)" hidden aria-hidden="true">\n(.*?)</textarea>', page, re.S))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    return {name: unescape(value) for name, value in kept.items()} | {"csrfmiddlewaretoken": token[1]}


def test_what_was_typed_is_kept_and_one_more_press_sends_it(strict: Client) -> None:
    typed = {**WANTED, "description": "第一行 <b>\n\n第二行“引号” & 符号", "go": "next"}
    answer = strict.post(ASK, typed)
    assert answer.status_code == 403
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    assert "页面已过期，内容还没有提交" in page
    assert "回到工作台" not in page
    sent = fields_of(page)
    assert {name: sent[name] for name in typed} == typed
    second = strict.post(ASK, sent)
    assert second.status_code == 200
    assert 'name="id_number"' in second.content.decode()


def test_nothing_is_taken_until_the_person_presses_and_files_are_asked_for_again(strict: Client) -> None:
    answer = strict.post(ASK, {**WANTED, **PERSON, "go": "send", "proof": proof()})
    page = answer.content.decode()
    assert "附件不能保留" in page
    assert 'type="file" id="file-1" name="proof"' in page
    assert InformationRequest.objects.count() == 0
    assert CARD in page
    assert CARD not in answer["Content-Security-Policy"]


def test_a_step_of_an_opened_request_is_not_sent_on(strict: Client) -> None:
    page = strict.post("/zfxxgk/ysqgk/jd/withdraw/", {"why": "不再需要，已从其他途径取得"}).content.decode()
    assert "刚才的操作没有保存" in page
    assert "继续提交" not in page
    assert "不再需要，已从其他途径取得" in page


def test_the_desk_keeps_its_own_page(strict: Client) -> None:
    page = strict.post("/desk/login/", {"username": "x", "password": "y"}).content.decode()
    assert "操作没有保存" in page
    assert "继续提交" not in page
