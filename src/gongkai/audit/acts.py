"""An act: who does something, for which agency, with which roles, by which clock, from where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from gongkai.clock import Clock, StoppedClock, SystemClock, legal_day

_SYSTEM_CLOCK = SystemClock()


@dataclass(frozen=True, slots=True)
class Act:
    """Handed to every use case. ``actor_id`` and ``actor_name`` are text, so that a line outlives the account.

    ``works_for`` are the agencies besides the own one in whose name the actor works: the government of a government office.
    ``answers_for`` are those of them for which that holds in this one matter only (``agencies/answering.py``).
    """

    actor_id: str
    actor_name: str
    agency_id: int | None
    agency_code: str
    roles: frozenset[str] = frozenset()
    clock: Clock = _SYSTEM_CLOCK
    source: str = ""
    works_for: tuple[int, ...] = ()
    answers_for: tuple[int, ...] = ()

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @property
    def today(self) -> date:
        return legal_day(self.clock.now())

    def at(self, clock: Clock) -> Act:
        return replace(self, clock=clock)

    def for_units(self, units: tuple[int, ...]) -> Act:
        """This act, also in the name of units the agency answers for."""
        return replace(self, works_for=(*self.works_for, *units), answers_for=units) if units else self

    def for_own(self) -> Act:
        """This act without the units it answers for, for every other matter."""
        if not self.answers_for:
            return self
        own = tuple(pk for pk in self.works_for if pk not in self.answers_for)
        return replace(self, works_for=own, answers_for=())

    def at_one_moment(self) -> Act:
        """This act with its clock stopped now: an old fact ends and the new one begins at the same time, on the same day.

        Taken once what is changed is locked, so that whoever waits for the lock comes later than who held it.
        """
        return self.at(StoppedClock(self.now))


def system_act(purpose: str, clock: Clock | None = None, agency_code: str = "") -> Act:
    """The system itself acting (an expiry, an import by command): named by its purpose, without any role."""
    return Act(
        f"system:{purpose}", f"系统（{purpose}）", None, agency_code, clock=clock or _SYSTEM_CLOCK, source="system"
    )
