"""Count arrivals against floods. Nothing is kept that says who came: the digest's salt is random and lives for its day only.

Counts stand in the database, because several processes serve one site. A window is a fixed stretch of time (an hour, a day).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from gongkai.clock import legal_day
from gongkai.privacy.models import Arrivals, DaySalt

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def arrive(place: str, sender: str, now: datetime, window: timedelta = HOUR) -> int:
    """Count one arrival; how many there have been in this window, this one included."""
    kept: dict[str, Any] = {"place": place, "sender": _digest(place, sender, now), "window": _begin(now, window)}
    with transaction.atomic():
        row, _ = Arrivals.objects.get_or_create(**kept)
        Arrivals.objects.filter(pk=row.pk).update(count=F("count") + 1)
        return Arrivals.objects.values_list("count", flat=True).get(pk=row.pk)


def arrivals(place: str, sender: str, now: datetime, window: timedelta = HOUR) -> int:
    """How many there have been in this window, without counting one."""
    rows = Arrivals.objects.filter(place=place, sender=_digest(place, sender, now), window=_begin(now, window))
    return rows.values_list("count", flat=True).first() or 0


def _begin(now: datetime, window: timedelta) -> datetime:
    return _EPOCH + (now - _EPOCH) // window * window


def _digest(place: str, sender: str, now: datetime) -> str:
    return hmac.new(_salt(now), f"{place}\x00{sender}".encode(), hashlib.sha256).hexdigest()[:40]


def _salt(now: datetime) -> bytes:
    """The day's salt; a new day throws the old salts and their counts away."""
    day = legal_day(now)
    row = DaySalt.objects.filter(pk=day).first()
    if row is None:
        with transaction.atomic():
            row, is_new = DaySalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_bytes(32)})
            if is_new:
                DaySalt.objects.filter(day__lt=day).delete()
                Arrivals.objects.filter(window__lt=now - 2 * DAY).delete()
    return bytes(row.salt)
