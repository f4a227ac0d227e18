"""Inspection: what the rules find, orders, self-inspection, spot checks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.edge.matrix.page import DRAFTER, PUBLISHER, SUPERVISOR, Page, of

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.inspection.models import Finding, SelfInspection
from gongkai.inspection.rules import RULES
from gongkai.inspection.usecases.rectify import order_rectification
from gongkai.inspection.usecases.run_inspection import run_inspection
from gongkai.inspection.usecases.self_inspection import Answer, hand_in_self_inspection
from gongkai.inspection.usecases.spot_check import draw_sample
from gongkai.newmedia.tests.factories import running
from gongkai.numbering.keys import public_id

UNIT = DRAFTER | PUBLISHER | frozenset({Role.OFFICE_HEAD})
_CHECK = (("updates", "yes"), ("interaction", "yes"), ("available", "yes"), ("content", "yes"))

PAGES = (
    Page("inspection"),
    Page("inspection-run", door=SUPERVISOR, get=False, post=True),
    Page("columns-guard"),
    Page("finding", of("finding"), of_agency=True),
    Page("finding-order", of("finding"), get=False, post=True, acts=SUPERVISOR, of_agency=True,
         data=(("demand", "更新"), ("due_on", "2099-01-01"))),
    Page("inspection-orders"),
    Page("inspection-order-act", of("order", "report"), get=False, post=True, acts=UNIT, of_agency=True, data=(("report", "已改"),)),
    Page("self-inspection"),
    Page("self-inspection-hand-in", get=False, post=True, acts=UNIT, posts_agency=True,
         data=(("agency", "wenxian"), ("year", "2022"), ("quarter", "2"))),
    Page("self-inspection-decide", of("form"), get=False, post=True, acts=SUPERVISOR, of_agency=True, data=(("accepted", "yes"),)),
    Page("spot-checks"),
    Page("spot-check-draw", door=SUPERVISOR, get=False, post=True,
         data=(("year", "2022"), ("quarter", "2"), ("seed", "x"), ("share", "30"))),
    Page("spot-check", of("spot"), of_agency=True),
    Page("spot-check-record", lambda things: (things["spot"], things["account"]), get=False, post=True, acts=SUPERVISOR,
         of_agency=True, data=_CHECK),
    Page("spot-check-publish", of("spot"), get=False, post=True, acts=SUPERVISOR, of_agency=True),
)  # fmt: skip


def things(cast: Cast, folder: Path) -> dict[str, str]:
    cast.on(date(2022, 3, 1))
    account = running(cast, cast.government)
    cast.on(date(2022, 3, 20))
    authority = cast.act(Role.SUPERVISOR, who="另一主管")
    run_inspection(act=authority, government=cast.government)
    finding = Finding.objects.get(rule="W-SERVICE")
    silent = Finding.objects.get(rule="M-UPDATE")
    order = order_rectification(act=authority, finding_id=silent.pk, demand="恢复更新", due_on=date(2022, 3, 25))
    answers = {rule.id: Answer(False, "整改中") for rule in RULES}
    writer = cast.act(Role.DRAFTER, who="另一填报人")
    hand_in_self_inspection(act=writer, agency=cast.government, year=2022, quarter=1, answers=answers)
    spot = draw_sample(act=authority, agency=cast.government, year=2022, quarter=1, seed="20220320", share=100)
    return {
        "finding": public_id(finding.pk), "order": public_id(order.pk), "spot": public_id(spot.pk),
        "form": public_id(SelfInspection.objects.get().pk), "account": public_id(account.pk),
    }  # fmt: skip
