"""GONGKAI_SEARCH: what is accepted, and what a wrong value is told."""

from __future__ import annotations

import pytest

from gongkai.config.env import BadEnvironment, search
from gongkai.search.backends.address import Address, read_address


@pytest.mark.parametrize("text", ["", "tantivy", "fts5"])
def test_an_embedded_engine(text):
    assert read_address(text) == text


def test_a_cluster():
    assert read_address("opensearch://10.0.0.1:9200,10.0.0.2/wenxian?shards=3") == Address(
        (("10.0.0.1", 9200), ("10.0.0.2", 9200)), "wenxian", 3
    )
    assert read_address("opensearchs://reader:a%40b@[::1]:9443") == Address(
        (("::1", 9443),), "gongkai", 1, True, "reader", "a@b"
    )


def test_a_password_is_not_printed():
    assert "secret" not in repr(read_address("opensearch://me:secret@127.0.0.1"))


@pytest.mark.parametrize(
    "text",
    ["elastic", "http://127.0.0.1:9200", "opensearch://", "opensearch://a b/x", "opensearch://h/UPPER", "opensearch://h/x?shards=0",
     "opensearch://h/x?shards=many", "opensearch://h:99999999"],
)  # fmt: skip
def test_anything_else_is_refused_with_what_is_accepted(text, monkeypatch):
    monkeypatch.setenv("GONGKAI_SEARCH", text)
    with pytest.raises(BadEnvironment, match=r"GONGKAI_SEARCH: .*opensearch://user:password@host1:9200"):
        search()
