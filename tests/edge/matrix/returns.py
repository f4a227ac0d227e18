"""Returns and roll-up: the office's own form, the government's campaign and its sums, packages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.db import transaction
from tests.edge.matrix.page import APPROVER, DRAFTER, GOVERNMENT, PUBLISHER, REVIEWERS, SUPERVISOR, Page, of

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.annual_report.usecases.approve_report import approve_report
from gongkai.annual_report.usecases.begin_report import begin_report
from gongkai.annual_report.usecases.check_report import check_report
from gongkai.annual_report.usecases.write_section import write_section
from gongkai.audit.acts import system_act
from gongkai.files.store import store_made
from gongkai.numbering.keys import public_id
from gongkai.returns.form import COUNTED
from gongkai.returns.models import Intake
from gongkai.returns.usecases.decide_return import send_back_return
from gongkai.returns.usecases.fill_return import fill_zero, save_draft
from gongkai.returns.usecases.open_campaign import open_campaign
from gongkai.returns.usecases.send_up import make_package
from gongkai.returns.usecases.submit_return import submit_return

HEAD = frozenset({Role.OFFICE_HEAD})
FILLERS = DRAFTER | {Role.REQUEST_OFFICER}
SENDERS = PUBLISHER | HEAD | SUPERVISOR
CELL = "table3.granted.total"


def _verb(verb: str, acts: frozenset[Role]) -> Page:
    return Page("return-act", of("unit", verb), get=False, post=True, acts=acts, of_agency=True)


PAGES = (
    Page("returns"),
    Page("returns-open", door=SUPERVISOR, get=False, post=True, data=GOVERNMENT, posts_agency=True),
    Page("campaign", of("campaign"), of_agency=True),
    Page("campaign-rollup", of("campaign"), of_agency=True),
    Page("campaign-cell", of("campaign", CELL), of_agency=True),
    Page("campaign-across", of("campaign"), of_agency=True),
    Page("campaign-links", of("campaign"), of_agency=True),
    Page("campaign-links-csv", of("campaign"), of_agency=True),
    *(
        Page("campaign-act", of("campaign", verb), door=SUPERVISOR, get=False, post=True, of_agency=True)
        for verb in ("urge", "accept", "take-in")
    ),
    Page("return", of("unit"), of_agency=True),
    Page("return-check", of("unit"), door=FILLERS, get=False, post=True, of_agency=True, done=200),
    _verb("save", FILLERS),
    _verb("zero", FILLERS),
    _verb("submit", REVIEWERS | APPROVER | HEAD),
    _verb("link", DRAFTER | PUBLISHER | HEAD | SUPERVISOR),
    Page("return-sheet", of("return_sheet"), of_agency=True),
    Page("return-notes", of("return_sheet"), of_agency=True),
    Page("return-decide", of("return_sheet", "send-back"), door=SUPERVISOR, get=False, post=True, of_agency=True,
         data=(("reason", "请核对"),)),
    Page("returns-sent"),
    Page("returns-notes-take", door=DRAFTER | SENDERS, get=False, post=True),
    Page("returns-package-make", of("report"), door=SENDERS, get=False, post=True, of_agency=True),
    Page("returns-hand-up", of("report"), door=SENDERS, get=False, post=True, of_agency=True),
    Page("returns-package", of("dispatch"), of_agency=True),
)  # fmt: skip


def things(cast: Cast, folder: Path) -> dict[str, str]:
    """A campaign; the office's zero return sent back as if it had come in a package; an approved report and its package."""
    cast.on(date(2023, 1, 12))
    writer = cast.act(Role.DRAFTER, who="另一拟稿人")
    supervisor = cast.act(Role.SUPERVISOR, who="另一主管")
    campaign = open_campaign(act=supervisor, government=cast.government, year=2022)
    unit = campaign.units.select_related("agency", "campaign__agency").get(agency=cast.office)
    fill_zero(act=writer, unit=unit)
    sheet = submit_return(act=cast.act(Role.APPROVER, who="另一签发人"), unit=unit)
    with transaction.atomic():
        stored = store_made(
            act=supervisor, agency_id=cast.office.pk, name="p.zip", content=b"PK", media_type="application/zip"
        )
    Intake.objects.create(sheet=sheet, package=stored, digest="0" * 64, number=1)
    send_back_return(act=supervisor, sheet_id=sheet.pk, reason="请核对")
    save_draft(act=writer, unit=unit, values=dict.fromkeys(COUNTED, "0"), source="零报告", is_ready=True)
    report = begin_report(act=writer, agency=cast.government, year=2022)
    write_section(act=writer, report_id=report.pk, key="overview", text="本年度工作情况如下。")
    check_report(act=cast.act(Role.FIRST_REVIEWER, who="另一初审人"), report_id=report.pk)
    approve_report(act=cast.act(Role.APPROVER, who="另一签发人"), report_id=report.pk)
    dispatch = make_package(act=system_act("matrix", cast.clock), report_id=report.pk)
    return {
        "campaign": public_id(campaign.pk), "unit": public_id(unit.pk), "return_sheet": public_id(sheet.pk),
        "report": public_id(report.pk), "dispatch": public_id(dispatch.pk),
    }  # fmt: skip
