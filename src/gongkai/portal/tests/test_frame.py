"""What stands on every page: menu, tags, footer by settings, the reader's style; and what the home page leads to."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.portal.tests.published import published

pytestmark = pytest.mark.django_db


def named(cast: Cast, name: str, value: str) -> None:
    choose_setting(
        act=cast.act(Role.SYSTEM_ADMIN),
        agency=cast.government,
        name=f"site.{name}",
        value=value,
        since=date(2022, 1, 1),
    )


def text_of(client: Client, address: str = "/") -> str:
    return str(client.get(address).content.decode())


def test_the_footer_says_who_runs_the_site(client: Client, cast: Cast) -> None:
    bare = text_of(client)
    assert "主办单位：温县人民政府" in bare
    assert ("承办单位" in bare, "网站标识码" in bare, "找错" in bare) == (False, False, False)
    for name, value in (
        ("organiser", "温县人民政府办公室"),
        ("undertaker", "温县大数据中心"),
        ("id_code", "4108250001"),
        ("icp", "豫ICP备00000000号"),
    ):
        named(cast, name, value)
    told = text_of(client)
    for words in (
        "主办单位：温县人民政府办公室",
        "承办单位：温县大数据中心",
        "网站标识码：4108250001",
        "豫ICP备00000000号",
        "我为政府网站找错",
    ):
        assert words in told
    assert '<meta name="SiteIDCode" content="4108250001">' in told


def test_error_reports_go_to_the_national_page_unless_another_is_named(client: Client, cast: Cast) -> None:
    named(cast, "id_code", "4108250001")
    assert "zfwzgl.www.gov.cn" in text_of(client)
    named(cast, "error_report", "https://www.wenxian.gov.cn/zc/")
    assert "zfwzgl.www.gov.cn" not in text_of(client)


def test_a_style_is_kept_in_a_cookie_and_leads_back(client: Client, cast: Cast) -> None:
    answer = client.get("/preference/?name=type&set=large&next=/zfxxgk/")
    assert (answer.status_code, answer["Location"], answer.cookies["type"].value) == (302, "/zfxxgk/", "large")
    assert '<html lang="zh-CN" class="large">' in text_of(client)
    assert client.get("/preference/?name=type&set=large&next=https://evil.com/")["Location"] == "/"


def test_the_home_page_shows_columns_that_have_something_and_leads_to_all_there_is(client: Client, cast: Cast) -> None:
    published(cast, 1, title="停车办法")
    published(cast, 2, title="预算公开", column="A20-07-01")
    home = text_of(client)
    for words in (
        "停车办法",
        "预算公开",
        ">政策文件 <",
        ">财政预决算 <",
        "政府信息公开指南",
        "申请公开政府信息",
        "按机构查看",
    ):
        assert words in home, words
    assert ">应急管理 <" not in home
    for address in ("/zfxxgk/ysqgk/", "/hdjl/", "/sgs/", "/zfxxgk/zcwj/", "/zfxxgk/jg/"):
        assert f'href="{address}"' in home
        assert client.get(address).status_code == 200


def test_an_empty_site_says_so(client: Client, cast: Cast) -> None:
    assert "还没有公开的信息。" in text_of(client)
    assert client.get("/zfxxgk/fdzdgknr/").status_code == 200
