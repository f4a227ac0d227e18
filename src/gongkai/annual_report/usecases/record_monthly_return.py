"""Record a unit's return of decisions and charges by month (按月填报), with its stamped scan.

A unit that keeps its rows to itself says, month by month, how many there were. The year's figure so far is the sum of the months
and is handed in as any return: a second person accepts it, it counts instead of the unit's records (ADR 0006), and the sheet with
one month more supersedes it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import may_see, require
from gongkai.agencies.roles import Role
from gongkai.annual_report.bindings import label_of
from gongkai.annual_report.models import Sheet, SheetKind
from gongkai.annual_report.sheets import source_reasons, value_reasons, year_reasons
from gongkai.annual_report.usecases.hand_in import hand_in
from gongkai.audit.acts import Act

MONTHLY = (
    "table2.art20_5.permits.decisions",
    "table2.art20_6.penalties.decisions",
    "table2.art20_6.coercion.decisions",
    "table2.art20_8.charges.amount_wan_yuan",
)
"""The cells a unit may return by month: decisions made, and charges collected in 万元."""
Months = Mapping[str, Sequence[str]]


def record_monthly_return(
    *, act: Act, agency: Agency, year: int, months: Months, source: str, scan_name: str, scan: bytes
) -> Sheet:
    """``months`` maps a cell to its values from January on, as typed; a blank is a month not told yet.

    Raises NotAllowed, Refused (a gap between months, a month that is not over, no number, no scan).
    """
    if Role.SUPERVISOR not in act.roles or not may_see(act, agency.id):
        require(act, Role.DRAFTER, agency_id=agency.id)
    told = {cell: values for cell, given in months.items() if (values := _without_tail(given))}
    refuse_if([*year_reasons(year, act.today), *source_reasons(source), *_reasons(told, year, act.today)])
    last = max(len(values) for values in told.values())
    sums = {cell: f"{sum(map(Decimal, values)):f}" for cell, values in told.items()}
    with transaction.atomic():
        return hand_in(
            act, SheetKind.RETURN, agency, year, sums, source,
            happened_on=date(year, last, monthrange(year, last)[1]), scan_name=scan_name, scan=scan, months=told,
        )  # fmt: skip


def _without_tail(given: Sequence[str]) -> list[str]:
    """The months up to the last one told."""
    values = [str(value).strip() for value in given][:12]
    while values and not values[-1]:
        values.pop()
    return values


def _reasons(told: Months, year: int, today: date) -> Iterator[Reason]:
    if not told:
        yield Reason("months", "没有填写任何月份；没有发生的填 0（零报告）")
    over = 12 if year < today.year else today.month - 1
    for cell, values in told.items():
        if cell not in MONTHLY:
            yield Reason(cell, f"“{cell}”不能按月填报；可填 {'、'.join(map(label_of, MONTHLY))}")
            continue
        if len(values) > over:
            yield Reason(cell, f"{label_of(cell)}：{len(values)}月还没有结束；本年可填到{over}月")
        for month, value in enumerate(values, 1):
            if not value:
                yield Reason(cell, f"{label_of(cell)}：{month}月没有填写；没有发生的填 0")
            else:
                for fault in value_reasons({cell: value}, MONTHLY):
                    yield Reason(cell, f"{month}月{fault.text}")
