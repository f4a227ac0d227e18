"""The engines a suite runs on, each new and empty."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from opensearchpy import OpenSearch

from gongkai.search.backends.fts5 import Fts5
from gongkai.search.backends.interface import Backend
from gongkai.search.backends.opensearch_index import OpenSearchIndex
from gongkai.search.backends.scan import Scan
from gongkai.search.backends.tantivy_index import Tantivy
from gongkai.search.backends.tantivy_reading import Ways


def _on_its_ways(**ways: int) -> Tantivy:
    made = Tantivy()
    made.ways = Ways(**ways)
    return made


class _Passing(OpenSearchIndex):
    """Gone from the cluster when it is closed."""

    def close(self) -> None:
        super().close()
        self._client.indices.delete(index=self._index)


def _on_a_cluster() -> Backend:
    """A new index on the cluster of ``make test-cluster``."""
    made = _Passing(OpenSearch(hosts=os.environ[CLUSTER].split(","), timeout=30), f"test-{uuid4().hex}")
    made.create()
    return made


ENGINES: dict[str, Callable[[Path], Backend]] = {
    "scan": lambda path: Scan(),
    "fts5 in memory": lambda path: Fts5(),
    "fts5 in a file": lambda path: Fts5(path / "index.sqlite3"),
    "tantivy in memory": lambda path: Tantivy(),
    "tantivy, tier by tier": lambda path: _on_its_ways(near=0),
    "tantivy, many hits": lambda path: _on_its_ways(few=1, listed=1),
    "tantivy, in one walk": lambda path: _on_its_ways(phrase=1, dear=0),
    "tantivy, many in one walk": lambda path: _on_its_ways(few=1, listed=1, phrase=1, dear=0),
    "tantivy in a folder": lambda path: Tantivy(path),
}

CLUSTER = "GONGKAI_TEST_OPENSEARCH"
if os.environ.get(CLUSTER):
    ENGINES["opensearch"] = lambda path: _on_a_cluster()
