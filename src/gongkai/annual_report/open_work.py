"""Annual reports being written, and sheets (opening balances, settlements, monthly returns) that wait or were sent back."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from gongkai.agencies.in_hand import kept_in_hand
from gongkai.agencies.models import AgencyKind
from gongkai.agencies.open_work import Piece
from gongkai.agencies.roles import Role
from gongkai.annual_report.models import AnnualReport, ReportState, Sheet, SheetState
from gongkai.law.limits import rows_of

_DONE = (ReportState.PUBLISHED, ReportState.CORRECTED)
_GOVERNMENTS = (AgencyKind.COUNTY_GOVERNMENT, AgencyKind.CITY_GOVERNMENT, AgencyKind.PROVINCE_GOVERNMENT)


def reports(keys: Collection[int]) -> Iterator[Piece]:
    """Due with the others of the year after: departments by 31 January, governments by 31 March (REG 49)."""
    for one in AnnualReport.objects.filter(pk__in=keys).exclude(state__in=_DONE).select_related("agency"):
        limit = rows_of("government_report" if one.agency.kind in _GOVERNMENTS else "department_report")[0]
        month, day = divmod(limit.amount, 100)
        yield Piece(one.pk, one.title, one.get_state_display(), date(one.year + 1, month, day))


def sheets(keys: Collection[int]) -> Iterator[Piece]:
    open_now = Sheet.objects.filter(pk__in=keys, state__in=(SheetState.HANDED_IN, SheetState.SENT_BACK))
    for one in open_now.select_related("agency").defer("values", "months").order_by("recorded_at", "id"):
        later = Sheet.objects.filter(
            kind=one.kind, agency_id=one.agency_id, year=one.year, stock=one.stock, recorded_at__gt=one.recorded_at
        )
        if one.state == SheetState.HANDED_IN or not later.exists():
            yield Piece(one.pk, f"{one.agency.name}{one.year}年{one.get_kind_display()}", one.get_state_display())


OPEN_WORK = (
    kept_in_hand(
        "annual_report.report", "年度报告编制", "部门和乡镇1月31日前、县级以上人民政府主管部门3月31日前公布（《条例》第四十九条）", reports,
        Role.DRAFTER,
    ),
    kept_in_hand("annual_report.sheet", "填报表、期初数", "由另一人确认后才计入年报；退回的修改后重新提交", sheets, Role.DRAFTER),
)  # fmt: skip
