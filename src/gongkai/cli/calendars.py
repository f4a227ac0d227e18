"""The working calendar of this office: the packaged holiday notices and those in GONGKAI_HOME/calendars."""

from __future__ import annotations

from gongkai.keyring import data_folder
from gongkai.law.calendar import Calendar
from gongkai.law.holiday_notices import load_calendar, packaged_calendar


def office_calendar() -> Calendar:
    """Raises CalendarError naming the file and what would be right."""
    folder = data_folder() / "calendars"
    return load_calendar([folder]) if folder.is_dir() else packaged_calendar()
