"""Far too long texts and days in a distant year are refused by name in every form of these rooms: no column is ever overrun.

PostgreSQL refuses what does not fit its column with an error of the program; SQLite keeps it. Both must never come to that.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.desk.tests.test_refused_forms import _case, _score, _task, at
from gongkai.engagement.tests.factories import announced_interview, drafted_consultation, drafted_interview
from gongkai.inspection.models import Finding
from gongkai.inspection.tests.test_run import run
from gongkai.newmedia.tests.factories import approved, running
from gongkai.numbering.keys import public_id
from gongkai.oversight.usecases.accountability import order_rectification
from gongkai.oversight.usecases.assess import begin_review

LONG = "长" * 6000
FAR, SOON = "9999-12-31", f"{date.today() + timedelta(days=60)}"


def test_no_text_and_no_day_breaks_a_form(cast: Cast) -> None:
    case, task, score, account = _case(cast), _task(cast), _score(cast), running(cast)
    waiting = approved(cast, cast.market, identifier="gh_market")
    order = order_rectification(act=cast.act(Role.SUPERVISOR), case_id=case.pk, demand="改", due_on=date(2022, 4, 1))
    consultation, interview, announced = drafted_consultation(cast), drafted_interview(cast), announced_interview(cast)
    cast.on(date(2022, 3, 20))
    run(cast)
    finding = Finding.objects.get(rule="M-UPDATE", agency=cast.police)
    supervisor, head = at(cast, Role.SUPERVISOR), at(cast, Role.OFFICE_HEAD, agency=cast.police)
    market, office_head = at(cast, Role.OFFICE_HEAD, agency=cast.market), at(cast, Role.OFFICE_HEAD)
    drafter, publisher = at(cast, Role.DRAFTER), at(cast, Role.PUBLISHER)
    own = at(cast, Role.DRAFTER, agency=cast.police)
    of_case, of_task = f"/desk/cases/{public_id(case.pk)}/act/", f"/desk/plan-tasks/{public_id(task.pk)}/act/"
    of_score, of_finding = (
        f"/desk/scores/{public_id(score.pk)}/act/",
        f"/desk/inspection/findings/{public_id(finding.pk)}/",
    )
    of_account, of_waiting = (f"/desk/accounts/{public_id(one.pk)}/act/" for one in (account, waiting))
    of_consultation = f"/desk/consultations/{public_id(consultation.pk)}/"
    of_interview, of_announced = (f"/desk/interviews/{public_id(one.pk)}/" for one in (interview, announced))
    me = public_id(cast.officer(Role.SUPERVISOR).pk)
    asked = {"kind": "OTHER", "title": "t", "draft_text": "t", "explanation": "t", "contact": "c", "way-1": "w"}
    talk = {
        "topic": "t",
        "announcement": "a",
        "host": "h",
        "guest": "甲",
        "post": "局长",
        "planned_at": f"{SOON}T15:00",
    }
    sent = (
        (supervisor, "/desk/cases/new/", {"unit": "wenxian-gaj", "trigger": "LATE_REPLY", "findings": LONG}),
        (supervisor, f"{of_case}order/", {"demand": LONG, "due_on": SOON}),
        (supervisor, f"{of_case}order/", {"demand": "改", "due_on": FAR}),
        (supervisor, f"{of_case}rectified/", {"order": public_id(order.pk), "result": LONG}),
        (supervisor, f"{of_case}propose/", {"severity": "MAJOR", "reason": LONG}),
        (supervisor, f"{of_case}close/", {"outcome": "CRITICISM", "note": LONG}),
        (office_head, "/desk/people/act/training/", {"agency": "wenxian-zfb", "topic": LONG, "form": "LECTURE", "participants": "3", "held_on": "2022-02-01"}),
        (office_head, "/desk/people/act/staff/", {"agency": "wenxian-zfb", "name": LONG, "since": "2022-02-01"}),
        (office_head, "/desk/plans/new/", {"agency": "wenxian", "year": "2021", "title": LONG}),
        (supervisor, f"/desk/plans/{public_id(task.task.plan_id)}/act/add/", {"text": LONG, "due_on": "2022-06-01", "units": "wenxian-gaj"}),
        (head, f"{of_task}report/", {"progress": LONG}),
        (head, f"{of_task}report/", {"progress": "好", "evidence": LONG, "finished": "yes"}),
        (supervisor, f"{of_task}urge/", {"text": LONG}),
        (supervisor, f"{of_task}urge/", {"text": "快", "due_on": FAR}),
        (head, f"{of_score}self/", {"points": "1", "note": LONG, "evidence": "x"}),
        (head, f"{of_score}self/", {"points": "1", "note": "n", "evidence": LONG}),
        (office_head, "/desk/website-table/enter/", {"year": "2022", "key": "visits", "value": LONG, "source": LONG}),
        (supervisor, "/desk/handovers/do/", {"giver": me, "receiver": me, "reason": LONG, "notes": LONG}),
        (own, "/desk/accounts/apply/", {"agency": "wenxian-gaj", "platform": "WECHAT", "account_role": "OTHER", "operator": LONG, **dict.fromkeys(
            ("name", "identifier", "main_function", "person", "person_phone", "administrator", "administrator_phone"), LONG)}),
        (market, f"{of_waiting}run/", {"filing_number": LONG}),
        (head, f"{of_account}file/", {"filing_number": LONG}),
        (head, f"{of_account}close/", {"reason": LONG, "on": FAR}),
        (head, f"{of_account}bind/", {"app_id": LONG, "secret": LONG}),
        (supervisor, f"{of_account}check/", {"note": LONG}),
        (own, "/desk/posts/new/", {"account": public_id(account.pk), "title": LONG, "summary": LONG, "body": "b"}),
        (supervisor, f"{of_finding}order/", {"demand": LONG, "due_on": SOON}),
        (supervisor, f"{of_finding}order/", {"demand": "改", "due_on": FAR}),
        (supervisor, "/desk/inspection/spot/draw/", {"year": "2022", "quarter": "1", "seed": LONG, "share": "30"}),
        (drafter, f"{of_consultation}edit/", {**asked, "contact": LONG}),
        (drafter, f"{of_consultation}edit/", {**asked, "title": LONG}),
        (publisher, f"{of_consultation}open/", {"ends_on": FAR}),
        (publisher, f"{of_consultation}open/", {"ends_on": SOON, "shorter_reason": LONG}),
        (publisher, f"{of_consultation}cancel/", {"reason": LONG}),
        (drafter, f"{of_interview}edit/", {**talk, "host": LONG}),
        (drafter, f"{of_interview}edit/", {**talk, "guest": LONG, "post": LONG}),
        (drafter, f"{of_interview}edit/", {**talk, "planned_at": f"{FAR}T23:00"}),
        (publisher, f"{of_interview}cancel/", {"reason": LONG}),
        (drafter, f"{of_announced}transcript/", {"transcript": "t", "recording_url": f"https://{LONG}"}),
    )  # fmt: skip
    wrong = []
    for client, address, typed in sent:
        client.raise_request_exception = False
        answer = client.post(address, typed)
        page = answer.content.decode() if answer.status_code != 302 else ""
        if answer.status_code != 422 or not re.search("最多|过远|晚于|应为|须|请|没有", page):
            wrong.append((address, answer.status_code))
    assert not wrong


def test_a_score_is_reviewed_with_a_reason_that_fits(cast: Cast) -> None:
    score = _score(cast)
    begin_review(act=cast.act(Role.SUPERVISOR), assessment_id=score.indicator.assessment_id)
    client = at(cast, Role.SUPERVISOR)
    answer = client.post(f"/desk/scores/{public_id(score.pk)}/act/review/", {"points": "0", "reason": LONG})
    assert answer.status_code == 422
