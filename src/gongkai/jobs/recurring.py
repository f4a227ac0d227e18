"""Work that comes back: each room registers what has to happen every so often; the worker asks what is due.

Two workers never do the same round: who moves ``due_at`` on does it. A round that fails is told in the log and tried again
at its next time; a round that is missed (the machine was off) is made up once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic, sleep

from django.db import IntegrityError, close_old_connections, transaction

from gongkai.jobs.models import Round

SECONDS_BETWEEN_LOOKS = 5.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recurring:
    """``run`` is given the moment (UTC) and makes its own act (``audit.acts.system_act``)."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]


_known: dict[str, Recurring] = {}


def register(*works: Recurring) -> None:
    """Wire recurring work (once, at start-up). Raises ValueError when a name is taken by another."""
    for work in works:
        known = _known.get(work.name)
        if known is not None and known != work:
            raise ValueError(f"the recurring work {work.name!r} is registered twice")
        _known[work.name] = work


def known() -> tuple[Recurring, ...]:
    return tuple(_known.values())


def run(stop: Callable[[], bool], between: float = SECONDS_BETWEEN_LOOKS) -> None:
    """Ask every few seconds what is due until told to stop; a round under way is finished, the others are made up."""
    while not stop():
        close_old_connections()
        run_due(goes_on=lambda: not stop())
        until = monotonic() + between
        while not stop() and monotonic() < until:
            sleep(0.1)


def run_due(now: datetime | None = None, goes_on: Callable[[], bool] = lambda: True) -> list[str]:
    """Do what is due; the names of what was done. ``goes_on`` is asked before each."""
    moment = now or datetime.now(UTC)
    done = []
    for work in known():
        if goes_on() and _claim(work, moment):
            try:
                work.run(moment)
            except Exception:
                log.exception("the recurring work %s failed; it is tried again in %s", work.name, work.every)
            else:
                done.append(work.name)
    return done


def _claim(work: Recurring, moment: datetime) -> bool:
    """Whether this caller does the round: it is due, and nobody else has moved it on."""
    following = moment + work.every
    if Round.objects.filter(name=work.name, due_at__lte=moment).update(due_at=following, last_at=moment):
        return True
    if Round.objects.filter(name=work.name).exists():
        return False
    try:
        with transaction.atomic():
            Round.objects.create(name=work.name, due_at=following, last_at=moment)
    except IntegrityError:  # another worker was first
        return False
    return True
