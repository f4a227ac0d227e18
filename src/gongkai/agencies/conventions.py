"""The conventions of an agency on a day: the numbers of days it, or an agency above it, has changed (``law.conventions``)."""

from __future__ import annotations

from datetime import date

from gongkai.agencies.models import Agency
from gongkai.agencies.settings import LIMIT_SETTINGS, chosen
from gongkai.law.conventions import DEFAULTS, Conventions, conventions_from


def conventions_on(agency: Agency, day: date) -> Conventions:
    """One query; the defaults of ``law/limits.py`` where nothing was chosen."""
    numbers = {name: int(value) for name, value in chosen(agency, tuple(LIMIT_SETTINGS), day).items()}
    return conventions_from(numbers) if numbers else DEFAULTS
