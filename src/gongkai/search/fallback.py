"""What answers while there is no index: the editions themselves, the latest first, as many as can be read in a few seconds.

What was read is kept while nothing is published or withdrawn, so that a second question does not wait again.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from gongkai.search.backends.scan import Scan
from gongkai.search.snapshots import latest_change, latest_public_documents

SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Fallback:
    """``whole``: every public document was read."""

    scan: Scan
    whole: bool

    @property
    def notes(self) -> tuple[str, ...]:
        if self.whole:
            return ()
        return (f"检索索引正在重建，暂时只检索最近发布的{self.scan.count():,}条信息，请稍后再查全部内容。",)


_lock = threading.Lock()
_kept: tuple[object, Fallback] | None = None


def fallback() -> Fallback:
    global _kept
    with _lock:
        state = latest_change()
        if _kept is None or _kept[0] != state:
            _kept = state, _read()
        return _kept[1]


def forget() -> None:
    """Let go of the memory: there is an index again."""
    global _kept
    _kept = None


def _read() -> Fallback:
    scan, until = Scan(), time.monotonic() + SECONDS
    for document in latest_public_documents():
        scan.apply([document])
        if time.monotonic() > until:
            return Fallback(scan, False)
    return Fallback(scan, True)
