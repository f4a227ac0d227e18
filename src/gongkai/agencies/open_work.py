"""Open work of an officer, over all rooms: each room registers what it keeps under an officer's name and how it moves to another's.

A hand-over (oversight) reads all kinds and moves every piece in one transaction. Who drafted stays an author for good: what moves is who
has to act next, never who wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.agencies.models import Officer
from gongkai.agencies.roles import Role


@dataclass(frozen=True, slots=True)
class Piece:
    """One open record under an officer's name: key in its room, what it is, by when it is due."""

    key: int
    title: str
    state: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class OpenWork:
    """``pieces`` of an officer; ``move`` gives those of ``keys`` that are still the first officer's to the second and returns how many.

    ``means`` tells a newcomer what the step is about, with its article; going on takes one of ``roles``.
    """

    kind: str
    label_zh: str
    means: str
    pieces: Callable[[Officer], Iterable[Piece]]
    move: Callable[[Officer, Officer, Collection[int]], int]
    roles: tuple[Role, ...]


_kinds: dict[str, OpenWork] = {}


def register(*works: OpenWork) -> None:
    """Wire kinds of open work (once, at start-up). Raises ValueError when a kind is taken by another."""
    for work in works:
        known = _kinds.get(work.kind)
        if known is not None and known != work:
            raise ValueError(f"the kind of open work {work.kind!r} is registered twice")
        _kinds[work.kind] = work


def kinds() -> tuple[OpenWork, ...]:
    return tuple(_kinds.values())


def kind_of(kind: str) -> OpenWork | None:
    return _kinds.get(kind)
