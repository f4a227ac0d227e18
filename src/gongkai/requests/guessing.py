"""Guessing is slow, the owner is never locked out.

Three rules over wrong query codes: an address that was wrong ``MOST_FROM_ONE`` times within the window waits; on a number that was
tried wrongly ``MOST_ON_ONE`` times (from anywhere), an address that has been wrong on it once waits; everybody else,
so also the owner at a fresh address, is let in by the right code at the first try. Handing in requests is counted by address alone.

With 49 bits in a code, ten tries an address and quarter of an hour find nothing. Addresses and numbers are kept as keyed digests.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from gongkai.privacy.cipher import blind_index
from gongkai.requests.models import Attempt

CODE, HANDED_IN = "code", "handed_in"
WINDOW = timedelta(minutes=15)
MOST_FROM_ONE = 8
MOST_ON_ONE = 20
MOST_HANDED_IN = 20
HOUR = timedelta(hours=1)
KEPT = timedelta(days=1)


def must_wait(address: str, number: str, now: datetime) -> bool:
    """Whether a code from this address is not even looked at now."""
    recent = Attempt.objects.filter(what=CODE, at__gt=now - WINDOW)
    from_here = recent.filter(whence=_place(address))
    if from_here.count() >= MOST_FROM_ONE:
        return True
    on_this = _number(number)
    return (
        from_here.filter(about=on_this).exists() and recent.filter(about=on_this)[:MOST_ON_ONE].count() >= MOST_ON_ONE
    )


def was_wrong(address: str, number: str, now: datetime) -> None:
    """Count a wrong code; what is a day old goes at the same time."""
    forget_old(now)
    Attempt.objects.create(what=CODE, whence=_place(address), about=_number(number), at=now)


def too_many_handed_in(address: str, now: datetime) -> bool:
    recent = Attempt.objects.filter(what=HANDED_IN, at__gt=now - HOUR, whence=_place(address))
    return recent.count() >= MOST_HANDED_IN


def was_handed_in(address: str, now: datetime) -> None:
    Attempt.objects.create(what=HANDED_IN, whence=_place(address), at=now)


def forget_old(now: datetime) -> int:
    return Attempt.objects.filter(at__lt=now - KEPT).delete()[0]


def _place(address: str) -> str:
    return blind_index(address, "address of an attempt")


def _number(number: str) -> str:
    return blind_index(number, "number of an attempt")
