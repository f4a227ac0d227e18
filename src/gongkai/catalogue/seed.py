"""Put the columns every portal has into the database, once each; columns that are there stay as they are."""

from __future__ import annotations

from typing import Any

from gongkai.catalogue.columns import COLUMNS


def seed_columns(model: type[Any], using: str = "default") -> int:
    """Add what is missing of ``columns.COLUMNS`` to the table of ``Column`` and return how many rows that were.

    ``apps.py`` runs it after every migrate, so that a new release brings its columns.
    """
    known = set(model.objects.using(using).values_list("code", flat=True))
    fresh = [
        model(
            code=row.code, name=row.name, parent_id=row.parent or None, place=place, statutory=row.statutory,
            column_type=row.column_type, content=row.content, basis=str(row.basis or ""),
            stale_after_days=row.stale_after_days,
        )
        for place, row in enumerate(COLUMNS, 1)
        if row.code not in known
    ]  # fmt: skip
    model.objects.using(using).bulk_create(fresh)
    return len(fresh)
