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


def _with_small_limits() -> Tantivy:
    """Every answer takes the ways that are otherwise for many hits."""
    made = Tantivy()
    made.few = made.most_named = 1
    return made


def _with_many_names() -> Tantivy:
    made = Tantivy()
    made.most_named = 1
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
    "tantivy, many hits": lambda path: _with_small_limits(),
    "tantivy, many names": lambda path: _with_many_names(),
    "tantivy in a folder": lambda path: Tantivy(path),
}

CLUSTER = "GONGKAI_TEST_OPENSEARCH"
if os.environ.get(CLUSTER):
    ENGINES["opensearch"] = lambda path: _on_a_cluster()
