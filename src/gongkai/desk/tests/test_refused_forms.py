"""A refused form of oversight, inspection and new media comes back with every reason and everything that was typed."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

from django.core.cache import cache
from django.test import Client

from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.desk.refill import refilled
from gongkai.newmedia.tests.factories import running
from gongkai.numbering.keys import public_id
from gongkai.oversight.models import AccountabilityCase, Score, TaskUnit
from gongkai.oversight.usecases.accountability import open_case
from gongkai.oversight.usecases.assess import set_up_assessment
from gongkai.oversight.usecases.work_plan import add_task, draft_plan, issue_plan, report_progress


def at(cast: Cast, *roles: Role, agency: Agency | None = None) -> Client:
    cache.clear()
    client = Client()
    client.force_login(cast.officer(*roles, agency=agency), "django.contrib.auth.backends.ModelBackend")
    return client


PAGE = (
    '<form method="post" action="/a/"><input type="hidden" name="csrfmiddlewaretoken" value="t">'
    '<input name="day" value="今天"><input name="day"><textarea name="text">旧</textarea><input type="checkbox" name="c" value="yes" checked>'
    '<input type="password" name="secret"><input type="radio" name="r" value="1"><input type="radio" name="r" value="2" checked>'
    '<select name="s"><option value="a" selected>甲</option><option value="b">乙</option></select></form>'
)


def test_every_kind_of_field_gets_its_value_back() -> None:
    typed = {"day": ["x", "y"], "text": ["\n第一行\n</textarea><b>"], "secret": ["密"], "r": ["1"], "s": ["b"]}
    assert refilled(PAGE, "/a/", typed) == (
        '<form method="post" action="/a/"><input type="hidden" name="csrfmiddlewaretoken" value="t">'
        '<input name="day" value="x"><input name="day" value="y"><textarea name="text">\n\n第一行\n&lt;/textarea&gt;&lt;b&gt;</textarea>'
        '<input type="checkbox" name="c" value="yes">'
        '<input type="password" name="secret"><input type="radio" name="r" value="1" checked><input type="radio" name="r" value="2">'
        '<select name="s"><option value="a">甲</option><option value="b" selected>乙</option></select></form>'
    )


def test_a_value_cannot_leave_its_field() -> None:
    page = refilled('<form method="post" action="/a/"><input name="x"></form>', "/a/", {"x": ['"><script>&amp;']})
    assert page == '<form method="post" action="/a/"><input name="x" value="&quot;&gt;&lt;script&gt;&amp;amp;"></form>'


def test_another_form_stays_as_it_is() -> None:
    assert refilled(PAGE, "/b/", {"day": ["x"]}) == PAGE
    assert refilled(PAGE.replace("post", "get"), "/a/", {"day": ["x"]}) == PAGE.replace("post", "get")


def test_of_forms_to_one_address_only_the_line_that_was_sent_is_filled_and_unfolded() -> None:
    line = '<details><form method="post" action="/a/"><input type="hidden" name="order" value="{}"><input name="result"></form></details>'
    page = refilled(line.format("1") + line.format("2"), "/a/", {"order": ["2"], "result": ["已改"]})
    assert page == line.format("1") + line.format("2").replace("<details>", "<details open>").replace(
        'name="result"', 'name="result" value="已改"'
    )


def test_an_order_without_a_day_comes_back_with_its_demand_and_then_is_taken(cast: Cast) -> None:
    case = _case(cast)
    client, address = at(cast, Role.SUPERVISOR), f"/desk/cases/{public_id(case.pk)}/act/order/"
    answer = client.post(address, {"demand": "请在限期内补发答复<b>", "due_on": "下周一"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“下周一”不是日期" in page
    assert "请在限期内补发答复&lt;b&gt;</textarea>" in page
    assert 'value="下周一"' in page
    assert not case.orders.exists()
    taken = client.post(address, {"demand": "请补发答复", "due_on": f"{date.today() + timedelta(days=60)}"})
    assert (taken.status_code, case.orders.count()) == (302, 1)


def test_where_the_form_is_gone_meanwhile_what_was_typed_stands_above_the_page(cast: Cast) -> None:
    task = _task(cast)
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    report_progress(
        act=head, unit_id=task.pk, progress="完成", evidence=["温公〔2022〕3号"], finished=True
    )  # a colleague was faster
    client, page = at(cast, Role.DRAFTER, agency=cast.police), f"/desk/plan-tasks/{public_id(task.pk)}/"
    answer = client.post(f"{page}act/report/", {"progress": "已完成目录更新并在门户公布<b>"})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "您填写的内容没有保存：已完成目录更新并在门户公布&lt;b&gt;" in said


def test_every_form_of_these_rooms_keeps_what_was_typed(cast: Cast) -> None:
    """Each is sent with one field that cannot stand; what else was typed is in the answer."""
    case, task, score, account = _case(cast), _task(cast), _score(cast), running(cast)
    supervisor, head = at(cast, Role.SUPERVISOR), at(cast, Role.OFFICE_HEAD, agency=cast.police)
    drafter, office_head = at(cast, Role.DRAFTER, agency=cast.police), at(cast, Role.OFFICE_HEAD)
    words = "这段话不能丢"
    of_case, of_task = f"/desk/cases/{public_id(case.pk)}/act/", f"/desk/plan-tasks/{public_id(task.pk)}/act/"
    of_account = f"/desk/accounts/{public_id(account.pk)}/"
    sent: tuple[tuple[Client, str, dict[str, str]], ...] = (
        (supervisor, "/desk/cases/new/", {"unit": "wenxian-gaj", "trigger": "", "findings": words}),
        (supervisor, f"{of_case}order/", {"demand": words, "due_on": ""}),
        (supervisor, f"{of_case}propose/", {"severity": "", "reason": words}),
        (supervisor, f"{of_case}close/", {"outcome": "", "note": words}),
        (office_head, "/desk/people/act/training/", {"agency": "wenxian-zfb", "topic": words, "participants": "三十", "held_on": "2022-02-01"}),
        (office_head, "/desk/people/act/staff/", {"agency": "wenxian-zfb", "name": words, "since": "去年"}),
        (office_head, "/desk/plans/new/", {"agency": "wenxian", "year": "今年", "title": words}),
        (head, f"{of_task}report/", {"progress": words, "evidence": "", "finished": "yes"}),
        (supervisor, f"{of_task}urge/", {"text": words, "due_on": "尽快"}),
        (head, f"/desk/scores/{public_id(score.pk)}/act/self/", {"points": "2", "note": words, "evidence": ""}),
        (office_head, "/desk/website-table/enter/", {"year": "2022", "key": "visits", "value": words, "source": ""}),
        (supervisor, "/desk/handovers/do/", {"giver": public_id(cast.officer(Role.SUPERVISOR).pk), "receiver": "", "notes": words}),
        (drafter, "/desk/accounts/apply/", {"agency": "wenxian-gaj", "platform": "", "name": words}),
        (head, f"{of_account}act/close/", {"reason": words, "on": "月底"}),
        (drafter, "/desk/posts/new/", {"account": public_id(account.pk), "title": "", "body": words}),
        (drafter, "/desk/inspection/self/hand-in/", {"agency": "wenxian-gaj", "year": "2022", "quarter": "1", "note-M-UPDATE": words}),
    )  # fmt: skip
    lost = []
    for client, address, typed in sent:
        answer = client.post(address, typed)
        if answer.status_code != 422 or words not in answer.content.decode():
            lost.append((address, answer.status_code))
    assert not lost


def test_a_refused_file_form_says_that_the_file_has_to_be_chosen_again(cast: Cast) -> None:
    client = at(cast, Role.OFFICE_HEAD)
    answer = client.post("/desk/forms/new/", {"name": "市级月报表", "file": BytesIO(b"not a workbook")})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "市级月报表" in page
    assert "文件需要重新选择" in page


def _case(cast: Cast) -> AccountabilityCase:
    return open_case(
        act=cast.act(Role.SUPERVISOR), agency=cast.office, responsible_agency=cast.police, trigger="LATE_REPLY",
        findings="逾期未答复",
    )  # fmt: skip


def _task(cast: Cast) -> TaskUnit:
    act = cast.act(Role.SUPERVISOR)
    plan = draft_plan(act=act, agency=cast.government, year=2022, title="工作要点")
    task = add_task(act=act, plan_id=plan.pk, text="任务", source="要点", due_on=date(2022, 6, 1), units=[cast.police])
    issue_plan(act=cast.act(Role.OFFICE_HEAD), plan_id=plan.pk)
    return TaskUnit.objects.get(task=task)


def _score(cast: Cast) -> Score:
    set_up_assessment(act=cast.act(Role.SUPERVISOR), agency=cast.government, year=2022, units=[cast.police])
    found = Score.objects.filter(indicator__formula="", agency=cast.police).first()
    assert found is not None
    return found
