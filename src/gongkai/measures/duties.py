"""What is owed by when, over all rooms: each room registers its kinds of duties, the supervisor's overview reads them.

A duty is told without personal data and belongs to the agency that has to act. Due days are computed by the room when read; nothing is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Duty:
    """``key`` names the record in its room, ``number`` and ``title`` say which it is."""

    key: int
    agency_id: int
    number: str
    title: str
    due: date
    state: str = ""

    def is_overdue(self, today: date) -> bool:
        return self.due < today

    def is_soon(self, today: date) -> bool:
        return today <= self.due <= today + SOON


@dataclass(frozen=True, slots=True)
class DutyKind:
    """``open`` yields everything still owed by these agencies as of a day; ``basis`` is the article officers read."""

    key: str
    label_zh: str
    basis: str
    open: Callable[[Collection[int], date], Iterable[Duty]]


_kinds: dict[str, DutyKind] = {}


def register(*kinds: DutyKind) -> None:
    """Offer kinds of duties (once, at start-up). Raises ValueError when a key is taken by another."""
    for kind in kinds:
        known = _kinds.get(kind.key)
        if known is not None and known != kind:
            raise ValueError(f"the kind of duty {kind.key!r} is registered twice")
        _kinds[kind.key] = kind


def kinds() -> tuple[DutyKind, ...]:
    return tuple(_kinds.values())


def kind_of(key: str) -> DutyKind | None:
    return _kinds.get(key)
