"""Add an event in the transaction of the change it tells of."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.db import connection, transaction

from gongkai.numbering.keys import public_id
from gongkai.outbox.consumers import Consumer, consumers
from gongkai.outbox.models import Delivery, Event

log = logging.getLogger(__name__)


class NotInTransaction(RuntimeError):
    """An event was added outside the transaction of its change: a kill between the two would lose it."""


def add(kind: str, subject: object, recorded_at: datetime, payload: Mapping[str, object] | None = None) -> Event | None:
    """Write the event and one delivery per interested consumer; nothing is written when nobody wants it.

    ``payload`` holds ids and codes only: personal data stays in the records it belongs to.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(f"outbox event {kind!r} must be added in the transaction of its change")
    wanted_by = [consumer for consumer in consumers() if consumer.wants(kind)]
    if not wanted_by:
        return None
    event = Event.objects.create(kind=kind, subject=str(subject), payload=dict(payload or {}), recorded_at=recorded_at)
    Delivery.objects.bulk_create(Delivery(event=event, consumer=one.name, due_at=recorded_at) for one in wanted_by)
    for consumer in wanted_by:
        if consumer.hurries(kind):
            transaction.on_commit(partial(_do_at_once, consumer, event))
    return event


def _do_at_once(consumer: Consumer, event: Event) -> None:
    """A failure is logged and left to the worker: the change itself stands."""
    assert consumer.at_once is not None  # hurries
    try:
        consumer.at_once(event)
    except Exception:
        log.exception("%s could not do %s %s at once; the worker will", consumer.name, event.kind, public_id(event.id))
