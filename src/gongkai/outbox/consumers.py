"""Who wants which events. A consumer is a function that takes a batch of events and may be given one twice.

What cannot wait for the worker (a page that was taken down) a consumer does ``at_once`` too: right after the commit, in the process
that made the change. The delivery stays due all the same, so nothing depends on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gongkai.outbox.models import Event


class NotNow(Exception):
    """What a consumer writes to is held by another for a moment: the whole batch waits, none of its events is at fault."""


@dataclass(frozen=True, slots=True)
class Consumer:
    """``kinds`` are prefixes of event kinds ("edition." takes every edition event); ``take`` handles a batch in one transaction.

    ``at_once`` is called with the events of the ``urgent`` kinds, once for a whole transaction. ``later``: it asks other machines or writes what nobody
    waits for, so that the worker delivers to it beside the others: a slow gateway must not hold up a publication.
    """

    name: str
    kinds: tuple[str, ...]
    take: Callable[[Sequence[Event]], None]
    batch: int = 200
    urgent: tuple[str, ...] = ()
    at_once: Callable[[Sequence[Event]], None] | None = None
    later: bool = False

    def wants(self, kind: str) -> bool:
        return kind.startswith(self.kinds)

    def hurries(self, kind: str) -> bool:
        return self.at_once is not None and bool(self.urgent) and kind.startswith(self.urgent)


_consumers: dict[str, Consumer] = {}


def register(consumer: Consumer) -> None:
    """Wire a consumer (once, at start-up). Raises ValueError when the name is taken by another."""
    known = _consumers.get(consumer.name)
    if known is not None and known != consumer:
        raise ValueError(f"outbox consumer {consumer.name!r} is registered twice")
    _consumers[consumer.name] = consumer


def consumers() -> tuple[Consumer, ...]:
    """In the order in which they were wired: who comes first is delivered to first."""
    return tuple(_consumers.values())
