"""Letters on the desk: the whole course by its forms, refusals that keep what was typed, the writer seen only with a line in the log."""

from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.models import AuditLine
from gongkai.desk.engagement.waiting import tasks
from gongkai.editions.models import Publication
from gongkai.engagement.models import Letter, LetterAssistance
from gongkai.engagement.tests.factories import PHONE, WRITER, accepted, answered, assigned, receive, reviewed
from gongkai.numbering.keys import public_id

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def _day():
    cache.clear()
    with time_machine.travel("2022-03-02 10:00 +0800", tick=True):
        yield


def at(cast: Cast, *roles: Role, agency: Agency | None = None, who: str = "") -> Client:
    officer: Officer = cast.officer(*roles, agency=agency, who=who)
    client = Client()
    client.force_login(officer, BACKEND)
    return client


def address(letter: Letter, verb: str = "") -> str:
    return f"/desk/letters/{public_id(letter.pk)}/{verb + '/' if verb else ''}"


def test_a_letter_goes_its_whole_way_through_the_forms(cast: Cast) -> None:
    letter = receive(cast, text=f"我叫{WRITER}，电话{PHONE}。户口迁移需要哪些材料？").letter
    clerk = at(cast, Role.REQUEST_OFFICER)
    assert clerk.post(address(letter, "accept"), {"complexity": "SIMPLE"}).status_code == 302
    assert clerk.post(address(letter, "assign"), {"unit": "wenxian-gaj", "note": "请尽快"}).status_code == 302
    drafter = at(cast, Role.DRAFTER, agency=cast.police)
    assert drafter.post(address(letter, "answer"), {"text": f"{WRITER}您好，请携带户口簿。"}).status_code == 302
    assert at(cast, Role.FIRST_REVIEWER, agency=cast.police).post(address(letter, "pass")).status_code == 302
    publisher = at(cast, Role.PUBLISHER, agency=cast.police)
    page = publisher.get(address(letter)).content.decode()
    assert "手机号码 → 138******34" in page
    assert "来信人姓名" in page
    form = page[page.index("p-title") :]
    assert PHONE not in form
    assert WRITER not in form
    raw = {"title": "户口迁移", "question": f"电话{PHONE}", "answer": "请携带户口簿。"}
    refused = publisher.post(address(letter, "publish"), raw)
    assert refused.status_code == 422
    assert "来信人电话" in refused.content.decode()
    masked = {**raw, "question": "户口迁移需要哪些材料？"}
    assert publisher.post(address(letter, "publish"), masked).status_code == 302
    assert clerk.post(address(letter, "close")).status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.publicity) == ("CLOSED", "PUBLISHED")
    assert Publication.objects.get().title == "户口迁移"


def test_a_refused_answer_keeps_what_was_typed_and_gives_every_reason(cast: Cast) -> None:
    letter = accepted(cast)
    clerk = at(cast, Role.REQUEST_OFFICER)
    refused = clerk.post(address(letter, "reject"), {"rejection": "NO_SUCH", "note": "内部说明"})
    assert refused.status_code == 422
    assert "不是规定的不予受理理由" in refused.content.decode()
    clerk.post(address(letter, "assign"), {"unit": "wenxian-gaj"})
    drafter = at(cast, Role.DRAFTER, agency=cast.police)
    long = drafter.post(address(letter, "answer"), {"text": "复" * 5001})
    assert long.status_code == 422
    assert "复" * 5001 in long.content.decode()
    assert not letter.answers.exists()


def test_the_drafter_is_not_offered_the_review(cast: Cast) -> None:
    letter = assigned(cast)
    both = at(cast, Role.DRAFTER, Role.FIRST_REVIEWER, agency=cast.police)
    both.post(address(letter, "answer"), {"text": "请携带户口簿。"})
    page = both.get(address(letter)).content.decode()
    assert "审核通过</button>" not in page
    assert both.post(address(letter, "pass")).status_code == 422


def test_the_writer_is_masked_until_a_logged_look(cast: Cast) -> None:
    letter = assigned(cast)
    drafter = at(cast, Role.DRAFTER, agency=cast.police)
    page = drafter.get(address(letter)).content.decode()
    assert WRITER not in page
    assert PHONE not in page
    plain = drafter.post(address(letter, "writer")).content.decode()
    assert WRITER in plain
    assert PHONE in plain
    assert AuditLine.objects.filter(event="engagement.letter_writer_seen").count() == 1
    assert at(cast, Role.FIRST_REVIEWER, agency=cast.police).post(address(letter, "writer")).status_code == 403
    supervisor = at(cast, Role.SUPERVISOR)
    assert "查看完整信息" not in supervisor.get(address(letter)).content.decode()


