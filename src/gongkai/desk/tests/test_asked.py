"""What an officer types into a box to find somebody stands in no address and lies readable nowhere."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.requests.tests.factories import Counter

NAME = "欧阳疏影13800000000"
BOXES = (
    ("/desk/search/", "q"),
    ("/desk/requests/", "number"),
    ("/desk/letters/", "number"),
    ("/desk/decisions/records/", "number"),
)

pytestmark = pytest.mark.django_db


def clerk(cast: Cast) -> Client:  # noqa: F811
    client = Client()
    officer = cast.officer(Role.REQUEST_OFFICER, agency=cast.police)
    client.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(("box", "field"), BOXES)
def test_the_words_are_in_the_page_and_not_in_the_address(cast: Cast, box: str, field: str) -> None:  # noqa: F811
    client = clerk(cast)
    led = client.post(box, {field: f" {NAME} "})
    assert led.status_code == 302
    assert set(parse_qs(urlsplit(led["Location"]).query)) == {"words"}
    for _ in range(2):  # and again when the page is loaded anew
        assert f'value="{NAME}"' in client.get(led["Location"]).content.decode()
    kept = Session.objects.get(pk=client.session.session_key).get_decoded()
    assert NAME not in str(kept)


@pytest.mark.parametrize(("box", "field"), BOXES)
def test_words_in_the_address_itself_are_not_taken(cast: Cast, box: str, field: str) -> None:  # noqa: F811
    assert NAME not in clerk(cast).get(box, {field: NAME}).content.decode()


def test_another_officer_learns_nothing_from_the_address(cast: Cast) -> None:  # noqa: F811
    led = clerk(cast).post("/desk/search/", {"q": NAME})["Location"]
    page = clerk(cast).get(led).content.decode()
    assert NAME not in page
    assert "检索词只在登录期间保留，请重新输入" in page


@pytest.mark.parametrize("key", ["x", "../..", "%00", "a" * 500])
def test_a_made_up_key_finds_nothing(cast: Cast, key: str) -> None:  # noqa: F811
    page = clerk(cast).get("/desk/requests/", {"words": key})
    assert (page.status_code, "检索词只在登录期间保留" in page.content.decode()) == (200, True)


def test_the_twenty_last_are_kept(cast: Cast) -> None:  # noqa: F811
    client = clerk(cast)
    led = [client.post("/desk/search/", {"q": f"第{number}次"})["Location"] for number in range(21)]
    assert 'value="第1次"' in client.get(led[1]).content.decode()
    assert 'value="第0次"' not in client.get(led[0]).content.decode()


def test_a_number_narrows_the_board_with_the_other_filters_and_over_its_pages(cast: Cast) -> None:  # noqa: F811
    cast.on(date(2022, 3, 1))
    counter = Counter(cast, cast.police)
    made, other = counter.under_review(), counter.under_review()
    client = clerk(cast)
    asked = {"number": made.number.lower(), "channel": "IN_PERSON", "list": "running", "mine": ""}
    led = client.post("/desk/requests/", asked)["Location"]
    assert {name: value for name, value in parse_qs(urlsplit(led).query).items() if name != "words"} == {
        "channel": ["IN_PERSON"], "list": ["running"],
    }  # fmt: skip
    page = client.get(led).content.decode()
    assert f">{made.number}<" in page
    assert f">{other.number}<" not in page
    others = re.findall(r'href="(\?[^"]*list=waiting[^"]*)"', page)
    assert all("words=" in one and made.number not in one for one in others)
    assert others


def test_a_form_left_empty_leads_back_to_the_whole_list(cast: Cast) -> None:  # noqa: F811
    assert clerk(cast).post("/desk/requests/", {"number": " "})["Location"] == "/desk/requests/"


def test_neither_another_method_nor_a_missing_token_is_let_in(cast: Cast) -> None:  # noqa: F811
    assert clerk(cast).put("/desk/search/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.officer(Role.REQUEST_OFFICER), "django.contrib.auth.backends.ModelBackend")
    assert strict.post("/desk/search/", {"q": NAME}).status_code == 403
