"""Feeds, site maps and robots: well-formed, whole addresses, only what is public now."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest
from django.db import transaction
from django.test import Client

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.editions.publish import withdraw
from gongkai.portal.tests.published import published

pytestmark = pytest.mark.django_db
ATOM, MAP = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def entries(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return [one.findtext(f"{ATOM}title") or "" for one in ElementTree.fromstring(answer.content).iter(f"{ATOM}entry")]


def places(client: Client, address: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(client.get(address).content).iter(f"{MAP}loc")]


def test_a_feed_of_the_site_a_column_and_an_organ(client: Client, cast: Cast) -> None:
    published(cast, 1)
    published(cast, 2, title="公安的<计划>\x0b", column="A20-03", agency=cast.police)
    assert entries(client, "/feed.xml") == ["公安的<计划>", "办法第1号"]
    assert entries(client, "/feed/column/A20-01.xml") == ["办法第1号"]
    assert entries(client, "/feed/organ/wenxian-gaj.xml") == ["公安的<计划>"]
    assert client.get("/feed/column/none.xml").status_code == 404
    assert client.get("/feed/organ/none.xml").status_code == 404


def test_a_withdrawn_item_leaves_feeds_and_site_map(client: Client, cast: Cast) -> None:
    one = published(cast, 1)
    published(cast, 2)
    assert len(places(client, "/sitemap-2022-3.xml")) == 2
    with transaction.atomic():
        withdraw(act=cast.act(Role.PUBLISHER), subject_kind=one.subject_kind, subject_id=one.subject_id, state="PURGED")
    assert entries(client, "/feed.xml") == ["办法第2号"]
    assert len(places(client, "/sitemap-2022-03.xml")) == 1


def test_the_site_map_is_cut_by_months_of_the_legal_day(client: Client, cast: Cast) -> None:
    cast.on(date(2022, 3, 31), 23, 30)
    published(cast, 1)
    cast.on(date(2022, 4, 1), 0, 30)
    published(cast, 2)
    base = "http://testserver/sitemap-"
    assert places(client, "/sitemap.xml") == [f"{base}main.xml", f"{base}2022-04.xml", f"{base}2022-03.xml"]
    assert len(places(client, "/sitemap-2022-03.xml")) == len(places(client, "/sitemap-2022-04.xml")) == 1
    assert [client.get(f"/sitemap-{month}.xml").status_code for month in ("2022-05", "2022-13", "9999-12")] == [404] * 3


def test_the_domain_of_the_settings_stands_in_every_address(client: Client, cast: Cast) -> None:
    published(cast, 1)
    choose_setting(
        act=cast.act(Role.SYSTEM_ADMIN),
        agency=cast.government,
        name="site.domain",
        value="www.wenxian.gov.cn",
        since=date(2022, 1, 1),
    )
    assert all(place.startswith("https://www.wenxian.gov.cn/") for place in places(client, "/sitemap-2022-03.xml"))
    assert "Sitemap: https://www.wenxian.gov.cn/sitemap.xml" in client.get("/robots.txt").content.decode()
