"""The report's part of ``gongkai check``: frozen figures still have their records, published reports are what was frozen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.agencies.tree import scope_ids
from gongkai.annual_report.models import ReportVersion
from gongkai.annual_report.proofs import broken
from gongkai.annual_report.usecases.publish_report import SUBJECT, payload_of
from gongkai.editions.models import Edition


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a frozen version: cells whose records are no longer those, or an edition that says something else."""

    report: str
    version: int
    problem: str


def faults() -> Iterator[Fault]:
    """Count every frozen version again as of its day and compare its public edition. Nothing is written."""
    for version in ReportVersion.objects.select_related("report", "report__agency").order_by("report_id", "number"):
        annual = version.report
        name = f"{annual.agency.code} {annual.year} {annual.scope}"
        cells = broken(version, scope_ids(annual.agency, annual.scope))
        if cells:
            shown = "、".join(cells[:5]) + ("等" if len(cells) > 5 else "")
            yield Fault(name, version.number, f"{len(cells)} 个单元格的记录与签发时不同：{shown}")
        if version.published_at is not None and not _is_published_as_frozen(version):
            yield Fault(name, version.number, "公开的版本与签发时冻结的内容不同")


def _is_published_as_frozen(version: ReportVersion) -> bool:
    edition = Edition.objects.filter(
        publication__subject_kind=SUBJECT, publication__subject_id=version.report_id, number=version.number
    ).first()
    return edition is not None and (edition.payload == payload_of(version) or not edition.salt)
