"""The index of an installation on disk: ``GONGKAI_HOME/search``.

``current.json`` names the folder in use, its engine, the version of analysis and schema, and the records it was made from; it is
replaced in one step, so a rebuild never shows half an index. ``writer.lock`` is held by the one process that writes to the index
in use, ``rebuild.lock`` by the one that makes another beside it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from gongkai.search.backends.choose import ENGINES, default_engine, open_engine
from gongkai.search.backends.interface import Backend, NotMade, Unusable
from gongkai.search.locks import held

VERSION = 4
"""Raise it when the analysis or a schema changes: an index of another version is rebuilt."""
BATCH = 500
_FOLDER = re.compile(r"[a-z0-9]+-[0-9a-f]+")


@dataclass(frozen=True, slots=True)
class Current:
    """``identity``: the records the index was made from (``snapshots.identity``)."""

    folder: str
    engine: str
    version: int
    identity: str


@dataclass(frozen=True, slots=True)
class Fresh:
    """An index that is being made and not yet in use."""

    place: str
    index: Backend


class Home(Protocol):
    """Where an installation keeps its index: a folder of its own, or a cluster (``cluster.py``)."""

    def stamp(self) -> object:
        """Changes whenever another index is in use; cheap. Raises Unusable."""

    def open(self, identity: str) -> Backend:
        """The index in use. Raises Unusable when it is missing, damaged, of another version or made from other records."""

    def writing(self, wait: float = 0.0) -> AbstractContextManager[None]:
        """Be the one writer to the index in use. Raises WriterBusy."""

    def rebuilding(self) -> AbstractContextManager[None]:
        """Be the one that makes another index. Raises WriterBusy."""

    def begin(self, identity: str) -> Fresh:
        """An empty index beside the one in use. Call it inside ``rebuilding``."""

    def switch(self, fresh: Fresh, identity: str) -> None:
        """Use it from now on, in one step. Call it inside ``writing``."""

    def abandon(self, fresh: Fresh) -> None:
        """Leave nothing behind of an index that was not finished."""


class IndexHome:
    def __init__(self, root: Path, engine: str = "") -> None:
        """``engine``: what new indexes are made with; empty: ``default_engine``."""
        self.root, self._engine = root, engine

    @property
    def pointer(self) -> Path:
        return self.root / "current.json"

    def stamp(self) -> object:
        try:
            pointer = self.pointer.stat()
        except OSError as error:
            raise NotMade("there is no index yet") from error
        return self.root, pointer.st_ino, pointer.st_mtime_ns

    def current(self) -> Current:
        """Raises Unusable, with the reason, when there is no index this program can read."""
        try:
            known = Current(**json.loads(self.pointer.read_text(encoding="utf-8")))
        except FileNotFoundError as error:
            raise NotMade("there is no index yet") from error
        except (OSError, ValueError, TypeError) as error:
            raise Unusable(f"{self.pointer} cannot be read: {error}") from error
        if not isinstance(known.engine, str) or not _FOLDER.fullmatch(str(known.folder)):
            raise Unusable(f"{self.pointer} names no engine or no folder of an index")
        if known.version != VERSION:
            raise Unusable(f"the index has version {known.version}, this program writes {VERSION}")
        if known.engine not in ENGINES or not (self.root / known.folder).is_dir():
            raise Unusable(f"the index {known.folder} ({known.engine}) is not there")
        return known

    def open(self, identity: str) -> Backend:
        known = self.current()
        if known.identity != identity:
            raise Unusable("the index was made from other records")
        try:
            return open_engine(known.engine, self.root / known.folder)
        except ImportError as error:
            raise Unusable(f"the engine {known.engine} is not installed") from error

    def writing(self, wait: float = 0.0) -> AbstractContextManager[None]:
        return held(self.root / "writer.lock", f"writing to the search index {self.root}", wait)

    def rebuilding(self) -> AbstractContextManager[None]:
        return held(self.root / "rebuild.lock", f"rebuilding the search index {self.root}")

    def begin(self, identity: str) -> Fresh:
        engine = self._engine or default_engine()
        folder = self.root / f"{engine}-{time.time_ns():x}"
        folder.mkdir()
        try:
            return Fresh(folder.name, open_engine(engine, folder))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def switch(self, fresh: Fresh, identity: str) -> None:
        """The index before stays for readers that have it open, older ones go."""
        fresh.index.close()
        before = self._folder_in_use()
        new = Current(fresh.place, fresh.index.name, VERSION, identity)
        written = self.pointer.with_suffix(".new")
        with written.open("w", encoding="utf-8") as file:
            json.dump(asdict(new), file)
            file.flush()
            os.fsync(file.fileno())
        written.replace(self.pointer)
        for folder in self.root.iterdir():
            if folder.is_dir() and folder.name not in (before, new.folder):
                shutil.rmtree(folder, ignore_errors=True)

    def abandon(self, fresh: Fresh) -> None:
        shutil.rmtree(self.root / fresh.place, ignore_errors=True)

    def _folder_in_use(self) -> str:
        try:
            return self.current().folder
        except Unusable:
            return ""
