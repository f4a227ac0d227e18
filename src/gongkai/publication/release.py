"""The files of the portal: pages, notices of what was taken down, and where a published attachment lies.

``pages/`` (with ``dispositions/`` for files that are saved) is what may be read by anybody (also by nginx), ``gone/410`` and ``gone/404`` hold the notices, ``files/`` a line for each
attachment. A page is written to a temporary file, made to last, and renamed: a reader sees the old page or the new one.
Who renders holds the lock of that part from before reading the database until the pages lie there; so an older reading never
overwrites a newer one, and nothing that was taken down comes back.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

STRIPES = 16
SHARED = "shared"
_TEMPORARY = ".new-"
_SINGLY = 12
"""Up to so many files are made to last one by one; more of them by one call for the whole file system."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page: the file it belongs to, how it is answered (200, 410, 404) and its bytes; ``disposition`` of one that is saved."""

    name: str
    status: int
    body: bytes
    disposition: str = ""


@dataclass(slots=True)
class Written:
    """What a turn did."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0

    def add(self, other: Written) -> None:
        self.written += other.written
        self.unchanged += other.unchanged
        self.removed += other.removed


class Release:
    """The tree of files below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of_installation(cls) -> Release:
        return cls(Path(settings.GONGKAI_HOME) / "release")

    @property
    def is_begun(self) -> bool:
        """Whether everything was, or is being, written once. Before that there is nothing that could be out of date."""
        return (self.folder / "begun").exists()

    def begin(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "begun").touch()

    def close(self) -> None:
        """Everything away: the office shows nothing here any more. The next whole writing begins anew."""
        if not self.is_begun:
            return
        with self.holding(SHARED, *range(STRIPES)):
            (self.folder / "begun").unlink(missing_ok=True)
            (self.folder / "fingerprint").unlink(missing_ok=True)
            self.drop(list(self.names()))
            self.forget_attachments(self.with_attachments())

    def path(self, name: str, status: int = 200) -> Path:
        return Path(self._place(name, status))

    def _place(self, name: str, status: int) -> str:
        """A bare word: a whole writing names several places for each page, and a Path takes ten times as long to make."""
        return f"{self.folder}/{'pages' if status == 200 else f'gone/{status}'}/{name}"

    def disposition(self, name: str) -> Path:
        return self.folder / "dispositions" / name

    def attachment(self, publication_id: str, file_id: str) -> Path:
        return self.folder / "files" / publication_id / file_id

    @contextmanager
    def holding(self, *parts: str | int) -> Iterator[None]:
        """The locks of these parts, always in the same order."""
        place = self.folder / "locks"
        place.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            for part in sorted(set(map(str, parts))):
                lock = stack.enter_context((place / part).open("a"))
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def put(
        self, pages: Iterable[Rendered], attachments: Mapping[str, Mapping[str, Mapping[str, Any]]] | None = None
    ) -> Written:
        """Make the files say this. ``attachments``: publication -> file -> its line; what is not named there any more goes."""
        done = Written()
        renames: list[tuple[str, str]] = []
        obsolete: list[str] = []
        for page in pages:
            obsolete += [self._place(page.name, other) for other in (200, 410, 404) if other != page.status]
            _stage(self._place(page.name, page.status), page.body, renames, done)
            if page.disposition:
                _stage(str(self.disposition(page.name)), page.disposition.encode(), renames, Written())
        for publication_id, files in (attachments or {}).items():
            obsolete += self._other_attachments(publication_id, files)
            for file_id, line in files.items():
                body = json.dumps(line, ensure_ascii=False, sort_keys=True).encode()
                _stage(str(self.attachment(publication_id, file_id)), body, renames, done)
        _make_last([temporary for temporary, _ in renames])
        removed = [place for place in obsolete if _removed(place)]
        done.removed += len(removed)
        for temporary, target in renames:
            os.replace(temporary, target)
        _sync_folders({os.path.dirname(place) for place in [*removed, *(target for _, target in renames)]})
        return done

    def drop(self, names: Iterable[str]) -> int:
        """Take pages away altogether: from now on the live view answers."""
        return sum(_removed(self._place(name, status)) for name in names for status in (200, 410, 404))

    def names(self, below: str = "") -> Iterator[str]:
        """The pages and notices that lie there, as names."""
        found: set[str] = set()
        for tree in ("pages", "gone/410", "gone/404"):
            base = self.folder / tree
            for place, _, files in os.walk(base / below):
                found |= {
                    (Path(place) / file).relative_to(base).as_posix()
                    for file in files
                    if not file.startswith(_TEMPORARY)
                }
        yield from sorted(found)

    def with_attachments(self) -> list[str]:
        """Publications that have a line for an attachment."""
        place = self.folder / "files"
        return sorted(folder.name for folder in place.iterdir()) if place.is_dir() else []

    def forget_attachments(self, publication_ids: Iterable[str]) -> int:
        return sum(_removed(line) for one in publication_ids for line in (self.folder / "files" / one).iterdir())

    def sweep(self) -> int:
        """Remove what a kill left behind. Only while nobody else writes (all locks held)."""
        left = [path for path in self.folder.rglob(f"{_TEMPORARY}*") if path.is_file()]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _other_attachments(self, publication_id: str, files: Mapping[str, Any]) -> list[str]:
        place = f"{self.folder}/files/{publication_id}"
        return [f"{place}/{name}" for name in os.listdir(place) if name not in files] if os.path.isdir(place) else []


def _stage(target: str, body: bytes, renames: list[tuple[str, str]], done: Written) -> None:
    if _holds(target, body):
        done.unchanged += 1
        return
    folder = os.path.dirname(target)
    temporary = f"{folder}/{_TEMPORARY}{secrets.token_hex(8)}"
    try:
        _write(temporary, body)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
        _write(temporary, body)
    renames.append((temporary, target))
    done.written += 1


def _write(place: str, body: bytes) -> None:
    with open(place, "wb") as file:
        file.write(body)


def _holds(place: str, body: bytes) -> bool:
    try:
        with open(place, "rb", buffering=0) as file:
            return file.read(len(body) + 1) == body
    except OSError:
        return False


def _removed(place: str | Path) -> int:
    try:
        os.unlink(place)
    except (FileNotFoundError, NotADirectoryError):
        return 0
    return 1


def _make_last(places: list[str]) -> None:
    """The bytes before the names: after a power cut a name must not lead to an empty page."""
    if len(places) > _SINGLY and _sync_file_system(places[0]):
        return
    for place in places:
        _sync(place)


def _sync_file_system(place: str) -> bool:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        return bool(ctypes.CDLL(None, use_errno=True).syncfs(descriptor) == 0)
    except AttributeError:  # no such call on this system
        return False
    finally:
        os.close(descriptor)


def _sync_folders(folders: Iterable[str]) -> None:
    places = [folder for folder in folders if os.path.isdir(folder)]
    if len(places) > _SINGLY and _sync_file_system(places[0]):
        return
    for place in places:
        _sync(place)


def _sync(place: str) -> None:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
