"""The search page: words in, hits with facets out, and help where there is nothing; nothing typed ends in an error."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.audit.acts import system_act
from gongkai.decisions.models import Kind, PenaltyRecord
from gongkai.decisions.public import address
from gongkai.decisions.tests.factories import load, on_person, penalty, write_csv
from gongkai.decisions.usecases.revoke_decision import revoke_decision
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


def test_a_page_behind_the_last_leads_to_the_last(client, rows):
    text = page(client, q="养犬", page="7")
    assert 'href="/search?q=%E5%85%BB%E7%8A%AC&amp;page=2">第 2 页' in text
    assert "第 7 页" not in text
    assert "这一页没有内容" in page(client, q="养犬", page="1001")
    assert "这一页没有内容" not in page(client, q="养犬", page="2")


def test_where_filters_exclude_everything_no_other_words_are_offered(client, rows):
    assert "您是不是要找" in page(client, q="养全")
    assert "您是不是要找" not in page(client, q="养全", year="1999")
    assert "您是不是要找" not in page(client, q="养全", scope="docno")


def test_only_exact_1_does_without_synonyms_and_the_way_back_stands_on_an_empty_page(client, rows):
    assert "使用同义词</a>再检索" in page(client, q="没有这样", exact="1")
    assert "使用同义词</a>再检索" not in page(client, q="没有这样", exact="0")


def test_a_search_that_finds_nothing_yet_can_be_kept_as_a_feed(client, rows):
    assert 'href="/search/feed?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E6%A0%B7">订阅' in page(client, q="没有这样")


def test_the_words_stand_in_the_title_of_the_window_cut_and_escaped(client, rows):
    assert "<title>养犬 须知 - 检索 - " in page(client, q=" 养犬  须知 ")
    assert "<title>" + "犬" * 30 + " - 检索" in page(client, q="犬" * 500)
    assert "<title>&lt;b&gt; - 检索" in page(client, q="<b>")
    assert "<title>检索 - " in page(client)


def test_of_many_units_the_others_stand_behind_a_fold(client, db, settings, tmp_path):
    settings.GONGKAI_HOME = tmp_path
    service._open.forget()
    cast = Cast()
    for number in range(1, 15):
        cast.on(date(2000 + number, 3, 1))
        published(cast, number, title=f"养犬须知第{number}号")
    indexing.rebuild()
    text = page(client, q="养犬")
    assert "另有 2 个年份" in text
    assert "2001（1）" in text
    assert "另有" not in page(client, q="养犬", year="2001")


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


def test_the_feed_of_a_search_that_finds_nothing_yet_is_not_new_whenever_it_is_read(client, rows):
    feed = ElementTree.fromstring(client.get("/search/feed", {"q": "没有这样"}).content)
    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"
    assert feed.findtext(f"{ATOM}title") == "政府信息公开检索：没有这样"


def test_whole_addresses_of_the_feed_begin_with_the_domain_of_the_site(client, rows):
    choose_setting(
        act=system_act("test"), agency=Agency.objects.order_by("path")[0], name="site.domain", value="www.wenxian.gov.cn",
        since=date(2020, 1, 1),
    )  # fmt: skip
    feed = ElementTree.fromstring(client.get("/search/feed", {"q": "养犬", "year": "2022"}).content)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"].startswith("https://www.wenxian.gov.cn/search/feed?q=")
    assert {entry.findtext(f"{ATOM}id")[:34] for entry in feed.findall(f"{ATOM}entry")} == {
        "https://www.wenxian.gov.cn/content"
    }


@pytest.fixture
def ledger(db, settings, tmp_path, monkeypatch):
    """A decision on a firm, one on a person, one on a firm that was revoked."""
    settings.GONGKAI_HOME = tmp_path
    service._open.forget()
    monkeypatch.setattr("gongkai.portal.search.today", lambda: date(2022, 3, 1))
    cast = Cast()
    firm = penalty(cast.market, "温市监罚决〔2022〕1号")
    person = on_person(penalty(cast.market, "温市监罚决〔2022〕2号"), name="欧阳暗香")
    revoked = penalty(cast.market, "温市监罚决〔2022〕3号", CF_XDR_MC="温县岳村商店有限公司")
    trader = penalty(
        cast.market, "温市监罚决〔2022〕4号", CF_XDR_MC="欧阳疏影", CF_XDR_LB="个体工商户", CF_FRDB="欧阳疏影"
    )
    load(cast, write_csv(tmp_path / "file.csv", [firm, person, revoked, trader]))
    revoke_decision(
        act=cast.act(Role.PUBLISHER, agency=cast.market), agency=cast.market, kind=Kind.PENALTY,
        document_number="温市监罚决〔2022〕3号", ground="REVOKED", reason="复议决定撤销", on=date(2022, 3, 1),
    )  # fmt: skip
    indexing.rebuild()
    return cast


@pytest.mark.parametrize(
    "words",
    [
        "温市监罚决〔2022〕1号",
        "温市监罚决[2022]1号",
        "温县春华商贸有限公司",
        " 温县春华商贸有限公司 ",
        '"温市监罚决〔2022〕1号"',
        "“温县春华商贸有限公司”",
        "溫市監罰決〔2022〕１號",
        "溫縣春華商貿有限公司",
    ],
)
def test_a_decision_stands_beside_the_hits_for_its_number_and_its_organisation(client, ledger, words):
    text = page(client, q=words)
    assert "行政执法公示中的匹配" in text
    assert "除上列决定外，没有找到符合条件的信息" in text
    assert address(PenaltyRecord.objects.get(document_number="温市监罚决〔2022〕1号")) in text
    assert "在行政执法公示中查看全部" in text


@pytest.mark.parametrize(
    "words",
    [
        "欧阳暗香",
        "温市监罚决〔2022〕2号",
        "温县岳村商店有限公司",
        "温市监罚决〔2022〕3号",
        "温县春华",
        "=1",
        "%",
        "欧阳疏影",
        '"',
        "“”",
    ],
)
def test_persons_revoked_decisions_and_parts_of_names_do_not(client, ledger, words):
    text = page(client, q=words)
    assert "行政执法公示中的匹配" not in text
    assert "/sgs/penalty/" not in text


def test_a_trader_under_the_own_name_is_found_by_number_only(client, ledger):
    assert "行政执法公示中的匹配" in page(client, q="温市监罚决〔2022〕4号")


def test_decisions_stand_on_the_first_unfiltered_page_only(client, ledger):
    assert "行政执法公示中的匹配" not in page(client, q="温县春华商贸有限公司", year="2022")
    assert "行政执法公示中的匹配" not in page(client, q="温县春华商贸有限公司", scope="title")
