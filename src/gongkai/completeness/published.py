"""Published items as the matrices read them: a few columns from one index (``catalogue_item_shown``), not whole records with their texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from gongkai.catalogue.kinds import KINDS, ItemKind
from gongkai.catalogue.models import Item


class PublishedItem(NamedTuple):
    """An item's own columns, under their names."""

    id: int
    agency_id: int
    kind: str
    column_id: str
    title: str
    formed_on: date | None
    published_on: date
    publication_id: int

    @property
    def rules(self) -> ItemKind:
        """What its kind asks for."""
        return KINDS[self.kind]


def published(rows: QuerySet[Item]) -> Iterator[PublishedItem]:
    """Those of ``rows`` that are public, in their order."""
    found = rows.filter(state=Item.State.PUBLISHED).values_list(*PublishedItem._fields)
    return map(PublishedItem._make, found.iterator(chunk_size=2000))
