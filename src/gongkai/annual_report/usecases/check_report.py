"""A reviewer's check: everything that would keep the report from being approved, at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.annual_report.models import AnnualReport, ReportState
from gongkai.annual_report.snapshot import one_snapshot
from gongkai.annual_report.standing import drafters_of, locked_report, reasons_not_to_approve, standing_of
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.numbering.keys import public_id


def check_report(*, act: Act, report_id: int, as_of: date | None = None) -> AnnualReport:
    """Mark a drafted report as checked. Raises Refused with every failing identity, blank cell and open figure of the text."""
    with one_snapshot():
        annual = locked_report(act, report_id)
        require(act, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, agency_id=annual.agency_id)
        refuse_if(_reasons(act, annual))
        refuse_if(reasons_not_to_approve(standing_of(annual, as_of, act.today)))
        annual.state, annual.checked_by, annual.checked_at = ReportState.CHECKED, act.actor_id, act.now
        annual.save(update_fields=["state", "checked_by", "checked_at"])
        record(act, "report.checked", "annual_report", public_id(annual.id), facts={"as_of": as_of or act.today})
    return annual


def _reasons(act: Act, annual: AnnualReport) -> Iterator[Reason]:
    if annual.state != ReportState.DRAFTED:
        yield Reason("", f"报告状态为“{ReportState(annual.state).label}”，只有“已拟稿”的报告可以审核")
    if act.actor_id in drafters_of(annual):
        yield Reason("", "拟稿人不能审核自己写的报告，请由另一人审核")
