"""Which law applies: the working calendar of this installation and the conventions an agency has chosen.

The calendar is the packaged notices merged with ``GONGKAI_HOME/calendars/*.json``; it is read once per process and again when
that folder changes. Conventions are dated settings, inherited down the tree.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from gongkai.agencies.models import Agency, AgencySetting
from gongkai.agencies.settings import SETTINGS, Setting, setting_of
from gongkai.law.calendar import Calendar
from gongkai.law.conventions import DEFAULTS, Conventions, SuspensionBegins
from gongkai.law.holiday_notices import load_calendar

NUMBER_PATTERN = Setting(
    "requests.number_pattern",
    "{code}{year}-{serial:04d}",
    "申请编号规则",
    "how request numbers are written: {code} the agency's code in capitals, {year}, {serial}; e.g. WX{year}-{serial:04d}",
)
CONVENTIONS = Setting(
    "law.conventions",
    {},
    "法律未规定事项的约定",
    'changed conventions, e.g. {"days": {"correction_period": 15}, "suspension_begins": "RECEIPT"}',
)
RETENTION_YEARS = Setting(
    "requests.retention_years",
    {"usual": 10, "litigated": 30},
    "依申请公开档案保管年限",
    "years a closed case is kept, by the agency's approved table",
)
STATISTICS_OPEN = Setting(
    "requests.statistics_open",
    False,
    "依申请公开数据向公众展示",
    "the portal shows how many requests the area received and closed in the current year",
)
for _setting in (NUMBER_PATTERN, CONVENTIONS, RETENTION_YEARS, STATISTICS_OPEN):
    SETTINGS.setdefault(_setting.name, _setting)


def working_calendar() -> Calendar:
    """The calendar every date of this process is computed with."""
    folder = Path(settings.GONGKAI_HOME) / "calendars"
    try:
        changed = folder.stat().st_mtime_ns
    except FileNotFoundError:
        return _calendar(None, 0)
    return _calendar(folder, changed)


@lru_cache(maxsize=2)
def _calendar(folder: Path | None, changed: int) -> Calendar:
    return load_calendar([folder] if folder else [])


def conventions_of(agency: Agency, day: date) -> Conventions:
    """The conventions in force for an agency on a day."""
    chosen: dict[str, Any] = setting_of(agency, CONVENTIONS.name, day)
    return read_conventions(chosen) if chosen else DEFAULTS


def conventions_of_many() -> Callable[[Agency, date], Conventions]:
    """``conventions_of`` for many requests at once: every choice ever made is read one time, there are few."""
    rows = AgencySetting.objects.filter(name=CONVENTIONS.name).select_related("agency")
    made = sorted(rows, key=lambda row: (len(row.agency.path), row.since, row.recorded_at))

    def find(agency: Agency, day: date) -> Conventions:
        fitting = [row for row in made if row.since <= day and agency.path.startswith(row.agency.path)]
        return read_conventions(fitting[-1].value) if fitting and fitting[-1].value else DEFAULTS

    return find


def read_conventions(chosen: dict[str, Any]) -> Conventions:
    """Raises LawError or ValueError for a choice that is none."""
    return Conventions(
        days=tuple(sorted(dict(chosen.get("days", {})).items())),
        suspension_begins=SuspensionBegins(chosen.get("suspension_begins", DEFAULTS.suspension_begins)),
        restart_keeps_extension=bool(chosen.get("restart_keeps_extension", True)),
    )


def rules_name(calendar: Calendar, conventions: Conventions) -> str:
    """What a stored day was computed with: digest of the calendar and version of the conventions."""
    return f"{calendar.digest[:16]}/{conventions.version}"
