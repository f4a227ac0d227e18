"""The conventions of an agency on a day: the numbers of days it, or an agency above it, has changed (``law.conventions``)."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.agencies.models import Agency
from gongkai.agencies.settings import LIMIT_SETTINGS, choices, chosen
from gongkai.law.conventions import DEFAULTS, Conventions, conventions_from


class ConventionsThrough:
    """The conventions of agencies on many days, for lists: what an agency ever chose is asked for once."""

    def __init__(self) -> None:
        self._choices: dict[int, list[tuple[date, str, Any]]] = {}
        self._known: dict[tuple[int, date], Conventions] = {}

    def on(self, agency: Agency, day: date) -> Conventions:
        key = (agency.pk, day)
        if key not in self._known:
            if agency.pk not in self._choices:
                self._choices[agency.pk] = choices(agency, tuple(LIMIT_SETTINGS))
            numbers = {name: int(value) for since, name, value in self._choices[agency.pk] if since <= day}
            self._known[key] = conventions_from(numbers) if numbers else DEFAULTS
        return self._known[key]


def conventions_on(agency: Agency, day: date) -> Conventions:
    """One query; the defaults of ``law/limits.py`` where nothing was chosen."""
    numbers = {name: int(value) for name, value in chosen(agency, tuple(LIMIT_SETTINGS), day).items()}
    return conventions_from(numbers) if numbers else DEFAULTS
