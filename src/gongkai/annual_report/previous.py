"""Figures of the year before, for the identities that look back: from its frozen report, else from records, else unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongkai.annual_report.bindings import TALLIES, Tally
from gongkai.annual_report.compute import Report
from gongkai.annual_report.counting import Lookup, count_cells
from gongkai.annual_report.models import ReportVersion
from gongkai.annual_report.openings import STOCKS, stocks_at_start
from gongkai.annual_report.parts import Number, Returned, add_up, join_parts, returned_parts
from gongkai.clock import end_of_day
from gongkai.law.annual_report.figures import Figure, read_figures
from gongkai.law.annual_report.sums import fill_sums
from gongkai.measures.registry import measure as registered_measure

# What must have left a trace in the year before, so that its closing stock is known rather than merely empty.
_EVIDENCE = {
    "table3.": ("requests.received", "requests.closed"),
    "table2.art20_1.": ("catalogue.documents_issued", "catalogue.documents_in_force"),
    "table4.": ("remedies.concluded", "remedies.pending"),
}
_CLOSING = {
    "table3.": "requests.carried_out",
    "table2.art20_1.": "catalogue.documents_in_force",
    "table4.": "remedies.pending",
}


def previous_figures(report: Report, lookup: Lookup = registered_measure) -> dict[str, Figure] | None:
    """Figures of the year before as they were known on the report's day, or None where nothing is known of it."""
    return _frozen(report) or _from_records(report, lookup)


def _frozen(report: Report) -> dict[str, Figure] | None:
    version = (
        ReportVersion.objects.filter(
            report__agency=report.agency,
            report__year=report.year - 1,
            report__scope=report.scope,
            approved_at__lt=end_of_day(report.as_of),
        )
        .order_by("-number")
        .first()
    )
    return read_figures(version.figures) if version else None


def _from_records(report: Report, lookup: Lookup) -> dict[str, Figure] | None:
    year = report.year - 1
    opening = stocks_at_start(list(report.balances), report.year)
    ends = [stock.end for stock in STOCKS.values()]
    returned = returned_parts(report.agency_ids, year, report.as_of, report.scope, ends)
    wanted = {name for names in (*_EVIDENCE.values(), tuple(_CLOSING.values())) for name in names}
    counts = count_cells(report.agency_ids, year, report.as_of, _tallies(wanted), lookup)
    known: dict[str, Figure] = {}
    for block, names in _EVIDENCE.items():
        keys = [stock.end for stock in STOCKS.values() if stock.end.startswith(block)]
        traces = [key for tally in _tallies(names) for key in tally.keys if key in counts.by_cell]
        if (
            traces
            or any(key in opening for key in keys)
            or any(key in given for key in keys for given in (returned.own, returned.area))
        ):
            known.update({key: _closing(key, counts.by_cell, opening, returned) for key in keys})
    return fill_sums(known) if known else None


def _tallies(names: Iterable[str]) -> list[Tally]:
    wanted = set(names)
    return [tally for tally in TALLIES if tally.measure in wanted and not tally.previous_year]


def _closing(
    key: str,
    computed: Mapping[str, Mapping[int, Number]],
    opening: Mapping[str, Mapping[int, Number]],
    returned: Returned,
) -> int:
    """A closing stock of the year before: returned where a unit returned it, else computed and opening together."""
    one = {key: computed.get(key, {})}, {key: opening.get(key, {})}
    return int(add_up(join_parts(*one, returned).get(key, ()), "件"))
