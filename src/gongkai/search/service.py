"""Search over this installation: the open index, and what answers while there is none.

Each process keeps the index open and looks at its stamp before each answer, so a switch or a rebuild is seen at once.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace

from django.db import DatabaseError, connection

from gongkai.search import background
from gongkai.search.analysis.sound import syllables
from gongkai.search.backends.interface import Away, Backend, NotMade, Unusable
from gongkai.search.documents import Found, Question
from gongkai.search.fallback import Fallback, fallback, forget
from gongkai.search.indexing import index_home, rebuild_beside
from gongkai.search.pages import Page, Wish, answer
from gongkai.search.snapshots import identity, texts_by_id
from gongkai.search.synonym_table import groups_in_use

SECONDS_WITHOUT_ASKING = 2.0
"""An index that could not be used is not asked again at once: a cluster that is down answers slowly."""
_log = logging.getLogger(__name__)


class _Open:
    """The index this process has open, and under which stamp it found it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: tuple[object, ...] = ()
        self._engine: Backend | None = None
        self._problem = Unusable()
        self._not_before = 0.0

    def engine(self) -> Backend:
        """Raises Unusable."""
        if time.monotonic() < self._not_before:
            raise type(self._problem)(*self._problem.args)
        place, whose = index_home(), identity()
        found = (whose, place.stamp())
        with self._lock:
            if self._engine is None or found != self._found:
                self._engine, self._found = place.open(whose), found
                forget()
            return self._engine

    def forget(self) -> None:
        with self._lock:
            self._engine, self._not_before = None, 0.0

    def pass_over(self, problem: Unusable) -> bool:
        """Do not ask the index for a while; False where that is so already: questions in between do not prolong it."""
        with self._lock:
            self._engine = None
            if time.monotonic() < self._not_before:
                return False
            self._problem, self._not_before = problem, time.monotonic() + SECONDS_WITHOUT_ASKING
            return True


_open = _Open()


def search(wish: Wish, with_synonyms: bool = True) -> Page:
    """Answer from the index; where it cannot be read, from the editions themselves, and begin to rebuild it."""
    groups = groups_in_use() if with_synonyms else ()
    try:
        return answer(wish, _open.engine(), texts_by_id, groups)
    except Unusable as problem:
        instead = _instead(problem)
        page = answer(wish, instead.scan, texts_by_id, groups)
        return replace(page, notes=(*page.notes, *instead.notes))


def ask(question: Question) -> Found:
    """The ids alone, for suggestions; without an index from what can be read of the editions."""
    try:
        return _open.engine().search(question)
    except Unusable as problem:
        return _instead(problem).scan.search(question)


def _instead(problem: Unusable) -> Fallback:
    """What answers now. An index that is only out of reach is waited for, any other is made anew."""
    if _open.pass_over(problem):
        is_away = isinstance(problem, Away)
        _tell(problem, "answering without it" if is_away else "answering without it and rebuilding it")
        if not is_away:
            rebuild_in_background()
    return fallback()


def warm() -> None:
    """Open the index before the first reader comes, beside the start of the server; what is wrong with it shows then."""
    threading.Thread(target=_warm, name="search-warm", daemon=True).start()


def _warm() -> None:
    try:
        _open.engine().count()
        syllables()
    except (Unusable, OSError) as problem:
        _tell(problem, "it is made with the first question")
    except DatabaseError as problem:
        _log.warning("search index: the records cannot be read yet: %s", problem)
    finally:
        connection.close()


def _tell(problem: Exception, what_follows: str) -> None:
    """An index that was never made is how every installation begins, and nothing to warn of."""
    level = logging.INFO if isinstance(problem, NotMade) else logging.WARNING
    _log.log(level, "search index: %s; %s", problem, what_follows)


def rebuild_in_background() -> None:
    """Begin a rebuild unless one is under way, here or elsewhere."""
    rebuild_beside()


def wait_for_the_rebuild() -> bool:
    """Whether there was one that this process had begun; its index is looked for at once."""
    found = background.wait()
    _open.forget()
    return found
