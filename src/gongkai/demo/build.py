"""Build a demonstration: a county's whole year, every record through the use cases of its room, on a scenario clock.

Only in a database that is empty, or that was created as a demonstration: that one is emptied first, table by table, and built
from nothing. What the figures come out as is not written here: the report counts them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import monotonic

from django.conf import settings
from django.db.models import Model

from gongkai.agencies.installation import create_installation
from gongkai.agencies.models import Agency, Officer
from gongkai.audit.acts import system_act
from gongkai.audit.models import AuditLine
from gongkai.catalogue.models import Item
from gongkai.clock import ScenarioClock
from gongkai.decisions.models import AdministrativeCharge, CoercionRecord, PenaltyRecord, PermitRecord
from gongkai.demo import days
from gongkai.demo.agenda import Agenda, Meter, Show
from gongkai.demo.scale import FULL, Scale
from gongkai.demo.stage import Stage, together
from gongkai.demo.wenxian import cast, dialogue, items, ledgers, letters, media, present, report, requests
from gongkai.demo.wenxian.ledger_files import being_written
from gongkai.demo.wipe import make_empty
from gongkai.editions.models import Edition
from gongkai.engagement.models import Letter, Opinion
from gongkai.newmedia.models import Post
from gongkai.outbox.worker import drain
from gongkai.remedies.models import RemedyCase
from gongkai.requests.models import InformationRequest

SCENARIOS = ("wenxian-2022",)
_YEAR, _SEED = 2022, 20220101
_FIRST_DAY = date(2021, 12, 20)
_COUNTED: dict[str, type[Model]] = {
    "agencies": Agency, "officers": Officer, "items": Item, "editions": Edition, "requests": InformationRequest,
    "remedies": RemedyCase, "letters": Letter, "opinions": Opinion, "posts": Post, "permits": PermitRecord,
    "penalties": PenaltyRecord, "coercion": CoercionRecord, "charges": AdministrativeCharge, "audit_lines": AuditLine,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Summary:
    """What was built for the year, and how long it took (seconds)."""

    scenario: str
    records: dict[str, int]
    deliveries: int
    seconds: float


def build(
    show: Show | None = None, scenario: str = "wenxian-2022", scale: Scale = FULL, today: date | None = None
) -> Summary:
    """Build ``scenario`` into this database, and with ``today`` what waits on the desks on that day. Raises Refused for one with real records, ValueError for an unknown scenario."""
    if scenario not in SCENARIOS:
        raise ValueError(f"there is no scenario {scenario!r}; known are: {', '.join(SCENARIOS)}")
    started = monotonic()
    with seldom_collecting():
        return _build(show, scenario, scale, today, started)


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Let Python look for dead cycles seldom: among thousands of waiting stories each look costs, and finds little."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _build(show: Show | None, scenario: str, scale: Scale, today: date | None, started: float) -> Summary:
    make_empty()
    clock = ScenarioClock(days.at(_FIRST_DAY, 8 * 60))
    create_installation(act=system_act("demonstration", clock), is_demonstration=True, scenario=scenario)
    stage = Stage.open(_FIRST_DAY)
    meter = Meter(show)
    agenda = Agenda(stage.clock, meter)
    with together():
        cast.set_up(stage, Random(_SEED))
    with being_written(ledgers.as_documents(scale), _YEAR, Path(settings.GONGKAI_HOME)) as files:
        items.plan(stage, agenda, scale, _YEAR)
        letters.plan(stage, agenda, scale, _YEAR)
        dialogue.plan(stage, agenda, _YEAR)
        requests.plan(stage, agenda, _YEAR)
        media.plan(stage, agenda, scale, _YEAR)
        ledgers.plan(stage, agenda, scale, files, _YEAR)
        report.plan(stage, agenda, _YEAR)
        agenda.run()
    records = _records()
    if today is not None:
        present.play(stage, agenda, today)
    deliveries = drain(now=lambda: stage.clock.now() + timedelta(days=1))
    meter.finish("演示年度建成")
    return Summary(scenario, records, deliveries, monotonic() - started)


def _records() -> dict[str, int]:
    return {name: model._default_manager.count() for name, model in _COUNTED.items()}
