"""The outbox consumer of tables: what was published, corrected or withdrawn waits for the next file."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.outbox.consumers import Consumer
from gongkai.outbox.models import Event
from gongkai.targets.delivering import deliver_events
from gongkai.targets.models import Target


def take(events: Sequence[Event]) -> None:
    deliver_events(Target.Kind.TABLE, events)


CONSUMER = Consumer(name="target-tables", kinds=("edition.",), take=take, batch=100, later=True)