def test_a_unit_returns_a_letter_and_another_one_gets_it(cast: Cast) -> None:
    letter = assigned(cast)
    unit = at(cast, Role.DRAFTER, agency=cast.police)
    assert unit.post(address(letter, "send-back"), {"note": ""}).status_code == 422
    assert unit.post(address(letter, "send-back"), {"note": "不属于本单位职责"}).status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.unit_id) == ("ACCEPTED", None)
    assert unit.get(address(letter)).status_code == 404
    at(cast, Role.OFFICE_HEAD).post(address(letter, "assign"), {"unit": "wenxian-scjgj"})
    letter.refresh_from_db()
    assert letter.unit == cast.market


def test_another_unit_is_asked_and_gives_its_opinion_once(cast: Cast) -> None:
    letter = assigned(cast)
    helper = at(cast, Role.DRAFTER, agency=cast.market)
    assert helper.get(address(letter)).status_code == 404
    handling = at(cast, Role.DRAFTER, agency=cast.police)
    asked = {"unit": "wenxian-scjgj", "note": "请提供登记情况"}
    assert handling.post(address(letter, "ask-assistance"), asked).status_code == 302
    assert handling.post(address(letter, "ask-assistance"), asked).status_code == 422
    assert [task.what for task in tasks(cast.act(Role.DRAFTER, agency=cast.market))] == ["提出协办意见"]
    assert helper.post(address(letter, "assist"), {"opinion": "已登记。"}).status_code == 302
    assert helper.post(address(letter, "assist"), {"opinion": "又一次"}).status_code == 422
    assert at(cast, Role.DRAFTER, agency=cast.township).post(address(letter, "assist")).status_code == 404
    assert LetterAssistance.objects.get().opinion == "已登记。"


def test_the_board_shows_limits_lateness_and_the_three_month_wall(cast: Cast) -> None:
    cast.on(date(2022, 1, 10))
    letter = accepted(cast)
    with time_machine.travel("2022-04-02 10:00 +0800"):
        page = at(cast, Role.REQUEST_OFFICER).get("/desk/letters/?view=late").content.decode()
        assert letter.number in page
        assert "2022-01-29" in page  # 15 working days after 10 January: a Saturday worked before the Spring Festival
        assert "剩8天" in page  # until 10 April
    with time_machine.travel("2022-04-11 10:00 +0800"):
        assert "已越线" in at(cast, Role.REQUEST_OFFICER).get("/desk/letters/").content.decode()
    assert letter.number not in at(cast, Role.DRAFTER, agency=cast.market).get("/desk/letters/").content.decode()


def test_the_board_pages_on_without_losing_or_repeating_a_letter(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.desk.engagement.letters.SHOWN", 3)
    numbers = {receive(cast).letter.number for _ in range(7)}
    clerk, seen, after = at(cast, Role.REQUEST_OFFICER), [], ""
    for _ in range(3):
        page = clerk.get(f"/desk/letters/?after={after}").content.decode()
        seen += re.findall(r">(XJ2022-\d+)</a>", page)
        after = (re.findall(r"after=([^\"]+)\">下一页", page) or [""])[0]
    assert (len(seen), set(seen), after) == (7, numbers, "")


@pytest.mark.parametrize(
    ("made", "role", "agency", "what"),
    [
        (receive, Role.REQUEST_OFFICER, "office", "受理，或者不予受理并说明理由"),
        (accepted, Role.OFFICE_HEAD, "office", "交办"),
        (assigned, Role.DRAFTER, "police", "拟写答复"),
        (answered, Role.FIRST_REVIEWER, "police", "审核答复"),
        (reviewed, Role.PUBLISHER, "police", "告知来信人（公开或不公开）"),
    ],
)
def test_each_step_waits_for_the_right_person_only(cast: Cast, made, role: Role, agency: str, what: str) -> None:
    made(cast)
    assert [task.what for task in tasks(cast.act(role, agency=getattr(cast, agency)))] == [what]
    assert list(tasks(cast.act(role, agency=cast.market))) == []


def test_a_letter_of_another_system_is_registered_once(cast: Cast) -> None:
    clerk = at(cast, Role.REQUEST_OFFICER)
    typed = {
        "agency": "wenxian", "channel": "CITY_GOV_ONLINE", "kind": "HELP", "complexity": "NORMAL", "title": "停水",
        "text": "小区停水三天。", "writer_name": "王五", "writer_phone": "13900001111", "public": "no",
        "source": "12345热线", "source_number": "202203010017", "submitted_on": "2022-03-01",
    }  # fmt: skip
    assert clerk.post("/desk/letters/new/", typed).status_code == 302
    again = clerk.post("/desk/letters/new/", typed)
    assert again.status_code == 422
    assert "同一信件只计一次" in again.content.decode()
    bad = clerk.post("/desk/letters/new/", {**typed, "source_number": "1", "submitted_on": "昨天"})
    assert "请按 2022-06-30 的格式填写" in bad.content.decode()
    assert Letter.objects.get().source == "12345热线"
