"""A rebuild beside other work, in a process of its own: one at a time, and after a failure not again at once.

Cutting texts into words keeps a processor busy for minutes; in a thread it would hold up every page and every publication of this process.
The process gives way to all others, and ends between two portions when who began it is gone (``process.py``).
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time

SECONDS_AFTER_A_FAILURE = 30.0
BUSY = 75
"""How the process ends when another one is at work already (EX_TEMPFAIL)."""
_log = logging.getLogger(__name__)
_lock = threading.Lock()
_process: subprocess.Popen[bytes] | None = None
_not_before = 0.0


def begin() -> None:
    """Begin unless one that was begun here is under way, or failed a moment ago."""
    global _process
    with _lock:
        if not _is_under_way() and time.monotonic() >= _not_before:
            _process = subprocess.Popen(command(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def wait() -> bool:
    """Let a rebuild that was begun in this process finish; whether there was one."""
    with _lock:
        under_way = _process if _is_under_way() else None
    if under_way is None:
        return False
    under_way.wait()
    with _lock:
        _is_under_way()
    return True


def command() -> list[str]:
    return [sys.executable, "-P", "-m", "gongkai.search.process"]


def _is_under_way() -> bool:
    """Whether it still runs; of one that has ended, how is noted. The answers go on coming from the editions meanwhile."""
    global _process, _not_before
    if _process is None:
        return False
    code = _process.poll()
    if code is None:
        return True
    _process = None
    if code not in (0, BUSY):
        _not_before = time.monotonic() + SECONDS_AFTER_A_FAILURE
        _log.warning(
            "search index: the rebuild ended with %d; it is tried again in %.0f s", code, SECONDS_AFTER_A_FAILURE
        )
    return False
