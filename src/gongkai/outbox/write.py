"""Add an event in the transaction of the change it tells of."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from threading import local

from django.db import connection, transaction

from gongkai.outbox.consumers import Consumer, consumers
from gongkai.outbox.models import Delivery, Event

log = logging.getLogger(__name__)


class NotInTransaction(RuntimeError):
    """An event was added outside the transaction of its change: a kill between the two would lose it."""


class _Hurried(local):
    """What the transaction under way wants done right after it, by consumer; each thread has its own connection."""

    def __init__(self) -> None:
        self.events: dict[str, list[Event]] = {}


_hurried = _Hurried()


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
            if not connection.run_on_commit:  # what stands there is of a transaction that failed
                _hurried.events.clear()
            _hurried.events.setdefault(consumer.name, []).append(event)
            transaction.on_commit(partial(_do_at_once, consumer))
    return event


def _do_at_once(consumer: Consumer) -> None:
    """Once for all events of the transaction, by the first of its hooks; the hooks after it find nothing left.

    What was rolled back to a savepoint is not there any more and left out. A failure is logged and left to the worker: the change itself stands.
    """
    assert consumer.at_once is not None  # hurries
    told = _hurried.events.pop(consumer.name, [])
    if not told:
        return
    try:
        kept = set(Event.objects.filter(pk__in=[event.pk for event in told]).values_list("pk", flat=True))
        consumer.at_once([event for event in told if event.pk in kept])
    except Exception:
        log.exception("%s could not do %d events at once; the worker will", consumer.name, len(told))
