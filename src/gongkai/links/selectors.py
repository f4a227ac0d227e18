"""Reads of this room."""

from __future__ import annotations

from gongkai.editions.models import Publication
from gongkai.links.models import Tie


def ties_of(source: Publication | None) -> list[Tie]:
    """The documents tied to a consultation or an interview."""
    if source is None:
        return []
    return list(Tie.objects.filter(source=source).select_related("document").order_by("id"))
