"""OpenSearch 2.19 or 3.x: an index on a cluster, over the same stream. No plugin, no analyser beyond "split at spaces".

One index is one back end; which index an installation uses says ``cluster.py``. A document's id is kept beside its texts, and
what a reader typed reaches the cluster as bigrams only. Exact with any number of shards: facets ask each shard for all its values.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConnectionError as NoAnswer
from opensearchpy.exceptions import OpenSearchException
from opensearchpy.helpers import bulk

from gongkai.search.analysis.query import Word
from gongkai.search.analysis.stream import bigrams, stream, whole
from gongkai.search.analysis.synonyms import Phrase
from gongkai.search.backends.interface import Away, Unusable
from gongkai.search.documents import (
    COLUMNS,
    COLUMNS_OF_NAMES,
    COLUMNS_OF_SCOPE,
    DEEPEST,
    FACETS,
    NAMES,
    NOTHING,
    RELEVANCE,
    Document,
    Found,
    Question,
    sorted_facets,
)

MOST_VALUES = 10_000
MOST_AT_ONCE = 500
_CALLED, _POLICY, _NAMED = 16.0, 4.0, 1.0
"""What makes a hit stand before others; sums are exact, so the tiers of ``interface`` are whole numbers."""
Clause = dict[str, Any]


@contextmanager
def usable() -> Iterator[None]:
    """Whatever the cluster answers wrong becomes Unusable, no answer Away."""
    try:
        yield
    except NoAnswer as error:
        raise Away(f"the search cluster does not answer: {type(error).__name__}: {str(error)[:300]}") from error
    except OpenSearchException as error:
        raise Unusable(f"the search cluster cannot be used: {type(error).__name__}: {str(error)[:300]}") from error


def schema(shards: int = 1, meta: Mapping[str, Any] | None = None) -> Clause:
    """``meta`` is kept in the index: version and whose records it holds. Every node up to three has a copy."""
    words: Clause = {"type": "text", "analyzer": "spaces", "norms": False, "index_options": "positions"}
    atoms: Clause = {"type": "text", "analyzer": "spaces", "norms": False, "index_options": "docs"}
    keyword: Clause = {"type": "keyword"}
    fields: Clause = {"id": keyword, "named": keyword, "place": {"type": "long"}, "weight": keyword}
    fields |= dict.fromkeys(FACETS, keyword)
    for name in COLUMNS:
        fields |= {name: words, f"{name}_atoms": atoms}
    return {
        "settings": {
            "number_of_shards": shards,
            "auto_expand_replicas": "0-2",
            "refresh_interval": "1s",
            "max_result_window": DEEPEST * 2,
            "analysis": {"analyzer": {"spaces": {"type": "custom", "tokenizer": "whitespace"}}},
        },
        "mappings": {
            "dynamic": "strict", "_source": {"enabled": False}, "_meta": dict(meta or {}), "properties": fields,
        },
    }  # fmt: skip


class OpenSearchIndex:
    name = "opensearch"

    def __init__(self, client: OpenSearch, index: str, refresh: bool = True) -> None:
        """``refresh``: what is written is found as soon as ``apply`` returns; a rebuild does it once at its end."""
        self._client, self._index, self._refresh = client, index, refresh

    def create(self, shards: int = 1, meta: Mapping[str, Any] | None = None) -> None:
        with usable():
            self._client.indices.create(index=self._index, body=schema(shards, meta), request_timeout=30)

    def apply(self, replaced: Iterable[Document], deleted: Iterable[str] = (), *, new: bool = False) -> None:
        actions: list[Clause] = [{"_op_type": "delete", "_id": key_of(key)} for key in deleted]
        with usable():
            self._write(actions)
            rest = iter(replaced)
            while batch := list(islice(rest, MOST_AT_ONCE)):
                self._write([{"_id": key_of(document.id), "_source": row(document)} for document in batch])
            if self._refresh:
                self._client.indices.refresh(index=self._index)

    def search(self, question: Question) -> Found:
        if not question.words:
            return NOTHING
        with usable():
            answer: Any = self._client.search(index=self._index, body=asked(question), request_timeout=20)
        if answer["timed_out"] or answer["_shards"]["failed"]:
            raise Unusable(f"{answer['_shards']['failed']} shards of the search cluster did not answer")
        counted = answer.get("aggregations", {})
        counts = {name: {row["key"]: row["doc_count"] for row in counted[name]["buckets"]} for name in counted}
        ids = tuple(hit["fields"]["id"][0] for hit in answer["hits"]["hits"])
        return Found(int(answer["hits"]["total"]["value"]), ids, sorted_facets(counts))

    def count(self) -> int:
        with usable():
            return int(self._client.count(index=self._index)["count"])

    def close(self) -> None:
        with usable():
            self._client.indices.refresh(index=self._index)

    def _write(self, actions: Sequence[Clause]) -> None:
        """All or told; a document that is not there can be deleted all the same."""
        _, problems = bulk(self._client, actions, index=self._index, raise_on_error=False, request_timeout=60)
        wrong = [item for problem in problems for item in problem.values() if item.get("status") != 404]
        if wrong:
            raise Unusable(f"the search cluster refused {len(wrong)} documents: {str(wrong[0].get('error'))[:300]}")


def key_of(text: str) -> str:
    """The cluster's own id of a document; ours may be longer than the 512 bytes it takes."""
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=16).hexdigest()


