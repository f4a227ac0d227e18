"""What many list pages ask alike (counts by category, years, organs): asked once while many of them are written.

Only who writes many pages at once opens ``asked_once``, after taking their lock; a reader's request always asks anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

_kept: ContextVar[dict[Any, Any] | None] = ContextVar("portal.at_hand", default=None)
Answer = TypeVar("Answer")


@contextmanager
def asked_once() -> Iterator[None]:
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def at_hand(ask: Callable[[], Answer]) -> Callable[[], Answer]:
    """A question without arguments, whose answer nobody changes."""

    @wraps(ask)
    def asked() -> Answer:
        kept = _kept.get()
        if kept is None:
            return ask()
        if ask not in kept:
            kept[ask] = ask()
        answer: Answer = kept[ask]
        return answer

    return asked
