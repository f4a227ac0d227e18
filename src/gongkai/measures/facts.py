"""Counted facts: what happened on which legal day, since when the system knew it, until when it held.

A fact is never changed. A correction closes the old row (``superseded_at``, set once) and writes a new one; a figure as of
day D counts rows that happened by D, were recorded by the end of D, and were not superseded by the end of D.
"""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from gongkai.clock import end_of_day


class FactQuerySet(models.QuerySet):  # type: ignore[type-arg]  # generic in the stubs only
    def known_at(self, day: date) -> Self:
        """Rows recorded by the end of ``day`` and not superseded by then, whatever their legal day."""
        moment = end_of_day(day)
        return self.filter(Q(superseded_at__isnull=True) | Q(superseded_at__gte=moment), recorded_at__lt=moment)

    def happened(self, first: date, last: date) -> Self:
        return self.filter(happened_on__gte=first, happened_on__lte=last)

    def current(self) -> Self:
        return self.filter(superseded_at__isnull=True)


class Fact(models.Model):
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True
