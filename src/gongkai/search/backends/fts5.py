"""SQLite FTS5 over the same stream, in a file or in memory: for machines without a tantivy wheel.

The table of the index holds no text (``content=''``), so a row cannot be taken out of it again: a replaced or deleted document
only leaves ``document``, which every search joins. A rebuild clears what is left behind.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Lock

from gongkai.search.analysis.query import Word
from gongkai.search.analysis.stream import BREAK_WORD, bigrams, stream, whole
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
    Found,
    Question,
    sorted_facets,
)

# Of the tokenizers SQLite brings, `ascii` alone leaves every character above ASCII as it is, the rare planes too.
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS document (
    row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, place INTEGER NOT NULL, mass INTEGER NOT NULL,
    {", ".join(f"{name} TEXT NOT NULL" for name in FACETS)});
CREATE TABLE IF NOT EXISTS named (word TEXT NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (word, row)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS named_row ON named (row);
CREATE VIRTUAL TABLE IF NOT EXISTS stream USING fts5(
    {", ".join(COLUMNS)}, content='', columnsize=0, tokenize="ascii tokenchars '_|'");
"""
_TIER = """CASE WHEN row IN (SELECT row FROM named WHERE word = ?) THEN 0
    ELSE 1 + 2 * mass + (row NOT IN (SELECT rowid FROM stream WHERE stream MATCH ?)) END"""


class Fts5:
    name = "fts5"

    def __init__(self, path: Path | None = None) -> None:
        """Open, or make, the index in a file; without a path in memory. Raises Unusable."""
        self._lock = Lock()  # the rows found stand in one temporary table
        try:
            self._db = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
            self._db.executescript(("PRAGMA journal_mode=WAL;" if path else "") + _SCHEMA)
        except sqlite3.DatabaseError as error:
            raise Unusable(f"the index {path} cannot be opened: {error}") from error

    def apply(self, replaced: Iterable[Document], deleted: Iterable[str] = (), *, new: bool = False) -> None:
        try:
            self._apply(replaced, deleted)
        except sqlite3.DatabaseError as error:
            raise Unusable(f"the index cannot be written: {error}") from error

    def _apply(self, replaced: Iterable[Document], deleted: Iterable[str]) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            for key in deleted:
                self._remove(key)
            for document in replaced:
                self._add(document)
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def search(self, question: Question) -> Found:
        if not question.words:
            return NOTHING
        try:
            with self._lock:
                return self._search(question)
        except sqlite3.DatabaseError as error:
            raise Unusable(f"the index cannot be read: {error}") from error

    def count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM document").fetchone()[0])

    def close(self) -> None:
        self._db.close()

    def _search(self, question: Question) -> Found:
        given = {name: list(values) for name, values in question.filters.items() if values}
        wanted = "".join(f" AND {name} IN ({', '.join('?' * len(values))})" for name, values in given.items())
        matched = f"FROM document WHERE row IN (SELECT rowid FROM stream WHERE stream MATCH ?){wanted}"
        values = [
            _match(question.words, COLUMNS_OF_SCOPE[question.scope]),
            *(value for row in given.values() for value in row),
        ]
        self._db.execute("DROP TABLE IF EXISTS temp.found")
        self._db.execute(f"CREATE TEMP TABLE found AS SELECT * {matched}", values)
        total = int(self._db.execute("SELECT count(*) FROM temp.found").fetchone()[0])
        by_tier = question.sort == RELEVANCE
        order, tier = ("tier, place DESC", _TIER) if by_tier else ("place DESC", "0")
        ranked = [question.whole, _match(question.words, COLUMNS_OF_NAMES)] if by_tier else []
        page = self._db.execute(
            f"SELECT id, {tier} AS tier FROM temp.found ORDER BY {order} LIMIT ? OFFSET ?",
            [*ranked, question.size, question.offset],
        ).fetchall()
        counts = {
            name: dict(self._db.execute(f"SELECT {name}, count(*) FROM temp.found GROUP BY {name}").fetchall())
            for name in FACETS
            if question.with_facets
        }
        return Found(total, tuple(row[0] for row in page), sorted_facets(counts))

    def _remove(self, key: str) -> None:
        known = self._db.execute("DELETE FROM document WHERE id = ? RETURNING row", (key,)).fetchone()
        if known:
            self._db.execute("DELETE FROM named WHERE row = ?", known)

    def _add(self, document: Document) -> None:
        self._remove(document.id)
        facets = document.facet_values
        marks = ", ".join("?" * (3 + len(FACETS)))
        row = self._db.execute(
            f"INSERT INTO document (id, place, mass, {', '.join(FACETS)}) VALUES ({marks})",
            [document.id, document.order, document.mass, *(facets[name] for name in FACETS)],
        ).lastrowid
        words = [_words(document.column(name)) for name in COLUMNS]
        self._db.execute(
            f"INSERT INTO stream (rowid, {', '.join(COLUMNS)}) VALUES (?, {', '.join('?' * len(COLUMNS))})",
            [row, *words],
        )
        names = {word for name in NAMES if (word := whole(getattr(document, name)))}
        self._db.executemany("INSERT INTO named (word, row) VALUES (?, ?)", [(word, row) for word in names])


def _words(text: str) -> str:
    """Bigrams, then the atoms behind a break: no phrase of bigrams can reach them, and no bigram looks like an atom."""
    parts = stream(text)
    return f"{parts.bigrams} {BREAK_WORD} {parts.atoms}"


def _match(words: Sequence[Word], fields: Sequence[str]) -> str:
    """An FTS5 expression of quoted phrases; atoms hold no quotation mark and no engine syntax."""
    columns = " ".join(fields)
    choices = (
        " OR ".join(f'"{" ".join(bigrams(phrase) if len(phrase) > 1 else phrase)}"' for phrase in word)
        for word in words
    )
    return " AND ".join(f"{{{columns}}} : ({choice})" for choice in choices)
