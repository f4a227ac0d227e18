"""By when an item is to be public, and an interpretation to follow: computed when read, explained step by step."""

from __future__ import annotations

from datetime import date

from gongkai.agencies.conventions import ConventionsThrough, conventions_on
from gongkai.agencies.models import Agency
from gongkai.catalogue.models import Item
from gongkai.law.calendar import Calendar
from gongkai.law.explain import Due
from gongkai.law.single_limit import single_limit


def publication_due(item: Item, calendar: Calendar) -> Due | None:
    """REG 26, or the special limit of its kind, from the day the information was formed; None while that day is unknown."""
    if item.formed_on is None:
        return None
    return single_limit(item.rules.limit, item.formed_on, calendar)


def interpretation_due(item: Item, calendar: Calendar, chosen: ConventionsThrough | None = None) -> Due | None:
    """When the interpretation of a published document is to be out; None for kinds that need none.

    A convention: the days the agency had chosen when the document came out. A list hands in one ``chosen`` for all its rows.
    """
    if item.published_on is None or not item.rules.interpretable:
        return None
    conventions = (chosen or ConventionsThrough()).on(item.agency, item.published_on)
    return single_limit("interpretation", item.published_on, calendar, conventions)


def published_in_time(item: Item, calendar: Calendar, today: date) -> bool | None:
    """For the rate of 主动公开 on time; None where no limit runs. An item not yet out is late once its day has passed."""
    due = publication_due(item, calendar)
    if due is None:
        return None
    return (item.published_on or today) <= due.day


def afterwards_due(agency: Agency, handed_in: date, calendar: Calendar) -> Due:
    """By when an urgent publication is to be approved afterwards: 24 hours, a convention the agency may change."""
    return single_limit("urgent_approval", handed_in, calendar, conventions_on(agency, handed_in))
