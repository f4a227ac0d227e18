"""The pages of topics: list and topic, what stands on them, the archive's note."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.catalogue.tests.conftest import walk  # noqa: F401
from gongkai.catalogue.tests.walk import Walk
from gongkai.editions.selectors import content_address
from gongkai.topics.tests.test_topics import opened, put, released, section
from gongkai.topics.usecases.close_topic import close_topic


@pytest.fixture
def client(walk: Any) -> Client:  # noqa: F811
    return Client()


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_the_list_and_the_page_of_a_topic(client: Client, walk: Walk) -> None:  # noqa: F811
    assert "现在没有专题" in page(client, "/ztzl/")
    topic = opened(walk, "惠民惠农资金<专题>")
    put(walk, topic, section(walk, topic), walk.published(title="耕地补贴办法"))
    released(walk, topic)
    assert topic.publication_id is not None
    address = content_address(topic.publication_id)
    assert "惠民惠农资金&lt;专题&gt;" in page(client, "/ztzl/")
    shown = page(client, address)
    assert "耕地补贴办法" in shown
    assert '<meta name="ColumnName" content="专题专栏">' in shown
    assert 'href="/ztzl/"' in shown
    assert "已于" not in shown
    close_topic(act=walk.act(Role.PUBLISHER), item_id=topic.id)
    assert "本专题已于 2022年3月1日 归档" in page(client, address)
    assert "没有已归档的专题" not in page(client, "/ztzl/?state=archived")
    assert "现在没有专题" in page(client, "/ztzl/?state=open")
