"""What comes in is hostile until shown otherwise: control characters, and more text than a form takes."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from gongkai.agencies.tests.factories import Cast
from gongkai.config.controls import WithoutControls
from gongkai.config.failures import not_taken
from gongkai.engagement.tests.factories import receive


def test_control_characters_are_taken_out_of_forms_and_addresses() -> None:
    request = RequestFactory().post("/?q=a%00b", {"text": "第一行\r\n\t第\x00二\x0b行\x1f", "name": ["a", "b\x01"]})
    WithoutControls(lambda request: HttpResponse()).process_view(request)
    assert request.POST.getlist("text") == ["第一行\r\n\t第二行"]
    assert request.POST.getlist("name") == ["a", "b"]
    assert request.GET["q"] == "ab"
    with pytest.raises(AttributeError):
        request.POST["text"] = "changed"  # still frozen, as any form


def test_a_code_with_a_nul_is_looked_for_and_not_found(cast: Cast) -> None:
    cache.clear()
    letter = receive(cast).letter
    answer = Client().post("/hdjl/cx/", {"number": f"{letter.number}\x00", "query_code": "AAAA\x00AAAA"})
    assert answer.status_code == 404
    assert "没有查到" in answer.content.decode() or "不正确" in answer.content.decode()


def test_a_body_that_is_too_large_is_read_to_its_end_so_that_the_answer_arrives() -> None:
    body = BytesIO(b"x" * 300_000)
    request: HttpRequest = RequestFactory().generic("POST", "/", b"")
    request._stream = body  # type: ignore[attr-defined]
    answer = not_taken(request, RequestDataTooBig())
    assert answer.status_code == 413
    assert "没有保存" in answer.content.decode()
    assert body.read() == b""
