"""What an officer may see: the checks of the own agency, and what it settled."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.rights import ids_written_for
from gongkai.audit.acts import Act
from gongkai.report_checks.models import CheckBatch, CheckedReport, Settlement


def batches_seen_by(act: Act) -> QuerySet[CheckBatch]:
    """Newest first."""
    rows = CheckBatch.objects.filter(agency_id__in=ids_written_for(act)).select_related("job", "agency")
    return rows.order_by("-uploaded_at", "-id")


def batch_seen_by(act: Act, key: int) -> CheckBatch:
    found = batches_seen_by(act).filter(pk=key).first()
    if found is None:
        raise NotFound([Reason("batch", "没有这次审查")])
    return found


def report_seen_by(act: Act, key: int) -> CheckedReport:
    rows = CheckedReport.objects.filter(batch__agency_id__in=ids_written_for(act)).select_related(
        "batch__agency", "file"
    )
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotFound([Reason("report", "没有这份审查的报告")])
    return found


def settled_for(agency_id: int, issuer: str, year: int | None) -> dict[str, Settlement]:
    """What was settled of an issuer's report of a year, by the key of the finding."""
    rows = Settlement.objects.filter(agency_id=agency_id, issuer=issuer, year=year)
    return {one.key: one for one in rows}


def settled_in(batch: CheckBatch) -> dict[tuple[str, int | None, str], Settlement]:
    """The same for a whole batch, by issuer, year and key."""
    issuers = {report.issuer for report in batch.reports.all()}
    rows = Settlement.objects.filter(agency_id=batch.agency_id, issuer__in=issuers)
    return {(one.issuer, one.year, one.key): one for one in rows}
