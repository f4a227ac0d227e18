"""The engines a suite runs on, each new and empty."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gongkai.search.backends.fts5 import Fts5
from gongkai.search.backends.interface import Backend
from gongkai.search.backends.scan import Scan
from gongkai.search.backends.tantivy_index import Tantivy

ENGINES: dict[str, Callable[[Path], Backend]] = {
    "scan": lambda path: Scan(),
    "fts5 in memory": lambda path: Fts5(),
    "fts5 in a file": lambda path: Fts5(path / "index.sqlite3"),
    "tantivy in memory": lambda path: Tantivy(),
    "tantivy in a folder": lambda path: Tantivy(path),
}
