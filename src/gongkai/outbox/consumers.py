"""Who wants which events. A consumer is a function that takes a batch of events and may be given one twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gongkai.outbox.models import Event


@dataclass(frozen=True, slots=True)
class Consumer:
    """``kinds`` are prefixes of event kinds ("edition." takes every edition event); ``take`` handles a batch in one transaction."""

    name: str
    kinds: tuple[str, ...]
    take: Callable[[Sequence[Event]], None]
    batch: int = 200

    def wants(self, kind: str) -> bool:
        return kind.startswith(self.kinds)


_consumers: dict[str, Consumer] = {}


def register(consumer: Consumer) -> None:
    """Wire a consumer (once, at start-up). Raises ValueError when the name is taken by another."""
    known = _consumers.get(consumer.name)
    if known is not None and known != consumer:
        raise ValueError(f"outbox consumer {consumer.name!r} is registered twice")
    _consumers[consumer.name] = consumer


def consumers() -> tuple[Consumer, ...]:
    return tuple(_consumers.values())
