"""Home, log, annual report, returns and opening balances."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.edge.matrix.page import APPROVER, AUDITOR, DRAFTER, GOVERNMENT, PUBLISHER, REVIEWERS, SUPERVISOR, Page, of

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.annual_report.models import SheetKind
from gongkai.annual_report.usecases.begin_report import begin_report
from gongkai.annual_report.usecases.enter_opening import enter_opening
from gongkai.numbering.keys import public_id
from gongkai.requests.models import Receipt
from gongkai.requests.tests.factories import Counter


def _verb(verb: str, acts: frozenset[Role]) -> Page:
    return Page("report-act", of("report", verb), get=False, post=True, acts=acts, of_agency=True)


def _decide(verb: str, acts: frozenset[Role]) -> Page:
    reason = (("reason", "重复填报"),)
    return Page("sheet-decide", of("sheet", verb), get=False, post=True, acts=acts, of_agency=True, data=reason)


PAGES = (
    Page("home"),
    Page("log", door=AUDITOR, post=True, done=200),
    Page("reports"),
    Page("report-begin", door=DRAFTER, get=False, post=True),
    Page("report", of("report"), of_agency=True),
    Page("report-identities", of("report"), of_agency=True),
    Page("report-explain", of("report"), get=False, post=True, acts=DRAFTER, of_agency=True),
    Page("figure", of("report", "table3.new_received.natural_person"), of_agency=True),
    Page("report-text", of("report", "overview"), door=DRAFTER, of_agency=True),
    Page("report-text-save", of("report", "overview"), door=DRAFTER, get=False, post=True, done=200, of_agency=True),
    Page("report-enter", of("report"), door=DRAFTER, get=False, post=True, of_agency=True),
    Page("report-export", of("report", "json"), of_agency=True),
    _verb("check", REVIEWERS),
    _verb("approve", APPROVER),
    _verb("publish", PUBLISHER),
    _verb("correct", APPROVER),
    Page("record", lambda things: ("requests.received", things["receipt"]), of_agency=True),
    Page("sheets"),
    Page("sheet-return", door=DRAFTER | SUPERVISOR, post=True, data=GOVERNMENT, posts_agency=True, done=200),
    Page("sheet-opening", door=DRAFTER, post=True, data=GOVERNMENT, posts_agency=True, done=200),
    Page("sheet-settlement", door=DRAFTER, post=True, data=(*GOVERNMENT, ("into", "x")), posts_agency=True, done=200),
    Page("sheet-scan", of("sheet"), of_agency=True),
    _decide("accept", REVIEWERS | APPROVER | SUPERVISOR),
    _decide("send-back", REVIEWERS | APPROVER | SUPERVISOR),
    _decide("withdraw", DRAFTER | SUPERVISOR),
)  # fmt: skip


def things(cast: Cast, folder: Path) -> dict[str, str]:
    cast.on(date(2022, 3, 1))
    Counter(cast, cast.government).under_review()
    cast.on(date(2023, 1, 12))
    writer = cast.act(Role.DRAFTER, who="另一拟稿人")
    report = begin_report(act=writer, agency=cast.government, year=2022)
    sheet = enter_opening(
        act=writer, agency=cast.government, year=2022, source="2021年年报",
        values={"table3.carried_in.natural_person": 2}, scan_name="盖章.pdf", scan=b"%PDF-1.7",
    )  # fmt: skip
    assert sheet.kind == SheetKind.OPENING
    return {
        "report": public_id(report.id), "sheet": public_id(sheet.id), "receipt": public_id(Receipt.objects.get().id),
    }  # fmt: skip
