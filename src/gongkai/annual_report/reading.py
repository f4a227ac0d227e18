"""Which reports and sheets an officer may read."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import visible_agency_ids
from gongkai.annual_report.models import AnnualReport, ReportVersion, Sheet, SheetState
from gongkai.audit.acts import Act


def visible_reports(act: Act) -> list[AnnualReport]:
    """Reports of the agencies this act may read, latest year first."""
    rows = AnnualReport.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("agency")
    return list(rows.order_by("-year", "agency__path", "scope"))


def visible_report(act: Act, report_id: int) -> AnnualReport:
    """One report. Raises NotFound when there is none this officer may see."""
    found = (
        AnnualReport.objects.filter(pk=report_id, agency_id__in=visible_agency_ids(act))
        .select_related("agency")
        .first()
    )
    if found is None:
        raise NotFound([Reason("report", "没有这份年度报告")])
    return found


def versions_of(report: AnnualReport) -> list[ReportVersion]:
    return list(report.versions.order_by("-number"))


def visible_sheets(act: Act, waiting_only: bool = False) -> list[Sheet]:
    """Returns and opening balances of the agencies this act may read, those that wait first."""
    rows = Sheet.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("agency", "scan")
    if waiting_only:
        rows = rows.filter(state=SheetState.HANDED_IN)
    return sorted(rows.order_by("-recorded_at")[:200], key=lambda sheet: sheet.state != SheetState.HANDED_IN)


def visible_sheet(act: Act, sheet_id: int) -> Sheet:
    """One sheet. Raises NotFound when there is none this officer may see."""
    found = (
        Sheet.objects.filter(pk=sheet_id, agency_id__in=visible_agency_ids(act))
        .select_related("agency", "scan")
        .first()
    )
    if found is None:
        raise NotFound([Reason("sheet", "没有这份填报表")])
    return found


def agencies_written_for(act: Act) -> Sequence[Agency]:
    """The agencies in whose name this act may begin a report or hand in figures: the own one and its government."""
    ids = [pk for pk in (act.agency_id, *act.works_for) if pk is not None]
    return list(Agency.objects.filter(pk__in=ids).order_by("path"))
