"""Frozen versions recomputed as of their day, and the identities of every agency's latest report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.models import Agency
from gongkai.annual_report.assess import assess
from gongkai.annual_report.bindings import label_of
from gongkai.annual_report.compute import Report, compute, default_scope
from gongkai.annual_report.document import json_figures
from gongkai.annual_report.models import AnnualReport, ReportVersion
from gongkai.annual_report.proofs import broken
from gongkai.annual_report.standing import standing_of
from gongkai.annual_report.usecases.publish_report import SUBJECT, payload_of
from gongkai.audit.damage import Damage
from gongkai.clock import legal_day
from gongkai.editions.models import Edition
from gongkai.law.annual_report.findings import Finding, Severity
from gongkai.law.annual_report.form import DEFINITIONS_VERSION


@dataclass(frozen=True, slots=True)
class Assessment:
    """The identities of one report. ``explained`` are the warnings (identity, place) somebody gave a reason for."""

    agency_code: str
    year: int
    scope: str
    as_of: date
    findings: tuple[Finding, ...]
    explained: frozenset[tuple[str, str]] = frozenset()

    @property
    def place(self) -> str:
        return f"{self.agency_code} {self.year} {self.scope}"

    def is_wrong(self, finding: Finding) -> bool:
        """A failing error, or a failing warning nobody explained."""
        explained = finding.severity is Severity.WARNING and (finding.id, finding.scope) in self.explained
        return finding.holds is False and not explained


def broken_versions(today: date) -> Iterator[Damage]:
    """Frozen figures that their records, as they were known on the frozen day, no longer give, proofs that do not hold,
    and public editions that say something else.

    Figures frozen under other definitions are proven by their records only: they were computed by other rules.
    """
    for version in ReportVersion.objects.select_related("report__agency").order_by("report_id", "number"):
        annual = version.report
        place = f"{annual.agency.code} {annual.year} {annual.scope}, version {version.number}"
        report = compute(annual.agency, annual.year, annual.scope, version.as_of, today=max(today, version.as_of))
        if version.definitions_version == DEFINITIONS_VERSION:
            for key, was, now in _differences(version, report):
                text = f"{label_of(key)} was frozen as {was}, recomputed it is {now}"
                yield Damage(place, f"{key}: {text}{_same_day(version)}")
        for key in broken(version, report.agency_ids):
            yield Damage(place, f"{key}: the records behind it are not those it was frozen with{_same_day(version)}")
        if version.published_at is not None and not _is_published_as_frozen(version):
            yield Damage(place, "the public edition is not what was frozen")


def _is_published_as_frozen(version: ReportVersion) -> bool:
    """A purged edition, which has no salt, says nothing any more."""
    edition = Edition.objects.filter(
        publication__subject_kind=SUBJECT, publication__subject_id=version.report_id, number=version.number
    ).first()
    return edition is not None and (not edition.salt or edition.payload == payload_of(version))


def _differences(version: ReportVersion, report: Report) -> Iterator[tuple[str, object, object]]:
    """Figures whose exact or shown value is another now, once each."""
    exact = json_figures({key: figure.exact for key, figure in report.figures.items()})
    shown = json_figures({key: figure.value for key, figure in report.figures.items()})
    for key in sorted({*exact, *version.exact, *version.figures}):
        for was, now in ((version.exact.get(key), exact.get(key)), (version.figures.get(key), shown.get(key))):
            if was != now:
                yield key, was, now
                break


def versions() -> int:
    return ReportVersion.objects.count()


def failing_identities(today: date) -> Iterator[Damage]:
    """Identities that fail in the latest report of each agency and scope."""
    for annual in _latest_reports():
        assessment = _assessment_of(annual, today)
        for finding in filter(assessment.is_wrong, assessment.findings):
            yield Damage(
                f"{assessment.place}, {finding.id} {finding.scope}", f"{finding.scope_zh}：{finding.expression} 不成立"
            )


def reports() -> int:
    return len(_latest_reports())


def assessment(agency: Agency, year: int, today: date) -> Assessment:
    """Every identity of the report of an agency and year: as it was frozen or stands, else of its computed figures.

    Raises Refused for a year that cannot be asked for.
    """
    scope = default_scope(agency)
    annual = AnnualReport.objects.filter(agency=agency, year=year, scope=scope).select_related("agency").first()
    if annual is not None:
        return _assessment_of(annual, today)
    as_of = today if year == today.year else None
    report = compute(agency, year, scope, as_of, today=today)
    if not any(report.values.values()):
        raise NotFound([Reason("year", f"{agency.name}{year}年没有任何记录，无从核对；请核对单位代码和年度")])
    return Assessment(agency.code, year, scope, report.as_of, tuple(assess(report)))


def _latest_reports() -> list[AnnualReport]:
    latest: dict[tuple[int, str], AnnualReport] = {}
    for annual in AnnualReport.objects.select_related("agency").order_by("agency__path", "scope", "year"):
        latest[annual.agency_id, annual.scope] = annual
    return list(latest.values())


def _assessment_of(annual: AnnualReport, today: date) -> Assessment:
    version = ReportVersion.objects.filter(report=annual).order_by("-number").first()
    as_of = version.as_of if version else today
    standing = standing_of(annual, as_of, max(today, as_of))
    explained = frozenset((one.identity, one.place) for one in standing.explanations)
    return Assessment(annual.agency.code, annual.year, annual.scope, as_of, standing.findings, explained)


def _same_day(version: ReportVersion) -> str:
    """A version approved on its own query day does not hold what was recorded in the rest of that day."""
    if legal_day(version.approved_at) > version.as_of:
        return ""
    return " (approved before its query day had ended: perhaps recorded later that day)"
