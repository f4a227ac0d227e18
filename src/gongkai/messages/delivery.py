"""Hand waiting messages to their gateways: at once after the commit (outbox), and again by the recurring round.

A gateway may take seconds to answer, and no transaction is open meanwhile: a message is claimed (its next try is moved past the
longest call), handed over, and its result written. A process killed between leaves the claim to run out, and the message is
handed over again with the same delivery id. A gateway's refusal is kept as a code; never an address or a text.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F

from gongkai.agencies.settings import setting_of
from gongkai.clock import legal_day
from gongkai.jobs.recurring import Recurring
from gongkai.messages.gateways import GatewayRefused, Parcel, gateway_of
from gongkai.messages.models import Message
from gongkai.messages.settings import BY_CHANNEL, KEPT_DAYS
from gongkai.numbering.keys import key_of, public_id
from gongkai.outbox.consumers import Consumer
from gongkai.outbox.models import Event

log = logging.getLogger(__name__)

CLAIM = timedelta(minutes=2)  # longer than a gateway may take
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
"""Between the tries; after the last one the message has failed."""
A_ROUND = 200


def deliver_due(moment: datetime | None = None) -> int:
    """Hand over everything that is due; how many were sent."""
    now = moment or datetime.now(UTC)
    waiting = Message.objects.filter(due_at__lte=now).order_by("due_at").values_list("pk", flat=True)
    return sum(deliver(key, now) for key in list(waiting[:A_ROUND]))


def deliver(key: int, moment: datetime | None = None) -> bool:
    """Hand over one message if it is due and nobody else does it; whether it was sent."""
    now = moment or datetime.now(UTC)
    if not Message.objects.filter(pk=key, due_at__lte=now).update(due_at=now + CLAIM, attempts=F("attempts") + 1):
        return False
    message = Message.objects.select_related("agency").get(pk=key)
    try:
        name = _hand_over(message, now)
    except GatewayRefused as refused:
        _not_sent(message, now, str(refused))
        return False
    Message.objects.filter(pk=key).update(
        state=Message.State.SENT, due_at=None, sent_at=now, problem="", gateway=name
    )  # fmt: skip
    return True


def _hand_over(message: Message, now: datetime) -> str:
    choice = setting_of(message.agency, BY_CHANNEL[message.channel].name, legal_day(now))
    gateway = gateway_of(message.channel, choice)
    gateway.hand_over(
        Parcel(public_id(message.pk), message.channel, message.address, message.subject, message.text), now
    )
    return gateway.name


def _not_sent(message: Message, now: datetime, problem: str) -> None:
    is_last = message.attempts > len(WAITS)
    log.warning("message %s was not sent (try %d): %s", public_id(message.pk), message.attempts, problem)
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.FAILED if is_last else Message.State.WAITING,
        due_at=None if is_last else now + WAITS[message.attempts - 1],
        problem=problem[:200],
    )


def forget_old(moment: datetime) -> None:
    """Delete address and text of messages that left long ago (PIPL 19); that they were sent stays known."""
    for message in _old(moment):
        message.address = message.subject = message.text = ""
        message.forgotten_at = moment
        message.save(update_fields=["address", "subject", "text", "forgotten_at"])


def _old(moment: datetime) -> list[Message]:
    shortest = moment - timedelta(days=30)
    settled = Message.objects.filter(due_at__isnull=True, forgotten_at__isnull=True, queued_at__lt=shortest)
    today = legal_day(moment)
    return [
        message
        for message in settled.select_related("agency").order_by("pk")[:1000]
        if message.queued_at < moment - timedelta(days=max(30, int(setting_of(message.agency, KEPT_DAYS.name, today))))
    ]


def _at_once(events: Sequence[Event]) -> None:
    """Called inside the worker's transaction: the messages leave when it has committed."""
    for event in events:
        key = key_of(event.subject)
        transaction.on_commit(lambda key=key: deliver(key))  # type: ignore[misc]


def _round(moment: datetime) -> None:
    deliver_due(moment)


CONSUMER = Consumer("messages", ("message.",), _at_once, batch=20, later=True)
RECURRING = (
    Recurring("messages.deliver", timedelta(seconds=20), _round),
    Recurring("messages.forget", timedelta(hours=6), forget_old),
)
