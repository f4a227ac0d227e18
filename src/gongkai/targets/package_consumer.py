"""The outbox consumer of package folders: after each publication, correction and withdrawal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from gongkai.jobs.recurring import Recurring
from gongkai.outbox.consumers import Consumer
from gongkai.outbox.models import Event
from gongkai.targets.delivering import deliver_events, round_of_deliveries
from gongkai.targets.models import Target


def take(events: Sequence[Event]) -> None:
    deliver_events(Target.Kind.PACKAGE, events)


CONSUMER = Consumer(name="target-packages", kinds=("edition.",), take=take, batch=20, later=True)
RECURRING = (Recurring("targets.deliver", timedelta(minutes=1), round_of_deliveries),)
