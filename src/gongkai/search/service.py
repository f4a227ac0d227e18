"""Search over this installation: the open index, and what answers while there is none.

Each process keeps the index open and looks at ``current.json`` before each answer, so a switch or a rebuild is seen at once.
"""

from __future__ import annotations

import logging
import threading

from django.db import connection

from gongkai.search.analysis.synonyms import Group, packaged_table, read_table
from gongkai.search.backends.interface import Backend, Unusable
from gongkai.search.backends.scan import Scan
from gongkai.search.home import WriterBusy
from gongkai.search.indexing import index_home, rebuild
from gongkai.search.pages import Page, Wish, answer
from gongkai.search.snapshots import identity, public_documents, texts_by_id

_log = logging.getLogger(__name__)


class _Open:
    """The index this process has open, and under which pointer it found it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: tuple[object, ...] = ()
        self._engine: Backend | None = None

    def engine(self) -> Backend:
        """Raises Unusable."""
        place, whose = index_home(), identity()
        try:
            pointer = place.pointer.stat()
        except OSError as error:
            raise Unusable("there is no index yet") from error
        found = (place.root, whose, pointer.st_ino, pointer.st_mtime_ns)
        with self._lock:
            if self._engine is None or found != self._found:
                self._engine, self._found = place.open(whose), found
            return self._engine

    def forget(self) -> None:
        with self._lock:
            self._engine = None


_open = _Open()
_rebuilding = threading.Lock()


def search(wish: Wish, with_synonyms: bool = True) -> Page:
    """Answer from the index; where it cannot be read, from the editions themselves, and begin to rebuild it."""
    groups = synonyms() if with_synonyms else ()
    try:
        return answer(wish, _open.engine(), texts_by_id, groups)
    except Unusable as problem:
        _log.warning("search index: %s; answering without it and rebuilding it", problem)
        _open.forget()
        rebuild_in_background()
        return answer(wish, scan_of_everything(), texts_by_id, groups)


def synonyms() -> tuple[Group, ...]:
    """The packaged table and the office's own, ``GONGKAI_HOME/search/synonyms.csv``."""
    own = index_home().root / "synonyms.csv"
    try:
        return packaged_table() + read_table(own.read_text(encoding="utf-8-sig", errors="replace"))
    except OSError:
        return packaged_table()


def scan_of_everything() -> Scan:
    """An index in memory made for one answer: right, and slow with very many documents."""
    scan = Scan()
    scan.apply(public_documents())
    return scan


def rebuild_in_background() -> None:
    """Begin a rebuild in this process unless one is under way, here or elsewhere."""
    if _rebuilding.acquire(blocking=False):
        threading.Thread(target=_rebuild_and_release, name="search-rebuild", daemon=True).start()


def wait_for_the_rebuild() -> None:
    """Let a rebuild that was begun in this process finish."""
    with _rebuilding:
        pass


def _rebuild_and_release() -> None:
    try:
        rebuild()
    except WriterBusy as busy:
        _log.info("search index: %s", busy)
    except Exception:  # noqa: BLE001 - the answers go on coming from the editions; the next one tries again
        _log.exception("search index: the rebuild failed")
    finally:
        connection.close()
        _rebuilding.release()
