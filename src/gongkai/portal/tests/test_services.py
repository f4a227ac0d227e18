"""The service column: empty, with filters, a guide's page and files; what search, open data and inspection read of it."""

from __future__ import annotations

import pytest
from django.test import Client

from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.catalogue.tests.conftest import walk  # noqa: F401
from gongkai.catalogue.tests.test_services import WHOLE, guide
from gongkai.catalogue.tests.walk import Walk
from gongkai.editions.selectors import content_address
from gongkai.inspection.evidence_items import broken_links, guide_gaps, poor_guides
from gongkai.inspection.scene import Scene
from gongkai.search.snapshots import public_documents


@pytest.mark.parametrize("query", ["", "?organ=none", "?subject=x&audience=y", "?after=broken"])
def test_an_empty_list_says_so(cast: Cast, query: str) -> None:  # noqa: F811
    answer = Client().get(f"/bsfw/{query}")
    assert answer.status_code == 200
    assert "没有符合条件的办事指南" in answer.content.decode()


def test_a_guide_is_found_read_taken_along_and_counted_whole(walk: Walk) -> None:  # noqa: F811
    client = Client()
    item = walk.publish(walk.approved(guide(walk, WHOLE | {"online": "https://www.example.cn/apply"})))
    assert item.publication_id is not None
    address = content_address(item.publication_id)
    for query, is_there in (
        ("", True), ("?subject=社会保障&audience=person", True), ("?organ=wenxian", True), ("?audience=legal", False), ("?subject=税务缴费", False),
    ):  # fmt: skip
        assert ("残疾人证办理" in client.get(f"/bsfw/{query}").content.decode().split("按单位和主题")[0]) is is_there, (
            query
        )
    page = client.get(address).content.decode()
    assert "县政务服务中心2楼" in page
    assert "在线办理" in page
    assert 'href="/bsfw/"' in page
    text = b"".join(client.get(f"{address.removesuffix('.html')}/document.txt")).decode("utf-8-sig")  # type: ignore[arg-type]
    assert "办理地点\t县政务服务中心2楼" in text
    (listed,) = client.get("/api/v1/services").json()["items"]
    assert (listed["name"], listed["flow"], listed["fee"]) == ("残疾人证办理", "申请\n受理\n办结", "")
    assert client.get("/api/v1/services?organ=wenxian-gaj").json()["items"] == []
    assert "残疾人保障法" in next(public_documents()).body
    scene = Scene(walk.cast.government, walk.cast.clock.now().date())
    assert list(guide_gaps(scene)) == []
    assert [one.value for one in poor_guides(scene)] == [0]
    assert list(broken_links(scene)) == []
