"""Approve a checked report: the server computes once more, refuses what does not hold, and freezes the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.annual_report.freezing import freeze
from gongkai.annual_report.models import AnnualReport, ReportState, ReportVersion
from gongkai.annual_report.snapshot import one_snapshot
from gongkai.annual_report.standing import drafters_of, locked_report, reasons_not_to_approve, standing_of
from gongkai.audit.acts import Act
from gongkai.audit.log import Fact, record
from gongkai.numbering.keys import public_id


def approve_report(*, act: Act, report_id: int, as_of: date | None = None) -> ReportVersion:
    """Freeze version 1 as of ``as_of`` (today when not given): values, record ids or digests, definitions, findings, texts."""
    with one_snapshot():
        annual = locked_report(act, report_id)
        require(act, Role.APPROVER, agency_id=annual.agency_id)
        refuse_if(_reasons(act, annual))
        standing = standing_of(annual, as_of, act.today)
        refuse_if(reasons_not_to_approve(standing))
        version = freeze(standing, act, 1, [])
        annual.state = ReportState.APPROVED
        annual.save(update_fields=["state"])
        facts: dict[str, Fact] = {
            "as_of": standing.report.as_of,
            "definitions": standing.report.definitions_version,
            "version": 1,
        }
        record(
            act,
            "report.approved",
            "annual_report",
            public_id(annual.id),
            facts=facts,
            changed={"figures": version.figures},
        )
    return version


def _reasons(act: Act, annual: AnnualReport) -> Iterator[Reason]:
    if annual.state != ReportState.CHECKED:
        yield Reason("", f"报告状态为“{ReportState(annual.state).label}”，只有“已审核”的报告可以签发")
    if act.actor_id in drafters_of(annual):
        yield Reason("", "拟稿人不能签发自己写的报告，请由另一人签发")
    if act.actor_id == annual.checked_by:
        yield Reason("", "审核人不能签发自己审核的报告，请由另一人签发")
