"""The stage a scenario plays on: one clock everybody shares, the agencies, and a cast in which no one acts twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TypeVar

from django.db import transaction

from gongkai.agencies.installation import is_demonstration
from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.rights import act_of
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act, system_act
from gongkai.clock import ScenarioClock

T = TypeVar("T")


class NotADemonstration(RuntimeError):
    """A scenario clock may be bound only in a database that was created as a demonstration."""


@dataclass(slots=True)
class Stage:
    """Agencies and officers by code and role; ``at`` moves the shared clock to a day.

    ``hands`` names the agency whose officers act for another: a government acts through its office.
    """

    clock: ScenarioClock
    agencies: dict[str, Agency] = field(default_factory=dict)
    officers: dict[tuple[str, Role], Officer] = field(default_factory=dict)
    hands: dict[str, str] = field(default_factory=dict)
    _acts: dict[tuple[str, Role], Act] = field(default_factory=dict)

    @classmethod
    def open(cls, first_day: date) -> Stage:
        if not is_demonstration():
            raise NotADemonstration("this database holds no demonstration; use an empty one: GONGKAI_HOME=<new folder>")
        clock = ScenarioClock(datetime(first_day.year, first_day.month, first_day.day, 1, tzinfo=UTC))
        return cls(clock)

    def at(self, day: date, hour: int = 9, minute: int = 0) -> Stage:
        self.clock.move_to(day, hour, minute)
        return self

    def act(self, agency: str, role: Role) -> Act:
        """The act of the officer who holds ``role`` at ``agency``, on the shared clock."""
        key = (self.hands.get(agency, agency), role)
        if key not in self._acts:
            self._acts[key] = act_of(self.officers[key], self.clock, source="demonstration")
        return self._acts[key]

    def citizen(self) -> Act:
        """Somebody at the portal, not signed in."""
        return Act("citizen", "网民", None, "", clock=self.clock, source="portal")

    def system(self, purpose: str) -> Act:
        return system_act(purpose, self.clock)


@contextmanager
def together() -> Iterator[None]:
    """Commit what is inside as one transaction: each use case still writes its own lines, the disk is asked once."""
    with transaction.atomic():
        yield


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most ``size`` items."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
