"""Three nodes, one killed with SIGKILL: every answer is what it was, and writing goes on."""

from __future__ import annotations

import json
import os
import signal
import time
from typing import Any
from uuid import uuid4

import pytest
from opensearchpy import OpenSearch

from gongkai.search.backends.opensearch_index import OpenSearchIndex
from gongkai.search.backends.scan import Scan
from gongkai.search.document_file import read_documents
from gongkai.search.documents import Document
from gongkai.search.tests.test_same_as_a_scan import SAMPLE, queries
from gongkai.search.tests.things import question

HOSTS = os.environ.get("GONGKAI_TEST_OPENSEARCH", "").split(",")
PROCESSES = os.environ.get("GONGKAI_TEST_OPENSEARCH_PROCESSES", "").split(",")


def wait_for(client: OpenSearch, status: str, index: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.cluster.health(
        index=index, wait_for_status=status, timeout="60s", request_timeout=70
    )
    return answer


@pytest.mark.skipif(
    len(PROCESSES) < 3, reason="needs an OpenSearch cluster of three nodes; `make test-cluster` starts one"
)
def test_nothing_is_missing_on_a_cluster_of_which_one_node_is_killed():
    client = OpenSearch(hosts=HOSTS, max_retries=5, retry_on_timeout=True, timeout=30)
    documents = read_documents(json.loads(SAMPLE.read_text(encoding="utf-8"))).documents
    index, scan = OpenSearchIndex(client, f"test-{uuid4().hex}"), Scan()
    index.create(shards=2)
    index.apply(documents)
    scan.apply(documents)
    wait_for(client, "green", index._index)
    asked = [question(text) for text in queries(seed=11, number=60)]
    assert [index.search(ask) for ask in asked] == [scan.search(ask) for ask in asked]
    shards = client.cat.shards(index=index._index, format="json", h="node,prirep")
    holder = next(row["node"] for row in shards if row["prirep"] == "p")
    os.kill(int(PROCESSES[int(holder.removeprefix("node"))]), signal.SIGKILL)
    began = time.monotonic()
    wait_for(client, "yellow", index._index)
    assert [index.search(ask) for ask in asked] == [scan.search(ask) for ask in asked]
    late = Document("late", "停电通知", body="节点停止以后写入")
    index.apply([late], [documents[0].id])
    scan.apply([late], [documents[0].id])
    assert index.count() == scan.count() == len(documents)
    assert [index.search(ask) for ask in asked] == [scan.search(ask) for ask in asked]
    assert index.search(question("节点停止")).ids == ("late",)
    assert time.monotonic() - began < 60
