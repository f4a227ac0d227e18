"""Which engine an installation uses: tantivy where its package is there, else SQLite FTS5."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from gongkai.search.backends.fts5 import Fts5
from gongkai.search.backends.interface import Backend
from gongkai.search.backends.scan import Scan


def default_engine() -> str:
    return "tantivy" if find_spec("tantivy") else "fts5"


def _tantivy(folder: Path | None) -> Backend:
    """By name: the module cannot be loaded where the package is absent."""
    made: Backend = import_module("gongkai.search.backends.tantivy_index").Tantivy(folder)
    return made


def _fts5(folder: Path | None) -> Backend:
    return Fts5(folder / "index.sqlite3" if folder else None)


ENGINES: dict[str, Callable[[Path | None], Backend]] = {
    "tantivy": _tantivy,
    "fts5": _fts5,
    "scan": lambda folder: Scan(),
}


def open_engine(name: str, folder: Path | None = None) -> Backend:
    """Open the index in a folder that exists, or one in memory. Raises Unusable."""
    return ENGINES[name](folder)
