"""Which kinds of publications may be taken down, and how their room does it. Rooms register theirs (``config/wiring.py``).

A takedown sheet reaches everything that is public; a kind that is not registered (an annual report) is corrected in its room instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gongkai.audit.acts import Act
from gongkai.editions.models import Publication

TakeOff = Callable[[Act, Publication, str, str, int], None]


@dataclass(frozen=True, slots=True)
class Withdrawable:
    """``take_off`` is given the act, the publication, the kind of withdrawal (domain 2.6), the reason and the officer's key, inside a
    transaction. ``restored_in_room``: putting it back has a use case of its own there.
    """

    subject_kind: str
    label_zh: str
    take_off: TakeOff
    restored_in_room: bool = False


_known: dict[str, Withdrawable] = {}


def register(kinds: Iterable[Withdrawable]) -> None:
    """Wire kinds (once, at start-up). Raises ValueError when a kind is taken by another room."""
    for one in kinds:
        if _known.setdefault(one.subject_kind, one) != one:
            raise ValueError(f"the withdrawal of {one.subject_kind!r} is registered twice")


def withdrawable(subject_kind: str) -> Withdrawable | None:
    return _known.get(subject_kind)
