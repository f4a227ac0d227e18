"""What citizens read of reports: the published editions, by agency and year, and the figures of the day they were approved for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from gongkai.agencies.models import Agency
from gongkai.agencies.tree import scope_ids
from gongkai.annual_report.assess import assess
from gongkai.annual_report.compute import Asked, Report, compute
from gongkai.annual_report.document import Document, from_payload
from gongkai.annual_report.usecases.publish_report import COLUMN
from gongkai.clock import legal_day
from gongkai.editions.models import Edition, Publication
from gongkai.law.annual_report.findings import Finding


@dataclass(frozen=True, slots=True)
class PublicReport:
    """A published report as its current edition has it."""

    publication: Publication
    edition: Edition
    document: Document

    @property
    def agency(self) -> Agency:
        return self.publication.agency

    @property
    def published_on(self) -> date:
        return legal_day(self.publication.first_published_at)

    @property
    def address(self) -> str:
        return f"/zfxxgk/nb/{self.document.year}/?organ={self.agency.code}"

    def figure_address(self, key: str) -> str:
        return f"/zfxxgk/nb/{self.document.year}/{key}/?organ={self.agency.code}"


def published_reports(agency_ids: Collection[int] = (), year: int | None = None) -> list[PublicReport]:
    """Published reports, latest year first, governments before their departments."""
    rows = Publication.objects.filter(state=Publication.State.PUBLISHED, column=COLUMN).select_related(
        "agency", "current"
    )
    if agency_ids:
        rows = rows.filter(agency_id__in=agency_ids)
    if year is not None:
        rows = rows.filter(current__payload__document__year=year)
    found = [
        PublicReport(row, row.current, from_payload(row.current.payload["document"])) for row in rows if row.current
    ]
    return sorted(found, key=lambda report: (-report.document.year, report.agency.path))


def asked_of(report: PublicReport) -> Asked:
    """Whose records the published figures count, as of which day."""
    document = report.document
    agency_ids = scope_ids(report.agency, document.scope)
    return Asked(report.agency, document.year, document.scope, document.as_of, agency_ids)


def recomputed(report: PublicReport, today: date) -> tuple[Report, list[Finding]]:
    """The same report computed anew as of its day: by idea 1 the same figures, now with their parts."""
    document = report.document
    computed = compute(report.agency, document.year, document.scope, document.as_of, today=today)
    return computed, assess(computed)
