"""The list of messages as an officer meets it."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.messages.models import Message
from gongkai.messages.send import send
from gongkai.numbering.keys import public_id

pytestmark = pytest.mark.django_db
NUMBER = "13812345678"


@pytest.fixture
def client(cast: Cast) -> Client:  # noqa: F811
    made = Client()
    made.force_login(cast.officer(Role.REQUEST_OFFICER), backend="django.contrib.auth.backends.ModelBackend")
    return made


@pytest.fixture
def failed(cast: Cast) -> Message:  # noqa: F811
    with transaction.atomic():
        message = send(
            act=cast.act(Role.REQUEST_OFFICER),
            channel="SMS",
            to=NUMBER,
            text="查询码 K7M2",
            about=("request", public_id(1)),
        )
    Message.objects.update(state=Message.State.FAILED, due_at=None, attempts=7, problem="HTTP 503")
    return message


def test_a_failed_message_shows_masked_and_without_its_words(client, failed):
    page = client.get("/desk/messages/").content.decode()
    assert "138******78" in page
    assert "HTTP 503" in page
    assert NUMBER not in page
    assert "K7M2" not in page


def test_it_waits_on_the_first_page_until_it_is_sent_again(client, failed):
    assert "短信发送失败" in client.get("/desk/").content.decode()
    client.post(f"/desk/messages/{public_id(failed.pk)}/again/")
    assert Message.objects.get(repeats=failed).state == "WAITING"
    page = client.get("/desk/messages/").content.decode()
    assert page.count("重新发送</button>") == 0
    assert "短信发送失败" not in client.get("/desk/").content.decode()


def test_a_list_without_messages_says_so(client):
    assert "没有消息。" in client.get("/desk/messages/?state=FAILED").content.decode()
