"""Build a demonstration: a county's whole year, every record through the use cases of its room, on a scenario clock.

Only in a database that is empty, or that was created as a demonstration: that one is emptied first, table by table, and built
from nothing. What the figures come out as is not written here: the report counts them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from time import monotonic

from gongkai.agencies.installation import create_installation
from gongkai.audit.acts import system_act
from gongkai.clock import ScenarioClock
from gongkai.demo import days
from gongkai.demo.agenda import Agenda, Meter, Show
from gongkai.demo.scale import FULL, Scale
from gongkai.demo.stage import Stage, together
from gongkai.demo.wenxian import cast, dialogue, items, ledgers, letters, media, requests
from gongkai.demo.wenxian.ledger_files import being_written
from gongkai.demo.wipe import make_empty
from gongkai.outbox.worker import drain

SCENARIOS = ("wenxian-2022",)
_YEAR, _SEED = 2022, 20220101
_FIRST_DAY = date(2021, 12, 20)


@dataclass(frozen=True, slots=True)
class Summary:
    """What was built, and how long it took (seconds)."""

    scenario: str
    records: dict[str, int]
    deliveries: int
    seconds: float


def build(show: Show | None = None, scenario: str = "wenxian-2022", scale: Scale = FULL) -> Summary:
    """Build ``scenario`` into this database. Raises Refused for one with real records, ValueError for an unknown scenario."""
    if scenario not in SCENARIOS:
        raise ValueError(f"there is no scenario {scenario!r}; known are: {', '.join(SCENARIOS)}")
    started = monotonic()
    make_empty()
    clock = ScenarioClock(days.at(_FIRST_DAY, 8 * 60))
    create_installation(act=system_act("demonstration", clock), is_demonstration=True, scenario=scenario)
    stage = Stage.open(_FIRST_DAY)
    meter = Meter(show)
    agenda = Agenda(stage.clock, meter)
    with together():
        cast.set_up(stage, Random(_SEED))  # noqa: S311
    with being_written(ledgers.as_documents(scale), _YEAR) as files:
        items.plan(stage, agenda, scale, _YEAR)
        letters.plan(stage, agenda, scale, _YEAR)
        dialogue.plan(stage, agenda, _YEAR)
        requests.plan(stage, agenda, _YEAR)
        media.plan(stage, agenda, scale, _YEAR)
        ledgers.plan(stage, agenda, scale, files, _YEAR)
        agenda.run()
    deliveries = drain(now=lambda: stage.clock.now() + timedelta(days=1))
    return Summary(scenario, {}, deliveries, monotonic() - started)
