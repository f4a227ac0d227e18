"""The categories of REG 20 with the number of items published in each."""

from __future__ import annotations

from gongkai.catalogue.columns import COLUMNS, CONTENT, ColumnRow
from gongkai.editions.selectors import columns_with_counts


def below(code: str) -> set[str]:
    """A column and everything under it."""
    found = {code}
    for column in COLUMNS:  # parents stand before their children in the table
        if column.parent in found:
            found.add(column.code)
    return found


def categories() -> list[tuple[ColumnRow, int]]:
    counts = columns_with_counts()
    return [
        (column, sum(counts.get(code, 0) for code in below(column.code)))
        for column in COLUMNS
        if column.parent == CONTENT
    ]
