"""tantivy: the engine inside the process, in a folder or in memory. The default.

It is given words that are already cut, and told to part them at spaces only. What it stores of a document is its id.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tantivy import Document as Row
from tantivy import Index, IndexWriter, Occur, Query, Schema, SchemaBuilder, Searcher, TextAnalyzerBuilder, Tokenizer

from gongkai.search.analysis.query import Word
from gongkai.search.analysis.stream import bigrams, stream, whole
from gongkai.search.backends.interface import Unusable
from gongkai.search.documents import (
    FACETS,
    FIELDS,
    NAMES,
    NOTHING,
    RELEVANCE,
    SCOPES,
    Document,
    Found,
    Question,
    sorted_facets,
)

_SPACES = "spaces"
_MASS, _POLICY = "mass", "policy"
_MOST_VALUES = 10_000
_SEGMENT_FILES = frozenset((".idx", ".pos", ".term", ".fast", ".store", ".fieldnorm", ".del"))
_END_MARK = (1337).to_bytes(4, "little")
HEAP = 64 * 1024 * 1024
Clause = tuple[Occur, Query]


@contextmanager
def _usable() -> Iterator[None]:
    """Whatever the engine fails with on a damaged index becomes Unusable; a panic of its own is no ordinary exception."""
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:
        raise Unusable(f"the search index cannot be used: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise Unusable(f"the search index is damaged: {error}") from error


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("named", tokenizer_name=_SPACES, index_option="basic")
    builder.add_unsigned_field("place", fast=True)
    for name in ("weight", *FACETS):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name=_SPACES, index_option="position")
        builder.add_text_field(f"{name}_atoms", tokenizer_name=_SPACES, index_option="basic")
    return builder.build()


class Tantivy:
    name = "tantivy"

    def __init__(self, path: Path | None = None, threads: int = 1) -> None:
        """Open, or make, the index in a folder that exists; without a path in memory. Raises Unusable."""
        self._threads = threads
        self._schema = _schema()
        self._meta = path / "meta.json" if path else None
        self._seen: tuple[int, int] | None = None
        self._writer: IndexWriter | None = None
        if path:
            _refuse_damaged_files(path)
        with _usable():
            self._index = Index(self._schema, path=str(path)) if path else Index(self._schema)
        self._index.register_tokenizer(_SPACES, TextAnalyzerBuilder(Tokenizer.whitespace()).build())

    def apply(self, replaced: Iterable[Document], deleted: Iterable[str] = ()) -> None:
        with _usable():
            writer = self._open_writer()
            for key in deleted:
                writer.delete_documents_by_term("id", key)
            for document in replaced:
                writer.delete_documents_by_term("id", document.id)
                writer.add_document(_row(document))
            writer.commit()
            self._index.reload()

    def search(self, question: Question) -> Found:
        if not question.words:
            return NOTHING
        with _usable():
            return self._search(self._searcher(), question)

    def count(self) -> int:
        return int(self._searcher().num_docs)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def _open_writer(self) -> IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(HEAP, self._threads)
        return self._writer

    def _searcher(self) -> Searcher:
        """A searcher that sees the last commit of whatever process made it."""
        if self._meta is not None:
            known = self._meta.stat()
            if (known.st_ino, known.st_mtime_ns) != self._seen:
                self._index.reload()
                self._seen = known.st_ino, known.st_mtime_ns
        return self._index.searcher()

    def _search(self, searcher: Searcher, question: Question) -> Found:
        matched = self._both([self._words(question.words, SCOPES[question.scope]), *self._filters(question)])
        wanted = {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in ("weight", *FACETS)}
        buckets = searcher.aggregate(matched, wanted)
        counts = {name: {row["key"]: row["doc_count"] for row in buckets[name]["buckets"]} for name in wanted}
        total = sum(counts["weight"].values())
        if not total:
            return NOTHING
        if question.sort == RELEVANCE:
            ids = self._by_tier(searcher, matched, question, counts["weight"])
        else:
            ids = self._latest(searcher, matched, question.offset, question.size)[1]
        return Found(total, tuple(ids), sorted_facets(counts))

    def _by_tier(self, searcher: Searcher, matched: Query, question: Question, weights: dict[str, int]) -> list[str]:
        """Fill the page from one tier after the other; stop as soon as it is full."""
        ids: list[str] = []
        skip = question.offset
        missing = min(question.size, max(0, sum(weights.values()) - skip))
        for tier in self._tiers(searcher, question, weights):
            if missing == len(ids):
                break
            query = Query.boolean_query([(Occur.Must, matched), *tier])
            size, more = self._latest(searcher, query, skip, missing - len(ids))
            skip = max(0, skip - size)
            ids += more
        return ids

    def _tiers(self, searcher: Searcher, question: Question, weights: dict[str, int]) -> Iterator[list[Clause]]:
        """The tiers of ``interface``; those that are known to be empty are left out."""
        others: list[Clause] = []
        if searcher.doc_freq("named", question.whole):
            called = self._term("named", question.whole)
            yield [(Occur.Must, called)]
            others = [(Occur.MustNot, called)]
        in_names = self._words(question.words, NAMES)
        for weight in (weight for weight in (_POLICY, _MASS) if weights.get(weight)):
            weighs = (Occur.Must, self._term("weight", weight))
            for side in (Occur.Must, Occur.MustNot):
                yield [weighs, *others, (side, in_names)]

    def _latest(self, searcher: Searcher, query: Query, offset: int, size: int) -> tuple[int, list[str]]:
        """How many there are, and the ids of a page of them, latest first."""
        result: Any = searcher.search(query, limit=max(1, size), offset=offset, order_by_field="place", count=True)
        rows = [searcher.doc(address) for _, address in result.hits[:size]]
        return int(result.count), [str(row.get_first("id")) for row in rows]

    def _filters(self, question: Question) -> list[Query]:
        return [
            self._either([self._term(name, value) for value in values])
            for name, values in question.filters.items()
            if values
        ]

    def _words(self, words: Sequence[Word], fields: Sequence[str]) -> Query:
        return self._both(
            [self._either([self._phrase(name, phrase) for phrase in word for name in fields]) for word in words]
        )

    def _phrase(self, name: str, phrase: Sequence[str]) -> Query:
        if len(phrase) == 1:
            return self._term(f"{name}_atoms", phrase[0])
        pairs: list[Any] = bigrams(phrase)
        return self._term(name, pairs[0]) if len(pairs) == 1 else Query.phrase_query(self._schema, name, pairs)

    def _term(self, name: str, value: str) -> Query:
        return Query.term_query(self._schema, name, value, "basic")

    def _both(self, queries: Sequence[Query]) -> Query:
        return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])

    def _either(self, queries: Sequence[Query]) -> Query:
        return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def _refuse_damaged_files(folder: Path) -> None:
    """Every file of a segment ends with the engine's mark. Looked at first, because a file cut short makes the engine panic
    and fill standard error. Raises Unusable."""
    for path in folder.iterdir():
        if path.suffix in _SEGMENT_FILES and not _ends_with(path, _END_MARK):
            raise Unusable(f"the search index is damaged: {path.name} is cut short or is no file of an index")


def _ends_with(path: Path, mark: bytes) -> bool:
    try:
        with path.open("rb") as file:
            file.seek(-min(len(mark), path.stat().st_size), os.SEEK_END)
            return file.read() == mark
    except FileNotFoundError:  # merged away by the writer meanwhile
        return True


def _row(document: Document) -> Row:
    row = Row()
    row.add_text("id", document.id)
    row.add_text("named", " ".join({word for name in NAMES if (word := whole(getattr(document, name)))}))
    row.add_unsigned("place", document.order)
    row.add_text("weight", _MASS if document.mass else _POLICY)
    for name, value in document.facet_values.items():
        if value:
            row.add_text(name, value)
    for name in FIELDS:
        if text := getattr(document, name):
            parts = stream(text)
            row.add_text(name, parts.bigrams)
            row.add_text(f"{name}_atoms", parts.atoms)
    return row
