"""What a search is measured against: what a plain SQLite or PostgreSQL installation would do for Chinese."""

from __future__ import annotations

import io
import re
import sqlite3
from pathlib import Path
from typing import Protocol

import psycopg
from search_corpus import Corpus

from gongkai.search.analysis.characters import fold
from gongkai.search.analysis.query import parse
from gongkai.search.analysis.stream import bigrams, stream

MOST_WORDS = 16_000  # places a tsvector can tell apart


class Peer(Protocol):
    """Total and ten ids of a query; no facets and no order, which favours the peer."""

    def fill(self, documents: Corpus) -> None: ...

    def search(self, text: str) -> int: ...


class Trigram:
    """SQLite FTS5 with `trigram` over folded text, LIKE below three characters."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path)
        self.db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS text USING fts5(title, docno, body, tokenize='trigram')")

    def fill(self, documents: Corpus) -> None:
        kept = self.db.execute("SELECT count(*) FROM text").fetchone()[0]
        if kept == documents.size:  # from an earlier run
            return
        self.db.execute("DELETE FROM text")
        rows = ([fold(part) for part in (one.title, one.docno, one.body)] for one in documents)
        self.db.executemany("INSERT INTO text VALUES (?, ?, ?)", rows)
        self.db.commit()

    def search(self, text: str) -> int:
        words = [fold(word) for word in ([text.strip('"').replace(" ", "")] if text.startswith('"') else text.split())]
        long = ['"' + word + '"' for word in words if len(word) > 2]
        short = [f"%{word}%" for word in words if len(word) <= 2]
        where = (["text MATCH ?"] if long else []) + ["(title LIKE ? OR docno LIKE ? OR body LIKE ?)"] * len(short)
        values = ([" AND ".join(long)] if long else []) + [value for value in short for _ in range(3)]
        wanted = " AND ".join(where)
        self.db.execute(f"SELECT rowid FROM text WHERE {wanted} LIMIT 10", values).fetchall()
        return int(self.db.execute(f"SELECT count(*) FROM text WHERE {wanted}", values).fetchone()[0])


class Postgres:
    """The same bigrams as a `tsvector` with places under a GIN index; one character looks at the atoms' own vector."""

    def __init__(self, url: str) -> None:
        self.db = psycopg.connect(url, autocommit=True)
        self.db.execute("CREATE UNLOGGED TABLE IF NOT EXISTS bench_search (id bigint, words tsvector, atoms tsvector)")

    def fill(self, documents: Corpus) -> None:
        kept = self.db.execute("SELECT count(*) FROM bench_search").fetchone()
        indexed = self.db.execute("SELECT 1 FROM pg_indexes WHERE indexname = 'bench_atoms'").fetchone()
        if indexed and kept == (documents.size,):  # from an earlier run
            return
        self.db.execute("DROP INDEX IF EXISTS bench_words, bench_atoms")
        self.db.execute("TRUNCATE bench_search")
        rows = io.StringIO()
        with self.db.cursor().copy("COPY bench_search (id, words, atoms) FROM STDIN") as copy:
            for document in documents:
                parts = stream("\n".join((document.title, document.docno, document.body)))
                words = " ".join(
                    f"'{word}':{place}"
                    for place, word in enumerate(parts.bigrams.split()[:MOST_WORDS], 1)
                    if word != "|"
                )
                atoms = " ".join(f"'{atom}'" for atom in parts.atoms.split())
                rows.write(f"{document.id}\t{words}\t{atoms}\n")
                copy.write(rows.getvalue())
                rows.seek(0)
                rows.truncate()
        self.db.execute("SET maintenance_work_mem = '512MB'")
        self.db.execute("CREATE INDEX bench_words ON bench_search USING gin (words)")
        self.db.execute("CREATE INDEX bench_atoms ON bench_search USING gin (atoms)")
        self.db.execute("VACUUM ANALYZE bench_search")

    def search(self, text: str) -> int:
        where, values = [], []
        for word in parse(text).words:
            phrase = word[0]
            if len(phrase) == 1:
                where.append("atoms @@ %s::tsquery")
                values.append(_quoted(phrase[0]))
            else:
                where.append("words @@ %s::tsquery")
                values.append(" <-> ".join(map(_quoted, bigrams(phrase))))
        wanted = " AND ".join(where)
        self.db.execute(f"SELECT id FROM bench_search WHERE {wanted} LIMIT 10", values).fetchall()
        row = self.db.execute(f"SELECT count(*) FROM bench_search WHERE {wanted}", values).fetchone()
        return int(row[0]) if row else 0


def _quoted(word: str) -> str:
    return "'" + re.sub(r"(['\\])", r"\1\1", word) + "'"
