"""The policy library: every filter alone and together; and the two ways into the statutory content."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from gongkai.agencies.tests.factories import Cast
from gongkai.portal.tests.published import published

pytestmark = pytest.mark.django_db


def titles(client: Client, query: str = "") -> list[str]:
    text = client.get(f"/zfxxgk/zcwj/{query}").content.decode()
    return re.findall(r'<td><a href="/content/[^"]+">([^<]+)</a>', text)


@pytest.fixture
def library(cast: Cast) -> None:
    published(cast, 1)
    published(
        cast, 2, title="旧办法", document={"ended_how": "EXPIRED", "ended_how_zh": "失效", "ended_on": "2022-01-01"}
    )
    published(
        cast,
        3,
        title="废止的办法",
        document={"ended_how": "REPEALED", "ended_how_zh": "废止", "ended_on": "2022-02-01"},
    )
    published(
        cast,
        4,
        title="实施方案",
        column="A20-01-03",
        kind="policy_document",
        document=None,
        agency=cast.police,
        subject_class="公安",
    )
    published(cast, 5, title="解读", column="A20-01-04", kind="interpretation", document=None)
    published(cast, 6, title="规划不在库里", column="A20-03", kind="plan", document=None)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["解读", "实施方案", "废止的办法", "旧办法", "办法第1号"]),
        ("?kind=normative_document", ["废止的办法", "旧办法", "办法第1号"]),
        ("?validity=in_force", ["办法第1号"]),
        ("?validity=EXPIRED", ["旧办法"]),
        ("?validity=REPEALED", ["废止的办法"]),
        ("?organ=wenxian-gaj", ["实施方案"]),
        ("?subject=公安", ["实施方案"]),
        ("?year=2022&kind=interpretation", ["解读"]),
        ("?year=1999", []),
        ("?organ=nobody", []),
        ("?validity=x%27;--", []),
    ],
)
def test_a_filter_finds_what_it_names(client: Client, library: None, query: str, found: list[str]) -> None:
    assert titles(client, query) == found


def test_pages_follow_one_another_with_the_filters_kept(client: Client, cast: Cast) -> None:
    for number in range(1, 46):
        published(cast, number)
    first = client.get("/zfxxgk/zcwj/?validity=in_force").content.decode()
    following = re.search(r'href="(\?validity=in_force&(?:amp;)?after=[^"]+)"', first)
    assert following is not None
    second = titles(client, following[1].replace("&amp;", "&"))
    assert (len(titles(client, "?validity=in_force")), second[0], len(second)) == (20, "办法第25号", 20)


def test_an_empty_library_says_so(client: Client, cast: Cast) -> None:
    assert "没有符合条件的文件。" in client.get("/zfxxgk/zcwj/").content.decode()


def test_organs_are_listed_by_rank_with_what_they_published(client: Client, library: None) -> None:
    text = client.get("/zfxxgk/jg/").content.decode()
    assert text.index("政府及办公室") < text.index("政府部门") < text.index("乡镇（街道）")
    assert '<a href="/zfxxgk/fdzdgknr/?organ=wenxian-gaj">温县公安局</a> <span>1</span>' in text
    listed = client.get("/zfxxgk/fdzdgknr/?organ=wenxian-gaj").content.decode()
    assert ("实施方案" in listed, "旧办法" in listed) == (True, False)
    assert "<h1>温县公安局公开的信息</h1>" in listed
