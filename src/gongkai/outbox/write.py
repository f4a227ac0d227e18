"""Add an event in the transaction of the change it tells of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from gongkai.outbox.consumers import consumers
from gongkai.outbox.models import Delivery, Event


class NotInTransaction(RuntimeError):
    """An event was added outside the transaction of its change: a kill between the two would lose it."""


def add(kind: str, subject: object, recorded_at: datetime, payload: Mapping[str, object] | None = None) -> Event | None:
    """Write the event and one delivery per interested consumer; nothing is written when nobody wants it.

    ``payload`` holds ids and codes only: personal data stays in the records it belongs to.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(f"outbox event {kind!r} must be added in the transaction of its change")
    wanted_by = [consumer.name for consumer in consumers() if consumer.wants(kind)]
    if not wanted_by:
        return None
    event = Event.objects.create(kind=kind, subject=str(subject), payload=dict(payload or {}), recorded_at=recorded_at)
    Delivery.objects.bulk_create(Delivery(event=event, consumer=name, due_at=recorded_at) for name in wanted_by)
    return event
