"""Enter an opening balance, and what became of something in it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.agencies.errors import refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.annual_report.models import Sheet, SheetKind
from gongkai.annual_report.openings import STOCKS
from gongkai.annual_report.sheets import (
    Given,
    read_values,
    settlement_reasons,
    source_reasons,
    value_reasons,
    year_reasons,
)
from gongkai.annual_report.usecases.hand_in import hand_in
from gongkai.audit.acts import Act


def enter_opening(
    *, act: Act, agency: Agency, year: int, values: Given, source: str, scan_name: str = "", scan: bytes | None = None
) -> Sheet:
    """Hand in what the agency had at the start of ``year`` and keeps no records of: counts when another person accepts it.

    ``values`` by closing-stock cell: carried-in requests, documents in force, pending cases (``openings.STOCKS``). Only what is
    not registered as a record belongs here: both would add.
    """
    require(act, Role.DRAFTER, agency_id=agency.id)
    read = read_values(values)
    refuse_if([*year_reasons(year, act.today), *source_reasons(source), *value_reasons(read, STOCKS)])
    with transaction.atomic():
        return hand_in(
            act,
            SheetKind.OPENING,
            agency,
            year,
            read,
            source,
            happened_on=date(year, 1, 1),
            scan_name=scan_name,
            scan=scan,
        )


def settle_opening(
    *, act: Act, agency: Agency, stock: str, into: str, on: date, source: str, count: int = 1
) -> Sheet:  # fmt: skip
    """Hand in that ``count`` of an opening balance ended on a day: a carried-in request answered, a document repealed."""
    require(act, Role.DRAFTER, agency_id=agency.id)
    read = read_values({into: count})
    known = STOCKS[stock].outlets if stock in STOCKS else ()
    refuse_if(
        [
            *settlement_reasons(stock, into, on, act.today),
            *source_reasons(source),
            *(value_reasons(read, known) if into in known else ()),
        ]
    )
    with transaction.atomic():
        return hand_in(act, SheetKind.SETTLEMENT, agency, on.year, read, source, happened_on=on, stock=stock)
