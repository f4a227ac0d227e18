"""Opening balances over the years: what was there at the start, what has left since, what is still there.

A stock is entered once, for the start of a year. It stays until settlements take it away, each on its day into its cell: a
carried-in request into a row of results, a document into 本年废止件数, a pending case into a result of table 4. What is left at
the end of a year stands in its closing cell (结转下年度, 现行有效, 尚未审结) and again at the start of the next. A later opening of the
same agency and stock replaces an earlier one from its year on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from gongkai.annual_report.models import ReportedPart, SheetKind
from gongkai.law.annual_report.rows import CATEGORY_COLUMNS, RESULT_ROWS, TABLE4_BLOCKS


@dataclass(frozen=True, slots=True)
class Stock:
    """``key`` is the cell an opening is entered under; ``start`` and ``end`` are where it shows; ``outlets`` where it may go."""

    key: str
    start: str | None
    end: str
    outlets: tuple[str, ...]


def _stocks() -> Iterator[Stock]:
    for column in CATEGORY_COLUMNS:
        results = tuple(f"table3.{row.key}.{column}" for row in RESULT_ROWS)
        key = f"table3.carried_in.{column}"
        yield Stock(key, key, f"table3.carried_out.{column}", results)
    for kind in ("rules", "normative_documents"):
        row = f"table2.art20_1.{kind}"
        before = "derived.normative_documents_in_force_previous_year" if kind == "normative_documents" else None
        yield Stock(f"{row}.in_force", before, f"{row}.in_force", (f"{row}.abolished",))
    for block in TABLE4_BLOCKS:
        outlets = tuple(f"table4.{block.key}.{result}" for result in ("upheld", "corrected", "other_result"))
        yield Stock(f"table4.{block.key}.pending", None, f"table4.{block.key}.pending", outlets)


STOCKS = MappingProxyType({stock.key: stock for stock in _stocks()})


def opening_shares(parts: list[ReportedPart], year: int, as_of: date) -> dict[str, dict[int, Decimal]]:
    """Opening parts per cell and agency in the report of ``year``, from the parts known on ``as_of``."""
    shares: defaultdict[str, defaultdict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    first, last = date(year, 1, 1), min(date(year, 12, 31), as_of)
    for (agency_id, key), opening in _openings(parts, year).items():
        stock, at_start = STOCKS[key], opening.value
        at_end = at_start
        for out in _settlements(parts, opening, last):
            at_end -= out.value
            if out.happened_on < first:
                at_start -= out.value
            else:
                shares[out.cell][agency_id] += out.value
        if stock.start is not None:
            shares[stock.start][agency_id] += at_start
        shares[stock.end][agency_id] += at_end
    return {cell: dict(by_agency) for cell, by_agency in shares.items()}


def stocks_at_start(parts: list[ReportedPart], year: int) -> dict[str, dict[int, Decimal]]:
    """What was still there when the year began, per closing cell of the year before."""
    before, shares = date(year - 1, 12, 31), defaultdict[str, dict[int, Decimal]](dict)
    for (agency_id, key), opening in _openings(parts, year).items():
        shares[STOCKS[key].end][agency_id] = left_of(opening, parts, before)
    return dict(shares)


def left_of(opening: ReportedPart, parts: list[ReportedPart], day: date) -> Decimal:
    """How much of an opening balance is still there at the end of ``day``."""
    return opening.value - sum((out.value for out in _settlements(parts, opening, day)), Decimal(0))


def _openings(parts: list[ReportedPart], year: int) -> dict[tuple[int, str], ReportedPart]:
    latest: dict[tuple[int, str], ReportedPart] = {}
    for part in sorted(parts, key=lambda part: part.year):
        if part.kind == SheetKind.OPENING and part.year <= year:
            latest[part.agency_id, part.cell] = part
    return latest


def _settlements(parts: list[ReportedPart], opening: ReportedPart, until: date) -> Iterator[ReportedPart]:
    for part in parts:
        is_of = part.kind == SheetKind.SETTLEMENT and (part.agency_id, part.stock) == (opening.agency_id, opening.cell)
        if is_of and date(opening.year, 1, 1) <= part.happened_on <= until:
            yield part
