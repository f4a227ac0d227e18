"""Oversight: overview, bulletin, work plan, assessment, hand-over, website table, forms, accountability, people, evidence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.edge.matrix.page import ANY, DRAFTER, SUPERVISOR, Page, of

from gongkai.agencies.models import Officer
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.files.tests.samples import pdf
from gongkai.numbering.keys import public_id
from gongkai.oversight.models import Score, TaskUnit
from gongkai.oversight.tests.test_forms import blank_form
from gongkai.oversight.usecases.accountability import open_case
from gongkai.oversight.usecases.assess import set_up_assessment
from gongkai.oversight.usecases.attach_evidence import attach_evidence
from gongkai.oversight.usecases.hand_over import hand_over
from gongkai.oversight.usecases.keep_form import keep_form
from gongkai.oversight.usecases.work_plan import add_task, draft_plan, issue_plan
from gongkai.requests.models import InformationRequest
from gongkai.requests.tests.factories import Counter

HEAD = frozenset({Role.OFFICE_HEAD})
UNIT = DRAFTER | HEAD
AUTHORITY = SUPERVISOR | HEAD


def _post(
    route: str,
    thing: str,
    verb: str,
    acts: frozenset[Role] | None,
    *data: tuple[str, str],
    door: frozenset[Role] | None = ANY,
) -> Page:
    return Page(route, of(thing, verb), door=door, get=False, post=True, acts=acts, of_agency=True, data=data)


PAGES = (
    Page("overview"),
    Page("overview-duties", lambda things: ("requests", "overdue")),
    Page("bulletins"),
    Page("bulletin-file", lambda things: ("docx",)),
    Page("plans"),
    Page("plan-new", get=False, post=True, acts=AUTHORITY, posts_agency=True, data=(("agency", "wenxian"), ("year", "2021"), ("title", "x"))),
    Page("plan", of("plan"), of_agency=True),
    _post("plan-act", "plan", "issue", AUTHORITY),
    Page("plan-task", of("task"), of_agency=True),
    _post("plan-task-act", "task", "report", UNIT, ("progress", "进展")),
    _post("plan-task-act", "task", "confirm", SUPERVISOR),
    _post("plan-task-act", "task", "urge", SUPERVISOR, ("text", "请抓紧")),
    Page("assessments"),
    Page("assessment-new", get=False, post=True, acts=SUPERVISOR, posts_agency=True, data=(("agency", "wenxian"), ("year", "2021"))),
    Page("assessment", of("assessment"), of_agency=True),
    Page("assessment-result", of("assessment", "xlsx"), of_agency=True),
    _post("assessment-act", "assessment", "compute", SUPERVISOR),
    _post("assessment-act", "assessment", "final", AUTHORITY),
    Page("assessment-unit", of("assessment", "wenxian-zfb"), of_agency=True),
    Page("assessment-agree", of("assessment", "wenxian-zfb"), get=False, post=True, acts=SUPERVISOR, of_agency=True),
    Page("score", of("score"), of_agency=True),
    _post("score-act", "score", "self", UNIT, ("points", "1")),
    _post("score-act", "score", "review", SUPERVISOR, ("points", "1")),
    _post("score-act", "score", "object", UNIT),
    Page("objection-decide", of("none"), get=False, post=True, done=404),
    Page("handovers"),
    Page("handover-do", get=False, post=True, done=404),
    Page("handover", of("handover"), of_agency=True),
    Page("handover-file", of("handover", "docx"), of_agency=True),
    Page("handover-confirm", of("handover"), get=False, post=True, acts=frozenset(), of_agency=True),
    Page("first-day"),
    Page("website-table"),
    Page("website-table-enter", get=False, post=True, acts=UNIT, data=(("year", "2022"), ("key", "visits"), ("value", "1"), ("source", "x"))),
    Page("website-table-file", lambda things: ("xlsx",)),
    Page("forms"),
    Page("form-new", get=False, post=True),
    Page("form", of("form"), of_agency=True),
    Page("form-map", of("form"), get=False, post=True, acts=UNIT, of_agency=True),
    Page("form-filled", of("form"), of_agency=True),
    Page("cases", door=AUTHORITY),
    Page("case-new", door=SUPERVISOR, get=False, post=True, posts_agency=True, data=(("unit", "wenxian-gaj"),)),
    Page("case", of("case"), door=AUTHORITY, of_agency=True),
    _post("case-act", "case", "order", SUPERVISOR, ("demand", "x"), ("due_on", "2099-01-01"), door=AUTHORITY),
    _post("case-act", "case", "judge", AUTHORITY, door=AUTHORITY),
    Page("people"),
    Page("people-act", lambda things: ("training",), door=AUTHORITY, get=False, post=True, posts_agency=True,
         data=(("agency", "wenxian-zfb"), ("topic", "x"), ("form", "ONLINE"), ("participants", "3"), ("held_on", "2022-03-01"))),
    Page("evidence", lambda things: ("task", things["task"]), of_agency=True),
    Page("evidence-pack", lambda things: ("task", things["task"], "pdf"), of_agency=True),
    Page("evidence-add", lambda things: ("task", things["task"]), get=False, post=True, acts=UNIT, of_agency=True),
    Page("evidence-file", of("evidence"), of_agency=True),
    Page("evidence-take-off", of("evidence"), get=False, post=True, acts=UNIT, of_agency=True),
)  # fmt: skip


def things(cast: Cast, folder: Path) -> dict[str, str]:
    cast.on(date(2022, 3, 1))
    authority = cast.act(Role.SUPERVISOR, who="另一主管")
    plan = draft_plan(act=authority, agency=cast.government, year=2022, title="要点")
    add_task(act=authority, plan_id=plan.pk, text="更新指南", source="", due_on=date(2022, 3, 31), units=[cast.office])
    issue_plan(act=cast.act(Role.OFFICE_HEAD, who="另一负责人"), plan_id=plan.pk)
    assessment = set_up_assessment(act=authority, agency=cast.government, year=2022, units=[cast.office])
    form = keep_form(
        act=cast.act(Role.DRAFTER, who="填报"),
        agency=cast.office,
        name="月报",
        file_name="a.xlsx",
        content=blank_form(),
    )
    case = open_case(
        act=authority, agency=cast.office, responsible_agency=cast.office, trigger="LATE_REPLY", findings="逾期"
    )
    request = Counter(cast, cast.government).under_review()
    giver, receiver = (cast.officer(Role.DRAFTER, who=who) for who in ("移交", "接收"))
    InformationRequest.objects.filter(pk=request.pk).update(handler=giver)
    handover = hand_over(
        act=cast.act(Role.OFFICE_HEAD, who="另一负责人"), giver_id=giver.pk, receiver_id=receiver.pk, reason="调离"
    )
    assert Officer.objects.filter(pk=giver.pk).exists()
    task = TaskUnit.objects.get()
    evidence = attach_evidence(
        act=cast.act(Role.DRAFTER, who="填报"), kind="task", subject_id=task.pk, name="proof.pdf", size=900, read=pdf
    )
    return {
        "plan": public_id(plan.pk), "task": public_id(task.pk), "evidence": public_id(evidence.pk), "assessment": public_id(assessment.pk),
        "score": public_id(Score.objects.filter(indicator__formula="").first().pk), "none": "0000000000001",
        "form": public_id(form.pk), "case": public_id(case.pk), "handover": public_id(handover.pk),
    }  # fmt: skip
