"""The officers' box and the table of synonyms as pages."""

from __future__ import annotations

import pytest
from django.test import Client

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.search.models import SynonymGroup


def at(cast: Cast, *roles: Role) -> Client:  # noqa: F811
    client = Client()
    client.force_login(cast.officer(*roles), "django.contrib.auth.backends.ModelBackend")
    return client


def test_nothing_is_asked_yet_and_nothing_is_found(cast):  # noqa: F811
    client = at(cast, Role.DRAFTER)
    assert client.get("/desk/search/").status_code == 200
    page = client.post("/desk/search/", {"q": "没有的词"}, follow=True).content.decode()
    assert "本单位没有符合条件的记录" in page
    assert "请输入检索词" in client.post("/desk/search/", {"q": "。。"}, follow=True).content.decode()


def test_synonyms_are_added_and_switched_on_the_page(cast):  # noqa: F811
    client = at(cast, Role.PUBLISHER)
    assert "最低生活保障" in client.get("/desk/synonyms/").content.decode()
    assert client.post("/desk/synonyms/add/", {"terms": "遛狗，养犬"}).status_code == 302
    page = client.get("/desk/synonyms/").content.decode()
    assert "遛狗，养犬" in page
    assert "已添加“遛狗,养犬”" in page
    client.post("/desk/synonyms/switch/", {"terms": "遛狗,养犬", "use": "0"})
    assert SynonymGroup.objects.get().is_used is False
    assert client.post("/desk/synonyms/switch/", {"terms": "没有,这组", "use": "0"}).status_code == 404


def test_a_refused_group_keeps_what_was_typed_beside_the_reason(cast):  # noqa: F811
    answer = at(cast, Role.OFFICE_HEAD).post("/desk/synonyms/add/", {"terms": "低保"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="低保"' in page
    assert "一组同义词有2至10个词" in page


@pytest.mark.parametrize("address", ["/desk/synonyms/", "/desk/synonyms/add/"])
def test_the_table_is_not_for_every_officer(cast, address):  # noqa: F811
    client = at(cast, Role.DRAFTER)
    assert client.post(address).status_code == 403
