"""Ledgers: upload, keep, watch, send out, totals."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.edge.matrix.page import APPROVER, DRAFTER, GOVERNMENT, PUBLISHER, SUPERVISOR, Page, of

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.clock import SystemClock
from gongkai.decisions import vault
from gongkai.decisions.models import Kind, PenaltyRecord
from gongkai.decisions.tests.factories import penalty, write_csv
from gongkai.decisions.usecases.import_decisions import import_decisions
from gongkai.decisions.usecases.make_send_out import make_send_out
from gongkai.decisions.usecases.upload_ledger import rejects_name, upload_ledger
from gongkai.law.holiday_notices import packaged_calendar
from gongkai.numbering.keys import public_id

WRITERS = DRAFTER | PUBLISHER


def _keep(verb: str, acts: frozenset[Role]) -> Page:
    return Page(
        "decision-act",
        lambda things: ("penalty", things["decision"], verb),
        get=False,
        post=True,
        acts=acts,
        of_agency=True,
    )


PAGES = (
    Page("decisions"),
    Page("decisions-upload", door=WRITERS, get=False, post=True, data=(*GOVERNMENT, ("kind", "penalty")), posts_agency=True),
    Page("decision-upload", of("upload"), of_agency=True),
    Page("decision-upload-run", of("upload"), door=WRITERS, get=False, post=True, of_agency=True, data=(("mode", "dry"),)),
    Page("decision-upload-headings", of("upload"), door=WRITERS, get=False, post=True, of_agency=True),
    Page("decision-upload-mend", of("upload"), door=WRITERS, of_agency=True),
    Page("decision-find", post=True),
    Page("decision", lambda things: ("penalty", things["decision"]), of_agency=True),
    _keep("correct", WRITERS),
    _keep("revoke", PUBLISHER | APPROVER),
    _keep("apply-repair", WRITERS),
    _keep("decide-repair", PUBLISHER | APPROVER),
    Page("decision-watch"),
    Page("decision-list", lambda things: ("late",)),
    Page("decision-repeated"),
    Page("decision-files"),
    Page("decision-files-make", door=WRITERS, get=False, post=True, posts_agency=True,
         data=(*GOVERNMENT, ("kind", "penalty"), ("template", "national"))),
    Page("decision-file", of("send_out"), of_agency=True),
    Page("decision-file-take", of("send_out"), door=WRITERS, of_agency=True),
    Page("decision-returns", post=True, acts=DRAFTER | SUPERVISOR, data=GOVERNMENT, posts_agency=True, done=200),
    Page("decision-totals"),
    Page("decision-totals-csv"),
    Page("decision-totals-enter", door=DRAFTER, get=False, post=True, data=(*GOVERNMENT, ("year", "2021")), posts_agency=True),
)  # fmt: skip


def things(cast: Cast, folder: Path) -> dict[str, str]:
    cast.on(date(2022, 3, 1))
    clerk = cast.act(Role.DRAFTER, who="录入员")
    ledger = write_csv(folder / "ledger.csv", [penalty(cast.government, "温政罚〔2022〕1号")])
    import_decisions(act=clerk, agency=cast.government, kind="penalty", path=ledger)
    upload = upload_ledger(
        act=clerk.at(SystemClock()), agency=cast.government, kind="penalty", file_name="ledger.csv", size=1,
        content=[ledger.read_bytes()],
    )  # fmt: skip
    vault.put(rejects_name(upload), [])
    cast.on(date(2022, 3, 2))
    sent = make_send_out(
        act=clerk, agency=cast.government, kind=Kind.PENALTY, template="national", calendar=packaged_calendar()
    )
    return {
        "upload": public_id(upload.pk), "decision": public_id(PenaltyRecord.objects.get().pk), "send_out": public_id(sent.pk),
    }  # fmt: skip
