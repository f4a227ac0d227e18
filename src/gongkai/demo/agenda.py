"""The agenda: all records of a scenario live side by side, in the order of time.

A story is the life of one record, written as a generator: it does what is to be done now and yields the moment of its next
step. The agenda goes from moment to moment, moves the shared clock, and commits many steps at once. So logs and numbers rise
with time as in a real office, and the order depends on moments and on the order of adding alone.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from gongkai.clock import ScenarioClock
from gongkai.demo.stage import together

Story = Generator[datetime, None, None]
Show = Callable[[int, int, str], None]

_STEPS_AT_ONCE = 400


class OutOfTime(ValueError):
    """A story wanted to go on before the moment it stood at."""


@dataclass(slots=True)
class Meter:
    """How far the whole work is, in units of about a millisecond; ``show`` is told each time."""

    show: Show | None = None
    total: int = 0
    done: float = 0.0

    def expect(self, cost: float) -> None:
        self.total += round(cost)

    def add(self, cost: float, message: str) -> None:
        self.done += cost
        if self.show is not None:
            self.show(min(round(self.done), self.total), self.total, message)

    def finish(self, message: str) -> None:
        self.add(self.total - self.done, message)


@dataclass(frozen=True, slots=True, order=True)
class _Entry:
    moment: datetime
    place: int
    story: Story = field(compare=False)
    title: str = field(compare=False)
    cost: float = field(compare=False)
    alone: bool = field(compare=False)


@dataclass(slots=True)
class Agenda:
    clock: ScenarioClock
    meter: Meter
    _waiting: list[_Entry] = field(default_factory=list)
    _added: int = 0

    def add(self, moment: datetime, story: Story, title: str, cost: float = 10.0, alone: bool = False) -> None:
        """Let ``story`` begin at ``moment``; ``alone``: it commits by itself (an import of a large file)."""
        self.meter.expect(cost)
        self._put(_Entry(moment, self._added, story, title, cost, alone))

    def run(self) -> None:
        """Play everything to its end."""
        while self._waiting:
            if self._waiting[0].alone:
                self._step()
                continue
            with together():
                steps = 0
                while self._waiting and not self._waiting[0].alone and steps < _STEPS_AT_ONCE:
                    self._step()
                    steps += 1

    def _put(self, entry: _Entry) -> None:
        self._added += 1
        heapq.heappush(self._waiting, entry)

    def _step(self) -> None:
        entry = heapq.heappop(self._waiting)
        self.clock.moment = entry.moment.astimezone(UTC)
        try:
            following = next(entry.story)
        except StopIteration:
            self.meter.add(entry.cost, f"{entry.moment:%Y年%m月%d日} {entry.title}")
            return
        if following < entry.moment:
            raise OutOfTime(f"{entry.title}: from {entry.moment} back to {following}")
        self._put(_Entry(following, self._added, entry.story, entry.title, entry.cost, entry.alone))
