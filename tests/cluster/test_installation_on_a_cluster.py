"""An installation whose index is on a cluster: found and gone as with the embedded engine, rebuilt by moving an alias."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from opensearchpy import OpenSearch

from gongkai.agencies.tests.factories import Cast
from gongkai.editions.tests.factories import corrected, published, withdrawn
from gongkai.outbox import consumers as registry
from gongkai.outbox.consumers import register
from gongkai.outbox.worker import drain
from gongkai.search import background, fallback, indexing, service
from gongkai.search.cluster import client_of
from gongkai.search.indexing import CONSUMER, index_home
from gongkai.search.locks import WriterBusy
from gongkai.search.pages import Wish

HOSTS = os.environ.get("GONGKAI_TEST_OPENSEARCH", "")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not HOSTS, reason="needs an OpenSearch cluster; `make test-cluster` starts one"),
]


@pytest.fixture
def name(settings, tmp_path, monkeypatch) -> Iterator[str]:
    """A name of its own on the cluster for each test."""
    chosen = f"test{uuid4().hex[:12]}"
    settings.GONGKAI_HOME = tmp_path
    settings.GONGKAI_SEARCH = f"opensearch://{HOSTS}/{chosen}"
    service._open.forget()
    fallback.forget()
    monkeypatch.setattr(registry, "_consumers", {})
    monkeypatch.setattr(service, "rebuild_in_background", lambda: None)
    register(CONSUMER)
    yield chosen
    service._open.forget()
    on_the_cluster().indices.delete(index=f"{chosen}-*", ignore_unavailable=True)


@pytest.fixture
def cast(name) -> Cast:
    return Cast()


@pytest.fixture
def delivered(cast) -> Callable[[], int]:
    return lambda: drain(now=lambda: cast.clock.now())


def on_the_cluster() -> OpenSearch:
    return OpenSearch(hosts=HOSTS.split(","))


def titles(text: str) -> list[str]:
    return [hit.title for hit in service.search(Wish(text)).hits]


def test_published_corrected_and_withdrawn_on_a_cluster(cast, delivered):
    published(cast, title="温县养犬旧办法")
    published(cast, subject_id=2, title="养犬登记须知")
    delivered()
    assert set(titles("养犬")) == {"温县养犬旧办法", "养犬登记须知"}
    corrected(cast)
    withdrawn(cast, "PURGED", subject_id=2)
    delivered()
    page = service.search(Wish("养犬"))
    assert (page.total, [hit.title for hit in page.hits]) == (1, ["温县养犬管理办法"])
    assert page.facets["year"] == {str(cast.clock.now().year): 1}


def test_a_rebuild_on_a_cluster_moves_the_alias_and_leaves_one_index(cast, delivered, name):
    published(cast)
    delivered()
    before = set(on_the_cluster().indices.get(index=f"{name}-*"))
    assert indexing.rebuild() == 1
    after = set(on_the_cluster().indices.get(index=f"{name}-*"))
    assert len(before) == len(after) == 1
    assert before != after
    assert titles("养犬") == ["温县养犬管理办法"]


def test_what_happens_during_a_rebuild_on_a_cluster_is_not_lost(cast, delivered, monkeypatch):
    published(cast)
    published(cast, subject_id=2, title="养犬登记须知")
    delivered()
    fill = indexing._fill

    def with_a_withdrawal(index, documents, told):
        number = fill(index, documents, told)
        withdrawn(cast, "PURGED", subject_id=2)
        assert delivered() == 1
        return number

    monkeypatch.setattr(indexing, "_fill", with_a_withdrawal)
    indexing.rebuild()
    assert service.search(Wish("养犬")).total == 1


def test_a_second_writer_to_a_cluster_is_refused(cast, delivered):
    published(cast)
    with index_home().writing():
        with pytest.raises(WriterBusy, match="on the cluster"), index_home().writing():
            pass
        assert delivered() == 0
    with index_home().rebuilding(), pytest.raises(WriterBusy, match="rebuilding"):
        indexing.rebuild()


def test_an_index_of_another_version_on_a_cluster_is_answered_around(cast, delivered, monkeypatch):
    published(cast)
    delivered()
    service._open.forget()
    monkeypatch.setattr("gongkai.search.cluster.VERSION", 99)
    assert titles("养犬") == ["温县养犬管理办法"]
    service._open.forget()
    indexing.rebuild()
    assert titles("养犬") == ["温县养犬管理办法"]


def test_a_cluster_that_is_down_is_answered_around(cast, settings):
    published(cast)
    settings.GONGKAI_SEARCH = "opensearch://127.0.0.1:9/gongkai"
    client_of.cache_clear()
    service._open.forget()
    assert titles("养犬") == ["温县养犬管理办法"]
    background.wait()
