"""The clock a use case is handed: what time the system records, and which legal day it is.

Timestamps are UTC; the legal day is that of Asia/Shanghai. Nothing below the edges reads the machine's time by
itself: the edge binds ``SystemClock``; only the demonstration binds ``ScenarioClock``, and only in a database that
was marked as a demonstration at its creation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    def now(self) -> datetime:
        """The moment the system records (aware, UTC)."""


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class StoppedClock:
    """Stands at one moment for good: what changes together changes at one time, midnight cannot fall between."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


@dataclass(slots=True)
class ScenarioClock:
    """A clock the demonstration moves by hand; it never goes backwards within one act."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def move_to(self, day: date, hour: int = 9, minute: int = 0) -> None:
        self.moment = datetime.combine(day, time(hour, minute), SHANGHAI).astimezone(UTC)


def legal_day(moment: datetime) -> date:
    """The legal day (Asia/Shanghai) a moment falls on."""
    return moment.astimezone(SHANGHAI).date()


def end_of_day(day: date) -> datetime:
    """The first moment after a legal day, in UTC: what is recorded before it was known that day."""
    return datetime.combine(day + timedelta(days=1), time(0), SHANGHAI).astimezone(UTC)


def start_of_day(day: date) -> datetime:
    return datetime.combine(day, time(0), SHANGHAI).astimezone(UTC)
