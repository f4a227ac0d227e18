"""The categories of REG 20 with the number of items published in each."""

from __future__ import annotations

from gongkai.catalogue.columns import COLUMNS, CONTENT, ColumnRow, codes_below
from gongkai.editions.selectors import columns_with_counts
from gongkai.portal.at_hand import at_hand


@at_hand
def categories() -> list[tuple[ColumnRow, int]]:
    counts = columns_with_counts()
    return [
        (column, sum(counts.get(code, 0) for code in codes_below(column.code)))
        for column in COLUMNS
        if column.parent == CONTENT
    ]