def row(document: Document) -> Clause:
    fields: Clause = {
        "id": document.id,
        "named": sorted({_short(word) for name in NAMES if (word := whole(getattr(document, name)))}),
        "place": document.order,
        "weight": "mass" if document.mass else "policy",
        **{name: value for name, value in document.facet_values.items() if value},
    }
    for name in COLUMNS:
        if text := document.column(name):
            parts = stream(text)
            fields |= {name: parts.bigrams, f"{name}_atoms": parts.atoms}
    return fields


def asked(question: Question) -> Clause:
    """The whole question in one request: hits by tier and date, the exact total, all facets."""
    filters = [
        {"bool": {"should": [{"terms": {name: list(values)}}]}} for name, values in question.filters.items() if values
    ]
    matched: list[Clause] = [*_words(question.words, COLUMNS_OF_SCOPE[question.scope]), *filters]
    by_relevance = question.sort == RELEVANCE
    return {
        "query": {"bool": {"filter": matched, "should": _tiers(question) if by_relevance else []}},
        "sort": [*([{"_score": "desc"}] if by_relevance else []), {"place": "desc"}],
        "from": question.offset,
        "size": question.size,
        "track_total_hits": True,
        "_source": False,
        "docvalue_fields": ["id"],
        "aggs": {
            name: {"terms": {"field": name, "size": MOST_VALUES, "shard_size": MOST_VALUES}}
            for name in FACETS
            if question.with_facets
        },
    }  # fmt: skip


def _tiers(question: Question) -> list[Clause]:
    """A document called exactly so, then policies, and in each those with all words in their names."""
    called: Clause = {"term": {"named": _short(question.whole)}}
    others: Clause = {"must_not": [called]}
    in_names: Clause = {"bool": {"filter": _words(question.words, COLUMNS_OF_NAMES), **others}}
    policies: Clause = {"bool": {"filter": [{"term": {"weight": "policy"}}], **others}}
    pairs = ((called, _CALLED), (policies, _POLICY), (in_names, _NAMED))
    return [{"constant_score": {"filter": query, "boost": boost}} for query, boost in pairs]


def _words(words: Sequence[Word], columns: Sequence[str]) -> list[Clause]:
    return [{"bool": {"should": [_phrase(name, phrase) for phrase in word for name in columns]}} for word in words]


def _phrase(name: str, phrase: Phrase) -> Clause:
    if len(phrase) == 1:
        return {"term": {f"{name}_atoms": phrase[0]}}
    pairs = bigrams(phrase)
    return {"term": {name: pairs[0]}} if len(pairs) == 1 else {"match_phrase": {name: " ".join(pairs)}}


def _short(word: str) -> str:
    """A keyword holds 32,766 bytes at most; a name is kept as its digest, which is equal when the names are."""
    return hashlib.blake2b(word.encode(errors="replace"), digest_size=16).hexdigest() if word else ""
