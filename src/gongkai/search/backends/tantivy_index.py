"""tantivy: the engine inside the process, in a folder or in memory. The default.

It is given words that are already cut, and told to part them at spaces only. Trigrams alone have places, bigrams and atoms are only
there or not (ADR 0011). What it stores of a document is its id and the
values of its facets. ``place`` is the order by date, ``rank`` the same with all policies before all mass decisions.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tantivy import Document as Row
from tantivy import (
    Filter,
    Index,
    IndexWriter,
    Schema,
    SchemaBuilder,
    Searcher,
    TextAnalyzerBuilder,
    Tokenizer,
)

from gongkai.search.analysis.stream import BREAK_WORD, stream, whole
from gongkai.search.backends.interface import Unusable
from gongkai.search.backends.tantivy_reading import MASS, POLICY, POLICY_BIT, WAYS, Reading
from gongkai.search.documents import (
    COLUMNS,
    FACETS,
    NAMES,
    NOTHING,
    Document,
    Found,
    Question,
)

_SPACES = "spaces"
_SEGMENT_FILES = frozenset((".idx", ".pos", ".term", ".fast", ".store", ".fieldnorm", ".del"))
_END_MARK = (1337).to_bytes(4, "little")
HEAP = 128 * 1024 * 1024


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
        builder.add_text_field(name, tokenizer_name=_SPACES, index_option="basic")
        builder.add_text_field(f"{name}_trigrams", tokenizer_name=_SPACES, index_option="position")
        builder.add_text_field(f"{name}_atoms", tokenizer_name=_SPACES, index_option="basic")
    return builder.build()


class Tantivy:
    name = "tantivy"
    ways = WAYS

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
        no_breaks = Filter.custom_stopword([BREAK_WORD])  # they take a place and are not kept
        self._index.register_tokenizer(_SPACES, TextAnalyzerBuilder(Tokenizer.whitespace()).filter(no_breaks).build())

    def apply(self, replaced: Iterable[Document], deleted: Iterable[str] = (), *, new: bool = False) -> None:
        with _usable():
            writer = self._open_writer()
            for key in deleted:
                writer.delete_documents_by_term("id", key)
            for document in replaced:
                if not new:
                    writer.delete_documents_by_term("id", document.id)
                writer.add_document(_row(document))
            writer.commit()
            self._index.reload()

    def search(self, question: Question) -> Found:
        if not question.words:
            return NOTHING
        with _usable():
            return Reading(self._schema, self._searcher(), question, self.ways, self._combinations).found()

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
    row.add_unsigned("rank", document.order | (0 if document.mass else POLICY_BIT))
    row.add_text("weight", MASS if document.mass else POLICY)
    values = document.facet_values
    row.add_unsigned("combination", _number_of(tuple(values.values())))
    for name, value in values.items():
        if value:
            row.add_text(name, value)
    for name in COLUMNS:
        if text := document.column(name):
            parts = stream(text)
            row.add_text(name, parts.bigrams)
            row.add_text(f"{name}_trigrams", parts.trigrams)
            row.add_text(f"{name}_atoms", parts.atoms)
    return row


def _number_of(values: tuple[str, ...]) -> int:
    """A number for a combination of facet values: 64 bits, so that two never meet."""
    told = "\0".join(values).encode(errors="replace")
    return int.from_bytes(hashlib.blake2b(told, digest_size=8).digest())
