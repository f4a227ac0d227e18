"""Deliver what waits: claim a batch with SKIP LOCKED, hand it over, mark it delivered, all in one transaction.

The consumer's own writes in this database commit together with the mark; effects outside (files, an index, a message)
must be idempotent. A failing batch is retried one by one, so that a single bad event does not hold up the rest. One that comes at a
bad moment (``NotNow``) waits as a whole: one by one, each try would hold the database while others wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from time import sleep

from django.db import close_old_connections, connection, transaction
from django.db.models import F, QuerySet

from gongkai.outbox.consumers import Consumer, NotNow, consumers
from gongkai.outbox.models import Delivery

_LONGEST_WAIT, _A_MOMENT = timedelta(hours=1), timedelta(milliseconds=300)


def drain(names: Sequence[str] | None = None, now: Callable[[], datetime] | None = None) -> int:
    """Deliver everything that is due, for all consumers or the named ones; return how many deliveries were made.

    After each batch the first consumer is asked again: pages do not wait until a long backlog of the index is through.
    """
    moment = now or (lambda: datetime.now(UTC))
    asked = [one for one in consumers() if names is None or one.name in names]
    made = 0
    while count := next(filter(None, (_deliver_batch(one, moment()) for one in asked)), 0):
        made += count
    return made


def run(stop: Callable[[], bool], pause_seconds: float = 0.2, later: bool = False) -> None:
    """Drain until told to stop, those consumers that are ``later`` or those that are not; a pause between rounds that found nothing."""
    names = [one.name for one in consumers() if one.later == later]
    while not stop():
        close_old_connections()
        if not drain(names):
            sleep(pause_seconds)


def waiting() -> int:
    return Delivery.objects.filter(due_at__isnull=False).count()


def _deliver_batch(consumer: Consumer, now: datetime) -> int:
    try:
        with transaction.atomic():
            batch = _claim(consumer, now, consumer.batch)
            if batch:
                _hand_over(consumer, batch, now)
            return len(batch)
    except NotNow as held:
        _wait_a_moment(consumer, now, held)
        return 0
    except Exception:  # noqa: BLE001 - any failure of a consumer means: try its events one by one
        return _deliver_singly(consumer, now)


def _deliver_singly(consumer: Consumer, now: datetime) -> int:
    ids = list(_due(consumer, now).values_list("id", flat=True)[: consumer.batch])
    delivered = 0
    for delivery_id in ids:
        try:
            with transaction.atomic():
                one = _claim(consumer, now, 1, delivery_id)
                if one:
                    _hand_over(consumer, one, now)
                    delivered += 1
        except NotNow as held:
            _wait_a_moment(consumer, now, held)
            return delivered
        except Exception as problem:  # noqa: BLE001 - the reason is kept with the delivery, the rest goes on
            _put_off(delivery_id, now, problem)
    return delivered


def _due(consumer: Consumer, now: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(consumer=consumer.name, due_at__lte=now).order_by("id")


def _claim(consumer: Consumer, now: datetime, size: int, delivery_id: int | None = None) -> list[Delivery]:
    due = _due(consumer, now)
    if delivery_id is not None:
        due = due.filter(id=delivery_id)
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    return list(due.select_related("event")[:size])


def _hand_over(consumer: Consumer, batch: Sequence[Delivery], now: datetime) -> None:
    consumer.take([delivery.event for delivery in batch])
    Delivery.objects.filter(id__in=[delivery.id for delivery in batch]).update(
        due_at=None, delivered_at=now, problem="", attempts=F("attempts") + 1
    )


def _wait_a_moment(consumer: Consumer, now: datetime, held: NotNow) -> None:
    """No attempt is counted."""
    with transaction.atomic():
        ids = [delivery.id for delivery in _claim(consumer, now, consumer.batch)]
        Delivery.objects.filter(id__in=ids).update(due_at=now + _A_MOMENT, problem=_told(held))


def _told(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"[:300]


def _put_off(delivery_id: int, now: datetime, problem: Exception) -> None:
    """Count the failure and wait longer; what another worker holds or has delivered meanwhile is left to it."""
    with transaction.atomic():
        waiting = Delivery.objects.filter(id=delivery_id, due_at__isnull=False)
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        delivery = waiting.first()
        if delivery is None:
            return
        wait = min(_LONGEST_WAIT, timedelta(seconds=2 ** min(delivery.attempts, 12)))
        delivery.attempts += 1
        delivery.due_at = now + wait
        delivery.problem = _told(problem)
        delivery.save(update_fields=["attempts", "due_at", "problem"])
