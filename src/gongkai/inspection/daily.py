"""Run by the worker: every day the rules over each government that has its own site, and an account silent too long is rung for.

The site's own home page is visited every hour where ``GONGKAI_PROBE`` names its address.
"""

from __future__ import annotations

import logging
import os
import urllib.error
import urllib.request
from datetime import datetime, timedelta
from time import perf_counter

from gongkai.agencies.models import Agency
from gongkai.audit.acts import system_act
from gongkai.clock import StoppedClock
from gongkai.inspection.models import Probe
from gongkai.inspection.usecases.ring import ring_silent_accounts
from gongkai.inspection.usecases.run_inspection import run_inspection
from gongkai.jobs.recurring import Recurring

log = logging.getLogger(__name__)
SECONDS_TO_OPEN = 15


def inspect_all(moment: datetime) -> None:
    """One run a government with a competent authority (or, where none is named, the topmost agency)."""
    act = system_act("inspection", StoppedClock(moment))
    for government in sites():
        run_inspection(act=act, government=government)
        ring_silent_accounts(act=act, government=government)


def sites() -> list[Agency]:
    """Governments whose area is inspected: those an authority works for."""
    named = Agency.objects.filter(supervised_by__isnull=False, abolished_on__isnull=True).distinct().order_by("path")
    return list(named) or list(Agency.objects.filter(parent__isnull=True).order_by("path")[:1])


def visit_home(moment: datetime) -> None:
    """Open the home page as a citizen would; nothing where no address is configured."""
    address = os.environ.get("GONGKAI_PROBE", "")
    governments = sites()
    if not address.startswith(("http://", "https://")) or not governments:
        return
    started = perf_counter()
    try:
        with urllib.request.urlopen(address, timeout=SECONDS_TO_OPEN) as answer:
            opened = answer.status == 200 and bool(answer.read(1))
    except (urllib.error.URLError, OSError) as problem:
        log.warning("the site did not open: %s", problem)
        opened = False
    spent = perf_counter() - started
    Probe.objects.create(
        agency=governments[0], at=moment, opened=opened and spent <= SECONDS_TO_OPEN, milliseconds=round(spent * 1000)
    )


RECURRING = (
    Recurring("inspection.daily", timedelta(days=1), inspect_all),
    Recurring("inspection.visit", timedelta(hours=1), visit_home),
)
