"""One to-do list over everything that waits for an officer, oldest limit first.

Each room offers a source, a function of the act that yields tasks, rights applied; ``config/wiring.py`` names them. Counts in the menu are kept for half a
minute per officer, so that a page does not ask every room again; the list itself is always fresh.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

from gongkai.agencies.rights import at_one_look
from gongkai.audit.acts import Act

SECONDS_KEPT = 30


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits: in which menu entry, what it is, what to do, where, and until when (None: no limit)."""

    entry: str
    title: str
    what: str
    address: str
    due: date | None = None
    why: str = ""


Source = Callable[[Act], Iterable[Task]]


_sources: list[Source] = []


def register(source: Source) -> None:
    """Wire a source (once, at start-up)."""
    if source not in _sources:
        _sources.append(source)


def tasks_of(act: Act) -> list[Task]:
    """Everything that waits for this officer; what has a limit first, the oldest limit on top."""
    with at_one_look():
        found = [task for source in _sources for task in source(act)]
    found.sort(key=lambda task: (task.due is None, task.due or date.max, task.entry, task.title))
    cache.set(_key(act), Counter(task.entry for task in found), SECONDS_KEPT)
    return found


def counts_of(act: Act) -> Mapping[str, int]:
    """How much waits by menu entry, at most half a minute old."""
    kept: Mapping[str, int] | None = cache.get(_key(act))
    return kept if kept is not None else Counter(task.entry for task in tasks_of(act))


def _key(act: Act) -> str:
    return f"waiting-{act.agency_id}-{act.actor_id}-{act.today:%Y%m%d}"
