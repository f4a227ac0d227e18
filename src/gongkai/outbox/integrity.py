"""Deliveries that are stuck: tried too often without success, or waiting longer than a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q

from gongkai.audit.damage import Damage
from gongkai.numbering.keys import first_key_at, public_id
from gongkai.outbox.models import Delivery

MOST_ATTEMPTS = 5
LONGEST_WAIT = timedelta(days=1)


def stuck_deliveries(now: datetime) -> Iterator[Damage]:
    """What was not delivered although it should have been. The age is that of the row itself, told by its key: the time an
    event gives is the scenario's in a demonstration."""
    old = Q(id__lt=first_key_at(now - LONGEST_WAIT))
    rows = Delivery.objects.filter(old | Q(attempts__gt=MOST_ATTEMPTS), due_at__isnull=False).select_related("event")
    for row in rows.order_by("id").iterator(chunk_size=1000):
        why = f"tried {row.attempts} times, last: {row.problem}" if row.attempts else "waiting for more than a day"
        yield Damage(f"{row.consumer}/{public_id(row.event_id)}", f"{row.event.kind} is not delivered: {why}")


def deliveries() -> int:
    return Delivery.objects.count()
