"""Begin a report: from now on it collects, with our wording in every part."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.in_hand import take
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.annual_report.compute import default_scope
from gongkai.annual_report.models import AnnualReport, Scope, Section
from gongkai.annual_report.sheets import year_reasons
from gongkai.audit.acts import Act
from gongkai.audit.log import Fact, record
from gongkai.law.annual_report.form import report_title
from gongkai.law.annual_report.wording import DEFAULT_TEMPLATES
from gongkai.numbering.keys import public_id


def begin_report(*, act: Act, agency: Agency, year: int, scope: str | None = None) -> AnnualReport:
    """Begin the report of an agency for a year; a government's sums its area unless ``scope`` says ``own``."""
    require(act, Role.DRAFTER, agency_id=agency.id)
    chosen = scope or default_scope(agency)
    refuse_if([*year_reasons(year, act.today), *_reasons(agency, year, chosen)])
    with transaction.atomic():
        annual = AnnualReport.objects.create(
            agency=agency, year=year, scope=chosen, title=report_title(agency.name, year), begun_by=act.actor_id,
            begun_at=act.now,
        )  # fmt: skip
        Section.objects.bulk_create(
            Section(report=annual, key=key, text=text, written_by=act.actor_id, written_at=act.now)
            for key, text in DEFAULT_TEMPLATES.items()
        )
        take(act, "annual_report.report", annual.pk)
        facts: dict[str, Fact] = {"agency": agency.code, "year": year, "scope": chosen}
        record(act, "report.begun", "annual_report", public_id(annual.id), facts=facts)
    return annual


def _reasons(agency: Agency, year: int, scope: str) -> Iterator[Reason]:
    if scope not in Scope.values:
        yield Reason("scope", f"统计范围“{scope}”不可用；可选：own（本机关）、area（本地区汇总）")
    elif AnnualReport.objects.filter(agency=agency, year=year, scope=scope).exists():
        yield Reason("year", f"{agency.name}{year}年度报告已经建立，请打开继续办理")
