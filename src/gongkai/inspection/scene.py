"""What one run looks at, read once: the area's columns, items, letters and accounts as of a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Max

from gongkai.agencies.models import Agency
from gongkai.agencies.tree import area_ids
from gongkai.catalogue.columns import GUIDE, RULES, TOPICS
from gongkai.catalogue.models import Column
from gongkai.clock import end_of_day, legal_day
from gongkai.editions.models import Publication
from gongkai.measures.registry import Question, measure

# The portal itself makes the pages of these columns from the records of the agencies; they are never empty.
MADE_BY_THE_PORTAL = frozenset({GUIDE, RULES})
# What these columns show are ledgers, not items.
# Columns the portal does not show while there is nothing in them.
SHOWN_WHEN_FILLED = frozenset({TOPICS})
FED_BY_MEASURES = {"A20-05": "decisions.permits", "A20-06": "decisions.penalties"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a rule found about one subject. ``subject`` names it within its kind; ``agency_id`` is who has to act; ``value`` is compared.

    ``threshold`` replaces that of the rule where it depends on the subject (three months from a letter's own day).
    """

    subject: str
    title: str
    agency_id: int
    value: float
    details: dict[str, Any] = field(default_factory=dict)
    address: str = ""
    threshold: float | None = None


@dataclass(frozen=True)
class Scene:
    """The site of one government and everything in its area, as of the end of ``today``."""

    government: Agency
    today: date

    @cached_property
    def agency_ids(self) -> tuple[int, ...]:
        return area_ids(self.government)

    @cached_property
    def columns(self) -> dict[str, Column]:
        rows = Column.objects.filter(closed_on__isnull=True).order_by("place")
        return {row.code: row for row in rows if row.agency_id is None or row.agency_id in self.agency_ids}

    @cached_property
    def children(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self.columns.values():
            if row.parent_id is not None:
                found.setdefault(row.parent_id, []).append(row.code)
        return found

    @cached_property
    def _own_updates(self) -> dict[str, date]:
        rows = Publication.objects.filter(
            state=Publication.State.PUBLISHED, agency_id__in=self.agency_ids,
            first_published_at__lt=end_of_day(self.today),
        )  # fmt: skip
        latest = rows.order_by().values_list("column").annotate(last=Max("first_published_at"))
        return {code: legal_day(moment) for code, moment in latest}

    def last_update(self, code: str) -> date | None:
        """The day something last appeared in a column or below it; None for an empty one."""
        days = [self._own_updates.get(code), *(self.last_update(child) for child in self.children.get(code, ()))]
        return max((day for day in days if day is not None), default=None)

    @property
    def last_update_anywhere(self) -> date | None:
        return max(self._own_updates.values(), default=None)

    def is_filled(self, code: str) -> bool:
        if code in MADE_BY_THE_PORTAL | SHOWN_WHEN_FILLED or self.last_update(code) is not None:
            return True
        name = FED_BY_MEASURES.get(code)
        if name is None:
            return False
        year_ago = self.today - timedelta(days=365)
        return measure(name).records(Question(self.agency_ids, year_ago, self.today, self.today)).exists()

    @cached_property
    def empty_leaves(self) -> tuple[Column, ...]:
        """Columns without columns below them that show nothing."""
        return tuple(
            row for code, row in self.columns.items() if not self.children.get(code) and not self.is_filled(code)
        )

    def stale(self, windows: Collection[int]) -> list[tuple[Column, int, date]]:
        """Columns of these windows that show something: each with the days since its last update."""
        found = []
        for code, row in self.columns.items():
            last = self.last_update(code)
            if row.stale_after_days in windows and last is not None:
                found.append((row, (self.today - last).days, last))
        return found
