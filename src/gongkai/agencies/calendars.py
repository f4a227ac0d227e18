"""The working days of this installation: the packaged notices of the State Council, and those an officer has loaded since.

Every day the product computes for its own records comes from here, so that a notice loaded in November moves them all. The
demonstration year alone keeps to the packaged notices: it is the same everywhere.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from gongkai.law.calendar import Calendar
from gongkai.law.holiday_notices import load_calendar


def working_calendar() -> Calendar:
    """Packaged notices merged with ``GONGKAI_HOME/calendars/*.json``; read once per process and again when that folder changes."""
    folder = Path(settings.GONGKAI_HOME) / "calendars"
    try:
        changed = folder.stat().st_mtime_ns
    except FileNotFoundError:
        return _calendar(None, 0)
    return _calendar(folder, changed)


@lru_cache(maxsize=2)
def _calendar(folder: Path | None, changed: int) -> Calendar:
    return load_calendar([folder] if folder else [])
