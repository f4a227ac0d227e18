"""The file of a topic's page follows what it gathers: released, withdrawn elsewhere, taken off, archived."""

from __future__ import annotations

import pytest

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.withdraw_item import withdraw_item
from gongkai.editions.selectors import content_address
from gongkai.outbox.worker import drain
from gongkai.publication.tests.asking import Asking
from gongkai.topics.tests.test_topics import opened, put, released, section
from gongkai.topics.usecases.close_topic import close_topic

pytestmark = pytest.mark.django_db


def test_a_withdrawn_item_is_gone_from_the_file_of_its_topic(cast: Cast, site: Asking) -> None:
    walk = Walk(cast)
    topic, item, other = opened(walk), walk.published(title="补贴办法"), walk.published(title="发放结果")
    assert topic.publication_id is not None
    address, into = content_address(topic.publication_id), section(walk, topic)
    for one in (item, other):
        put(walk, topic, into, one)
    drain(["pages"])
    assert "补贴办法" not in site.get(address).text
    released(walk, topic)
    drain(["pages"])
    page = site.get(address)
    assert not page.is_live
    assert "补贴办法" in page.text
    withdraw_item(act=walk.act(Role.PUBLISHER), item_id=item.id, kind="WITHDRAWN_SILENTLY", reason="有误")
    drain(["pages"])
    page = site.get(address)
    assert not page.is_live
    assert ("补贴办法" in page.text, "发放结果" in page.text) == (False, True)
    close_topic(act=walk.act(Role.PUBLISHER), item_id=topic.id)
    drain(["pages"])
    assert "归档，不再更新" in site.get(address).text
    assert "归档" in site.get("/ztzl/").text.split("<main")[1].split('<ul class="topics"')[1]
