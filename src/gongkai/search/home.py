"""The index of an installation on disk: ``GONGKAI_HOME/search``.

``current.json`` names the folder in use, its engine, the version of analysis and schema, and the records it was made from; it is
replaced in one step, so a rebuild never shows half an index. ``writer.lock`` is held by the one process that writes.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from gongkai.search.backends.choose import ENGINES, default_engine, open_engine
from gongkai.search.backends.interface import Backend, Unusable
from gongkai.search.documents import Document

VERSION = 1
"""Raise it when the analysis or a schema changes: an index of another version is rebuilt."""
BATCH = 500


class WriterBusy(Exception):
    """Another process is writing to the index. It is never written to by two."""


@dataclass(frozen=True, slots=True)
class Current:
    """``identity``: the records the index was made from (``snapshots.identity``)."""

    folder: str
    engine: str
    version: int
    identity: str


class IndexHome:
    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def pointer(self) -> Path:
        return self.root / "current.json"

    def current(self) -> Current:
        """Raises Unusable, with the reason, when there is no index this program can read."""
        try:
            known = Current(**json.loads(self.pointer.read_text(encoding="utf-8")))
        except FileNotFoundError as error:
            raise Unusable("there is no index yet") from error
        except (OSError, ValueError, TypeError) as error:
            raise Unusable(f"{self.pointer} cannot be read: {error}") from error
        if known.version != VERSION:
            raise Unusable(f"the index has version {known.version}, this program writes {VERSION}")
        if known.engine not in ENGINES or not (self.root / Path(known.folder).name).is_dir():
            raise Unusable(f"the index {known.folder} ({known.engine}) is not there")
        return known

    def open(self, identity: str) -> Backend:
        """The index in use. Raises Unusable when it is missing, damaged, of another version or made from other records."""
        known = self.current()
        if known.identity != identity:
            raise Unusable("the index was made from other records")
        try:
            return open_engine(known.engine, self.root / Path(known.folder).name)
        except ImportError as error:
            raise Unusable(f"the engine {known.engine} is not installed") from error

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer. Raises WriterBusy at once when another process is; a killed one holds nothing."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "writer.lock").open("a+", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                lock.seek(0)
                raise WriterBusy(
                    f"another process ({lock.read().strip() or 'unknown'}) is writing to the search index {self.root};"
                    " wait until it has finished and try again"
                ) from error
            lock.truncate(0)
            lock.write(f"process {os.getpid()}\n")
            lock.flush()
            yield

    def rebuild(
        self, documents: Iterable[Document], identity: str, told: Callable[[int], None] = lambda number: None
    ) -> int:
        """Write a new index beside the old one and switch; returns how many documents it has. Call it inside ``writing``."""
        engine = default_engine()
        folder = self.root / f"{engine}-{time.time_ns():x}"
        folder.mkdir()
        number = 0
        index = open_engine(engine, folder)
        rest = iter(documents)
        while batch := list(islice(rest, BATCH)):
            index.apply(batch)
            number += len(batch)
            told(number)
        index.close()
        self._switch(Current(folder.name, engine, VERSION, identity))
        return number

    def _switch(self, new: Current) -> None:
        """Point to the new index; the one before it stays for readers that have it open, older ones go."""
        before = self._folder_in_use()
        fresh = self.pointer.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(asdict(new), file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.pointer)
        for folder in self.root.iterdir():
            if folder.is_dir() and folder.name not in (before, new.folder):
                shutil.rmtree(folder, ignore_errors=True)

    def _folder_in_use(self) -> str:
        try:
            return self.current().folder
        except Unusable:
            return ""
