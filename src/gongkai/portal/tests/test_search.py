"""The search page: words in, hits with facets out, and help where there is nothing; nothing typed ends in an error."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from gongkai.agencies.tests.factories import Cast
from gongkai.editions.tests.factories import published, withdrawn
from gongkai.numbering.keys import public_id
from gongkai.search import indexing, service

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def rows(db, settings, tmp_path):
    settings.GONGKAI_HOME = tmp_path
    service._open.forget()
    cast = Cast()
    made = [published(cast, number, title=f"养犬须知第{number}号<b>") for number in range(1, 13)]
    withdrawn(cast, "WITHDRAWN_WITH_NOTICE", subject_id=12)
    indexing.rebuild()
    return made


def page(client, **asked):
    answer = client.get("/search", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_hits_are_marked_escaped_and_lead_to_their_page(client, rows):
    text = page(client, q="须知 第3号")
    assert "共找到 <strong>1</strong> 条" in text
    assert "养犬<mark>须知第3号</mark>&lt;b&gt;" in text
    assert f'href="/content/{public_id(rows[2].id)}.html"' in text


def test_pages_and_facets(client, rows):
    text = page(client, q="养犬")
    assert "共找到 <strong>11</strong> 条" in text
    assert "page=2" in text
    assert "（11）" in text
    assert text.count("<article>") == 10
    assert page(client, q="养犬", page="2").count("<article>") == 1


def test_a_filter_that_fits_nothing_offers_the_way_back(client, rows):
    text = page(client, q="养犬", year="1999")
    assert "没有找到符合条件的信息" in text
    assert "清除筛选条件" in text


def test_what_is_withdrawn_is_not_found(client, rows):
    assert "没有找到符合条件的信息" in page(client, q="第12号")


def test_without_words_the_page_asks_for_some(client, rows):
    text = page(client)
    assert "请输入检索词" in text
    assert "没有找到" not in text


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "<script>alert(1)</script>"}, {"q": "\x00\x07养犬"}, {"q": "a" * 12_000}, {"q": "养犬", "page": "-1"}, {"q": "养犬", "page": "²"},
        {"q": "养犬", "page": "999999"}, {"q": "养犬", "page": "9" * 4000}, {"q": "养犬", "scope": "x", "sort": "y"}, {"q": 'title:* OR "'},
        {"q": " ".join(["犬"] * 200)},
    ],
)  # fmt: skip
def test_anything_typed_gets_a_page(client, rows, asked):
    assert "<script>" not in page(client, **asked)
    assert client.get("/search/feed", asked).status_code == 200


def test_a_saved_search_is_a_feed(client, rows):
    answer = client.get("/search/feed", {"q": "养犬"})
    assert answer["Content-Type"].startswith("application/atom+xml")
    entries = ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")
    assert len(entries) == 11
    assert {entry.findtext(f"{ATOM}title") for entry in entries} == {
        f"养犬须知第{number}号<b>" for number in range(1, 12)
    }
