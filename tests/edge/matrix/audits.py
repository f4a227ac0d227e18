"""The audit of published reports: batches of the office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.edge.matrix.page import DRAFTER, REVIEWERS, SUPERVISOR, Page, of

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.annual_report.reader.tests.test_batch import report
from gongkai.numbering.keys import public_id
from gongkai.report_checks.usecases.check_uploads import upload_reports

HEAD = frozenset({Role.OFFICE_HEAD})
SETTLERS = SUPERVISOR | HEAD | REVIEWERS

PAGES = (
    Page("audits"),
    Page("audit-upload", door=SETTLERS | DRAFTER | {Role.AUDITOR}, get=False, post=True),
    Page("audit-batch", of("batch"), of_agency=True),
    Page("audit-export", of("batch", "xlsx"), of_agency=True),
    Page("audit-report", of("report"), of_agency=True),
    Page("audit-settle", of("report"), door=SETTLERS, get=False, post=True, of_agency=True, data=(("reason", "已核实"),)),
)  # fmt: skip


def things(cast: Cast, folder: Path) -> dict[str, str]:
    cast.on(date(2023, 2, 12))
    batch = upload_reports(
        act=cast.act(Role.SUPERVISOR, who="另一主管"), agency=cast.office, files=[("公安局.html", report("温县公安局"))]
    )
    return {"batch": public_id(batch.pk), "report": public_id(batch.reports.get().pk)}
