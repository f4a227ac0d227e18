"""tantivy: the engine inside the process, in a folder or in memory. The default.

It is given words that are already cut, and told to part them at spaces only. What it stores of a document is its id and the
values of its facets. ``place`` is the order by date, ``rank`` the same with all policies before all mass decisions.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tantivy import (
    DocAddress,
    Index,
    IndexWriter,
    Occur,
    Query,
    Schema,
    SchemaBuilder,
    Searcher,
    TextAnalyzerBuilder,
    Tokenizer,
)
from tantivy import Document as Row

from gongkai.search.analysis.query import Word
from gongkai.search.analysis.stream import bigrams, stream, whole
from gongkai.search.backends.interface import Unusable
from gongkai.search.documents import (
    COLUMNS,
    COLUMNS_OF_NAMES,
    COLUMNS_OF_SCOPE,
    FACETS,
    NAMES,
    NOTHING,
    RELEVANCE,
    Document,
    Facets,
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
FEW, MOST_NAMED = 200, 1_000
_POLICY_BIT = 1 << 63
Clause = tuple[Occur, Query]
Ranked = tuple[Any, DocAddress]
"""What the hits stand by, and where a hit is."""


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
    builder.add_unsigned_field("rank", fast=True, indexed=True)
    builder.add_unsigned_field("combination", fast=True)
    builder.add_text_field("weight", fast=True, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        builder.add_text_field(name, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    for name in COLUMNS:
        builder.add_text_field(name, tokenizer_name=_SPACES, index_option="position")
        builder.add_text_field(f"{name}_atoms", tokenizer_name=_SPACES, index_option="basic")
    return builder.build()


class Tantivy:
    name = "tantivy"
    few, most_named = FEW, MOST_NAMED

    def __init__(self, path: Path | None = None, threads: int = 1) -> None:
        """Open, or make, the index in a folder that exists; without a path in memory. Raises Unusable."""
        self._threads = threads
        self._schema = _schema()
        self._meta = path / "meta.json" if path else None
        self._seen: tuple[int, int] | None = None
        self._writer: IndexWriter | None = None
        self._combinations: dict[int, tuple[str, ...]] = {}
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
        """Few hits are looked at one by one, which takes one walk through the index; many are counted by the engine."""
        columns = COLUMNS_OF_SCOPE[question.scope]
        matched = self._both([self._words(question.words, columns), *self._filters(question)])
        by_rank = question.sort == RELEVANCE
        result: Any = searcher.search(
            matched, limit=self.few, order_by_field="rank" if by_rank else "place", count=True
        )
        if not result.count:
            return NOTHING
        if result.count > self.few:
            return self._many(searcher, matched, question, int(result.count))
        rows = [(key, address) for key, address in result.hits]
        if by_rank:
            rows = self._ranked(searcher, question, rows)
        page = rows[question.offset : question.offset + question.size]
        facets = self._facets_of(searcher, [address for _, address in rows])
        return Found(int(result.count), self._ids(searcher, page), facets)

    def _ranked(self, searcher: Searcher, question: Question, rows: list[Ranked]) -> list[Ranked]:
        """Rows that stand by rank (policies first, then the latest) in the order of ``interface``."""
        if searcher.doc_freq("named", question.whole):
            called = self._places(searcher, self._term("named", question.whole), rows)
            first = [row for row in rows if _place(row) in called]
            first.sort(key=lambda row: -(row[0] & ~_POLICY_BIT))
            rows = first + [row for row in rows if _place(row) not in called]
        else:
            first = []
        named = self._places(searcher, self._words(question.words, COLUMNS_OF_NAMES), rows)
        rest = rows[len(first) :]
        if named and len(named) < len(rows):
            rest.sort(key=lambda row: (row[0] < _POLICY_BIT, _place(row) not in named))
        return first + rest

    def _places(self, searcher: Searcher, query: Query, rows: list[Ranked]) -> set[tuple[int, int]]:
        """Which of the rows a query finds. Where it finds more than the engine is asked for, the rows are asked for by rank."""
        found: Any = searcher.search(query, limit=self.most_named, order_by_field="rank", count=True)
        if found.count <= self.most_named:
            return {_place(row) for row in found.hits} & {_place(row) for row in rows}
        ranks = self._either([Query.term_query(self._schema, "rank", key, "basic") for key, _ in rows])
        among: Any = searcher.search(self._both([query, ranks]), limit=len(rows) * 2, order_by_field="rank")
        return {_place(row) for row in among.hits}

    def _facets_of(self, searcher: Searcher, addresses: list[DocAddress]) -> Facets:
        """Each combination of values has a number in the index; what it stands for is read once and kept."""
        numbers: list[Any] = searcher.fast_field_values("combination", addresses)
        for number, address in zip(numbers, addresses, strict=True):
            if number not in self._combinations:
                row: Any = searcher.doc(address)
                self._combinations[number] = tuple(str(row.get_first(name) or "") for name in FACETS)
        counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
        for number, times in Counter(numbers).items():
            for name, value in zip(FACETS, self._combinations[number], strict=True):
                counts[name][value] += times
        return sorted_facets(counts)

    def _many(self, searcher: Searcher, matched: Query, question: Question, total: int) -> Found:
        names = (*FACETS, "weight") if searcher.doc_freq("weight", _MASS) else FACETS
        buckets = searcher.aggregate(
            matched, {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in names}
        )
        counts = {name: {row["key"]: row["doc_count"] for row in buckets[name]["buckets"]} for name in names}
        if question.sort == RELEVANCE:
            rows = self._by_tier(searcher, matched, question, counts.get("weight", {_POLICY: total}))
        else:
            rows = self._latest(searcher, matched, question.offset, question.size)[1]
        return Found(total, self._ids(searcher, rows), sorted_facets(counts))

    def _by_tier(self, searcher: Searcher, matched: Query, question: Question, weights: dict[str, int]) -> list[Ranked]:
        """Fill the page from one tier after the other; stop as soon as it is full."""
        rows: list[Ranked] = []
        skip = question.offset
        missing = min(question.size, max(0, sum(weights.values()) - skip))
        for tier in self._tiers(searcher, question, weights):
            if missing == len(rows):
                break
            query = Query.boolean_query([(Occur.Must, matched), *tier])
            size, more = self._latest(searcher, query, skip, missing - len(rows))
            skip = max(0, skip - size)
            rows += more
        return rows

    def _tiers(self, searcher: Searcher, question: Question, weights: dict[str, int]) -> Iterator[list[Clause]]:
        """The tiers of ``interface``; those that are known to be empty are left out."""
        others: list[Clause] = []
        if searcher.doc_freq("named", question.whole):
            called = self._term("named", question.whole)
            yield [(Occur.Must, called)]
            others = [(Occur.MustNot, called)]
        in_names = self._words(question.words, COLUMNS_OF_NAMES)
        for weight in (weight for weight in (_POLICY, _MASS) if weights.get(weight)):
            weighs = [(Occur.Must, self._term("weight", weight))] if len(weights) > 1 else []
            for side in (Occur.Must, Occur.MustNot):
                yield [*weighs, *others, (side, in_names)]

    def _latest(self, searcher: Searcher, query: Query, offset: int, size: int) -> tuple[int, list[Ranked]]:
        """How many there are, and a page of them, latest first."""
        result: Any = searcher.search(query, limit=max(1, size), offset=offset, order_by_field="place", count=True)
        return int(result.count), list(result.hits[:size])

    def _ids(self, searcher: Searcher, rows: Sequence[Ranked]) -> tuple[str, ...]:
        found: list[Any] = [searcher.doc(address) for _, address in rows]
        return tuple(str(row.get_first("id")) for row in found)

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
    and fill standard error. Segments that no commit names are half written, or were when a writer was killed: they do no harm.
    Raises Unusable."""
    committed = _segments_in_use(folder / "meta.json")
    for path in folder.iterdir():
        if path.suffix in _SEGMENT_FILES and path.name.split(".")[0] in committed and not _ends_with(path, _END_MARK):
            raise Unusable(f"the search index is damaged: {path.name} is cut short or is no file of an index")


def _segments_in_use(meta: Path) -> set[str]:
    """What the last commit consists of; nothing for a new index and for a damaged list, which the engine refuses itself."""
    try:
        segments = json.loads(meta.read_text(encoding="utf-8"))["segments"]
        return {str(segment["segment_id"]).replace("-", "") for segment in segments}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


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
    row.add_unsigned("rank", document.order | (0 if document.mass else _POLICY_BIT))
    row.add_text("weight", _MASS if document.mass else _POLICY)
    values = document.facet_values
    row.add_unsigned("combination", _number_of(tuple(values.values())))
    for name, value in values.items():
        if value:
            row.add_text(name, value)
    for name in COLUMNS:
        if text := document.column(name):
            parts = stream(text)
            row.add_text(name, parts.bigrams)
            row.add_text(f"{name}_atoms", parts.atoms)
    return row


def _number_of(values: tuple[str, ...]) -> int:
    """A number for a combination of facet values: 64 bits, so that two never meet."""
    told = "\0".join(values).encode(errors="replace")
    return int.from_bytes(hashlib.blake2b(told, digest_size=8).digest())


def _place(row: Ranked) -> tuple[int, int]:
    return row[1].segment_ord, row[1].doc
