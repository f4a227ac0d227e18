"""A rebuild beside other work of this process, in a thread of its own: one at a time, and after a failure not again at once."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.db import connection

from gongkai.search.locks import WriterBusy

SECONDS_AFTER_A_FAILURE = 30.0
_log = logging.getLogger(__name__)
_under_way = threading.Lock()
_not_before = 0.0


def begin(rebuild: Callable[[], object], to_the_end: bool = False) -> None:
    """Begin unless one is under way here. ``to_the_end``: the process does not end before it has finished."""
    if time.monotonic() >= _not_before and _under_way.acquire(blocking=False):
        threading.Thread(target=_run, args=(rebuild,), name="search-rebuild", daemon=not to_the_end).start()


def wait() -> bool:
    """Let a rebuild that was begun in this process finish; whether there was one."""
    was_under_way = _under_way.locked()
    with _under_way:
        return was_under_way


def _run(rebuild: Callable[[], object]) -> None:
    global _not_before
    try:
        rebuild()
    except WriterBusy as busy:
        _log.info("search index: %s", busy)
    except Exception:  # noqa: BLE001 - the answers go on coming from the editions; a later one tries again
        _not_before = time.monotonic() + SECONDS_AFTER_A_FAILURE
        _log.exception("search index: the rebuild failed")
    finally:
        connection.close()
        _under_way.release()
