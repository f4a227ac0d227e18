"""Requests on the desk: whole courses by the acts' forms, the counter's look back, masks, forms that count once, the board."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.models import AuditLine
from gongkai.clock import ScenarioClock
from gongkai.law.transition_words import WORDS
from gongkai.law.transitions import TRANSITIONS
from gongkai.numbering.keys import public_id
from gongkai.requests.models import CaseNote, Closing, InformationRequest, OutgoingLetter
from gongkai.requests.offers import MOVES
from gongkai.requests.tests.factories import ID_NUMBER, NAME, PHONE, TEXT, Counter
from gongkai.requests.usecases.remake_reply import remake_reply

pytestmark = pytest.mark.django_db


class Office:
    """The people of one agency at their browsers, on a day one can move."""

    def __init__(self, cast: Cast, agency: Agency) -> None:
        self.cast, self.agency = cast, agency
        self.counter = Counter(cast, agency)

    def client(self, role: Role) -> Client:
        browser = Client()
        browser.force_login(self.cast.officer(role, agency=self.agency), "django.contrib.auth.backends.ModelBackend")
        return browser

    def page(self, role: Role, address: str) -> str:
        return unescape(self.client(role).get(address).content.decode())

    def do(self, made: InformationRequest, verb: str, role: Role = Role.REQUEST_OFFICER, **values: object) -> str:
        """Fill in the act's form; what it answers (empty when it was done)."""
        address = reverse("desk:request-do", args=[public_id(made.pk), verb])
        browser = self.client(role)
        token = token_on(browser.get(address).content.decode())
        answer = browser.post(address, {"token": token, **values})
        return "" if answer.status_code == 302 else unescape(answer.content.decode())

    def reply(self, made: InformationRequest, outcome: str, **more: object) -> None:
        assert self.do(made, "draft", Role.DRAFTER, outcome=outcome, content="现答复如下。", submit="1", **more) == ""
        assert self.do(made, "legal-review", Role.LEGAL_REVIEWER, passed="yes") == ""
        assert self.do(made, "approve", Role.APPROVER, approved="yes") == ""
        assert self.do(made, "send", delivery="POST", proof="EMS1") == ""


def token_on(page: str) -> str:
    return re.search(r'name="token" value="([0-9a-f]{32})"', page)[1]  # type: ignore[index]


@pytest.fixture
def office(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The desk reads the cast's clock."""
    monkeypatch.setattr("gongkai.agencies.rights.SystemClock", lambda: cast.clock)
    assert isinstance(cast.clock, ScenarioClock)
    return Office(cast, cast.police)


def row_of(made: InformationRequest) -> str:
    return Closing.objects.current().get(request=made).row


def test_granted_from_the_counter_to_the_archive(office: Office) -> None:
    browser = office.client(Role.REQUEST_OFFICER)
    form = browser.get("/desk/requests/new/").content.decode()
    values = {
        "token": token_on(form), "agency": "wenxian-gaj", "channel": "IN_PERSON", "on": "2022-03-01", "category": "NATURAL_PERSON",
        "name": NAME, "id_type": "RESIDENT_ID", "id_number": ID_NUMBER, "contact": PHONE, "subject": "道路维修资金安排",
        "description": TEXT, "handling_unit": "法规股", "oral": "1",
    }  # fmt: skip
    receipt = unescape(browser.post("/desk/requests/new/", values).content.decode())
    made = InformationRequest.objects.get()
    assert made.number in receipt
    assert "2022年3月29日" in receipt
    assert CaseNote.objects.get().text.startswith("口头申请")
    code = re.search(r"[2-9a-z]{5}-[2-9a-z]{5}", receipt)[0]  # type: ignore[index]
    assert code in browser.post("/desk/requests/new/", values).content.decode(), "the same receipt again"
    office.reply(made, "GRANTED")
    assert office.do(made, "deliver", proof="签收") == ""
    assert office.do(made, "archive") == ""
    made.refresh_from_db()
    assert (made.state, row_of(made)) == ("ARCHIVED", "granted")


def test_refused_after_a_third_party_objected(office: Office) -> None:
    made = office.counter.under_review()
    assert office.do(made, "consult-third-party", name="怀川商贸有限公司", question="是否同意公开合同") == ""
    letter = OutgoingLetter.objects.get()
    office.cast.on(date(2022, 3, 2))
    assert office.do(made, "received", letter=str(letter.pk), on="2022-03-02") == ""
    office.cast.on(date(2022, 3, 9))
    assert office.do(made, "opinion", ref="1", answer="OBJECTS", reasons="属于商业秘密") == ""
    page = office.page(Role.DRAFTER, reverse("desk:request", args=[public_id(made.pk)]))
    assert "扣除征求意见6个工作日" in page
    office.reply(made, "REFUSED_THIRD_PARTY")
    assert row_of(made) == "refused.third_party"


def test_never_corrected(office: Office) -> None:
    made = office.counter.under_review()
    assert office.do(made, "ask-correction", points="请写明年份", days="5") == ""
    letter = OutgoingLetter.objects.get()
    assert office.do(made, "received", letter=str(letter.pk), on="2022-03-01") == ""
    assert "期限（2022-03-08）届满的次日起才能办结" in office.do(made, "close-not-corrected")
    office.cast.on(date(2022, 3, 9))
    assert office.do(made, "close-not-corrected", letter="视为放弃申请") == ""
    assert row_of(made) == "other.not_corrected"


@pytest.mark.parametrize("pays", [True, False])
def test_a_fee_paid_and_unpaid(office: Office, pays: bool) -> None:
    made = office.counter.under_review()
    tried = office.client(Role.OFFICE_HEAD).post(
        reverse("desk:request-do", args=[public_id(made.pk), "fee"]),
        {"go": "try", "method": "volume", "quantity": "250"},
    )
    assert "4700 元" in tried.content.decode()
    assert (
        office.do(
            made,
            "fee",
            Role.OFFICE_HEAD,
            method="item",
            quantity="31",
            payment="县财政专户",
            counted_because="含30项内容",
        )
        == ""
    )
    office.do(made, "received", letter=str(OutgoingLetter.objects.get().pk), on="2022-03-01")
    if pays:
        office.cast.on(date(2022, 3, 10))
        assert "登记的是 150.00 元" in office.do(made, "pay", amount="150")
        assert office.do(made, "pay", amount="200", receipt_number="豫财001") == ""
        made.refresh_from_db()
        assert made.reply_due == date(2022, 4, 8)
        office.reply(made, "GRANTED")
        assert row_of(made) == "granted"
    else:
        office.cast.on(date(2022, 3, 30))
        assert office.do(made, "close-unpaid") == ""
        assert row_of(made) == "other.fee_unpaid"


def test_extended_once_by_the_head_before_the_limit(office: Office) -> None:
    made = office.counter.under_review()
    assert office.do(made, "extend", Role.OFFICE_HEAD, days="20", because="需要查找历史档案") == ""
    made.refresh_from_db()
    assert made.reply_due == date(2022, 4, 26)
    assert "只能" in office.do(made, "extend", Role.OFFICE_HEAD, days="5", because="再延")
    denied = office.client(Role.REQUEST_OFFICER).get(reverse("desk:request-do", args=[public_id(made.pk), "extend"]))
    assert denied.status_code == 403


def test_excessive_reasons_asked_and_not_processed(office: Office) -> None:
    made = office.counter.under_review()
    assert office.do(made, "ask-reason", facts="本月第31件", days="5") == ""
    made.refresh_from_db()
    assert (made.state, made.reply_due) == ("REASON_REQUESTED", date(2022, 3, 29)), "the limit runs on"
    office.reply(made, "NOT_PROCESSED_EXCESSIVE")
    assert row_of(made) == "not_processed.excessive"


def test_a_repeat_is_seen_at_the_counter_and_names_the_earlier_reply(office: Office) -> None:
    earlier = office.counter.received()
    office.counter.reviewed(earlier)
    office.counter.replied(earlier)
    browser = office.client(Role.REQUEST_OFFICER)
    values = {
        "agency": "wenxian-gaj", "channel": "IN_PERSON", "on": "2022-03-01", "category": "NATURAL_PERSON", "name": NAME,
        "id_type": "RESIDENT_ID", "id_number": ID_NUMBER, "contact": PHONE, "subject": "道路维修资金",
        "description": TEXT.replace("申请公开", "请公开"),
    }  # fmt: skip
    form = browser.get("/desk/requests/new/").content.decode()
    warned = unescape(browser.post("/desk/requests/new/", {"token": token_on(form), **values}).content.decode())
    assert "请先核对" in warned
    assert earlier.number in warned
    assert "公开答〔2022〕1号" in warned
    assert InformationRequest.objects.count() == 1
    browser.post("/desk/requests/new/", {"token": token_on(warned), "looked": "1", **values})
    made = InformationRequest.objects.exclude(pk=earlier.pk).get()
    office.counter.reviewed(made)
    office.reply(made, "NOT_PROCESSED_REPEAT", repeats=str(earlier.pk))
    made.refresh_from_db()
    assert (row_of(made), made.repeats_id) == ("not_processed.repeat", earlier.pk)


def test_partly_granted_item_by_item_with_its_ground(office: Office) -> None:
    office.cast.on(date(2024, 3, 1))
    made = office.counter.under_review()
    told = office.do(made, "draft", Role.DRAFTER, outcome="PARTIALLY_GRANTED", content="部分公开。")
    assert "部分公开须写明不予公开部分的依据" in told
    office.reply(made, "PARTIALLY_GRANTED", grounds=["REG 15"], item1="GRANTED", item2="REFUSED_THIRD_PARTY")
    assert row_of(made) == "partially_granted"


def test_returned_with_a_reason_and_signed_by_another(office: Office) -> None:
    made = office.counter.under_review()
    office.do(made, "draft", Role.DRAFTER, outcome="GRANTED", content="初稿", submit="1")
    assert "退回修改须写明理由" in office.do(made, "legal-review", Role.LEGAL_REVIEWER, passed="no")
    assert office.do(made, "legal-review", Role.LEGAL_REVIEWER, passed="no", note="请写明途径") == ""
    assert "初稿" in office.page(Role.DRAFTER, reverse("desk:request-do", args=[public_id(made.pk), "draft"]))
    office.reply(made, "GRANTED")


def test_what_is_wrong_is_told_at_once_and_what_was_typed_stays(office: Office) -> None:
    made = office.counter.under_review()
    told = office.do(made, "extend", Role.OFFICE_HEAD, days="很多", because="查找档案", on="昨天")
    assert "“很多”不是整数" in told
    assert "“昨天”不是日期" in told
    assert "查找档案" in told


def test_a_day_in_the_future_is_refused(office: Office) -> None:
    made = office.counter.under_review()
    assert "晚于今天" in office.do(made, "ask-correction", points="请补正", on="2022-03-02")


@pytest.mark.parametrize(
    ("verb", "field", "most"),
    [
        ("review", "handling_unit", 80),
        ("assist", "unit", 80),
        ("ask-correction", "proof", 60),
        ("ask-correction", "points", 20_000),
    ],
)
def test_what_is_longer_than_is_kept_is_refused_and_stays(office: Office, verb: str, field: str, most: int) -> None:
    made = office.counter.received() if verb == "review" else office.counter.under_review()
    told = office.do(
        made, verb, **{"points": "请补正", "question": "请提供", "due": "2022-03-10", field: "长" * (most + 1)}
    )
    assert f"最多 {most} 个字，现有 {most + 1} 个字" in told
    assert "长" * (most + 1) in told


def test_what_cannot_be_in_the_ledger_is_told_in_chinese(office: Office) -> None:
    made = office.counter.under_review()
    told = office.do(made, "ask-correction", points="请补正", on="1999-01-01")
    assert "请填写 2008-01-01 至 2045-12-31 之间的日期" in told
    assert "accepted" not in told


@pytest.mark.parametrize("days", ["0", "61", "251"])
def test_a_period_is_reasonable_and_one_the_ledger_takes(office: Office, days: str) -> None:
    made = office.counter.under_review()
    assert "期限须为 1 至 60 个工作日" in office.do(made, "ask-correction", points="请补正", days=days)
    assert "期限须为 1 至 60 个工作日" in office.do(made, "ask-reason", facts="本月第31件", days=days)


def test_what_was_not_chosen_is_asked_for_and_what_was_typed_stays(office: Office) -> None:
    made = office.counter.under_review()
    assert office.do(made, "ask-correction", points="请补正") == ""
    told = office.do(made, "received", letter="", proof="邮件1001")
    assert "请选择要登记送达的文书" in told
    assert "邮件1001" in told
    assert "请从列表中选择申请人类别：自然人、" in office.do(made, "category", category="", because="登记有误")
    told = office.do(office.counter.under_review(), "fee", Role.OFFICE_HEAD, method="", quantity="31", payment="窗口")
    assert "请选择按件或者按量" in told


def test_a_draft_is_neither_passed_nor_returned_by_a_form_without_a_choice(office: Office) -> None:
    made = office.counter.under_review()
    reply = office.counter.drafted(made)
    for role, verb, stage in ((Role.LEGAL_REVIEWER, "legal-review", "DRAFT"), (Role.APPROVER, "approve", "REVIEWED")):
        told = office.do(made, verb, role, note="依据写到款项")
        assert "或者退回修改" in told
        assert "依据写到款项" in told
        reply.refresh_from_db()
        assert reply.stage == stage
        choice = "passed" if verb == "legal-review" else "approved"
        assert office.do(made, verb, role, **{choice: "yes"}) == ""


def test_a_refused_hand_over_of_everything_keeps_what_was_typed(office: Office) -> None:
    office.counter.under_review()
    browser = office.client(Role.REQUEST_OFFICER)
    page = browser.post("/desk/requests/hand-over/", {"because": "岗位调整至档案室", "to": ""})
    assert page.status_code == 422
    assert "岗位调整至档案室" in page.content.decode()


def test_a_form_sent_twice_counts_once(office: Office) -> None:
    made = office.counter.under_review()
    address = reverse("desk:request-do", args=[public_id(made.pk), "note"])
    browser = office.client(Role.REQUEST_OFFICER)
    token = token_on(browser.get(address).content.decode())
    assert browser.post(address, {"token": token, "text": "已电话联系"}).status_code == 302
    again = browser.post(address, {"token": token, "text": "已电话联系"})
    assert "已经提交过" in again.content.decode()
    assert CaseNote.objects.count() == 1


def test_of_two_officers_at_once_the_second_is_told_why(office: Office) -> None:
    made = office.counter.under_review()
    address = reverse("desk:request-do", args=[public_id(made.pk), "ask-correction"])
    one, other = office.client(Role.REQUEST_OFFICER), office.client(Role.REQUEST_OFFICER)
    tokens = [token_on(browser.get(address).content.decode()) for browser in (one, other)]
    assert one.post(address, {"token": tokens[0], "points": "请补正"}).status_code == 302
    answer = unescape(other.post(address, {"token": tokens[1], "points": "请补正年份"}).content.decode())
    assert "补正只能告知一次" in answer
    assert "请补正年份" in answer
    assert OutgoingLetter.objects.count() == 1


def test_the_page_offers_what_the_table_allows_and_says_why_not(office: Office) -> None:
    made = office.counter.under_review()
    page = office.page(Role.REQUEST_OFFICER, reverse("desk:request", args=[public_id(made.pk)]))
    may, may_not = page.split("现在不能办理的，及原因")
    assert "/do/ask-correction/" in may
    assert "一次性告知全部事项" in may
    assert "《中华人民共和国政府信息公开条例》第三十条" in may
    assert "/do/extend/" not in may
    assert "由公开工作机构负责人办理" in may_not
    assert "还没有答复书草稿" in may_not


def test_what_others_asked_too_and_was_granted_is_suggested_for_publication(office: Office) -> None:
    made, other = office.counter.under_review(), office.counter.under_review("COMMERCIAL_ENTERPRISE")
    office.reply(made, "GRANTED")
    page = office.page(Role.DRAFTER, reverse("desk:request", args=[public_id(made.pk)]))
    assert "另有 1 名申请人" in page
    assert "转为主动公开" in page
    assert "另有 1 名申请人" in office.page(Role.DRAFTER, reverse("desk:request", args=[public_id(other.pk)]))


def test_the_applicant_is_masked_and_opened_with_a_reason_that_is_logged(office: Office) -> None:
    made = office.counter.received()
    case = reverse("desk:request", args=[public_id(made.pk)])
    page = office.page(Role.REQUEST_OFFICER, case)
    assert "闻人**" in page
    for secret in (NAME, ID_NUMBER, PHONE, "滨河路18号"):
        assert secret not in page
    browser = office.client(Role.REQUEST_OFFICER)
    assert NAME not in browser.get(f"{case}applicant/").content.decode()
    assert browser.post(f"{case}applicant/", {"because": " "}).status_code == 400
    assert NAME in browser.post(f"{case}applicant/", {"because": "联系补正"}).content.decode()
    assert NAME in browser.get(f"{case}applicant/").content.decode()
    assert AuditLine.objects.filter(event="requests.applicant_opened").count() == 1
    assert AuditLine.objects.filter(event="requests.applicant_seen").count() == 1


def test_another_agencys_case_is_not_there(office: Office) -> None:
    made = office.counter.received()
    stranger = Office(office.cast, office.cast.market)
    for address in ("", "applicant/", "do/confirm/"):
        answer = stranger.client(Role.REQUEST_OFFICER).get(reverse("desk:request", args=[public_id(made.pk)]) + address)
        assert answer.status_code == 404
        assert NAME not in answer.content.decode()


def test_notes_helping_units_and_a_hand_over_stay_with_the_case(office: Office) -> None:
    made = office.counter.under_review()
    colleague = office.cast.officer(Role.DRAFTER, agency=office.agency, who="接手")
    assert "晚于答复期限" in office.do(made, "assist", unit="档案馆", question="查2019年文件", due="2022-04-29")
    assert office.do(made, "assist", unit="档案馆", question="查2019年文件", due="2022-03-10") == ""
    assert office.do(made, "hand-over", to=str(colleague.pk), because="岗位调整") == ""
    made.refresh_from_db()
    assert made.handler == colleague
    page = office.page(Role.DRAFTER, reverse("desk:request", args=[public_id(made.pk)]))
    assert "岗位调整" in page
    assert "2022-03-10 前反馈" in page
    nobody = office.cast.officer(Role.PUBLISHER, agency=office.agency)
    assert "没有办理申请的角色" in office.do(made, "hand-over", to=str(nobody.pk), because="岗位调整")


def test_everything_open_is_handed_over_in_one_act(office: Office) -> None:
    giver, taker = (office.cast.officer(Role.DRAFTER, agency=office.agency, who=who) for who in ("甲", "乙"))
    for _ in range(3):
        made = office.counter.under_review()
        InformationRequest.objects.filter(pk=made.pk).update(handler=giver)
    office.client(Role.OFFICE_HEAD).post(
        "/desk/requests/hand-over/", {"giver": giver.pk, "to": taker.pk, "because": "退休"}
    )
    assert InformationRequest.objects.filter(handler=taker).count() == 3


def test_the_board_sorts_by_what_is_left_and_counts_what_is_near(office: Office) -> None:
    for day in (date(2022, 1, 4), date(2022, 2, 8), date(2022, 3, 1)):
        office.counter.under_review(on=day)
    page = office.page(Role.REQUEST_OFFICER, "/desk/requests/")
    assert re.findall(r"逾期 \d+ 个工作日|剩 \d+ 个工作日", page) == [
        "逾期 17 个工作日",
        "剩 5 个工作日",
        "剩 20 个工作日",
    ]
    assert "逾期 1</a>" in page
    near = office.page(Role.REQUEST_OFFICER, "/desk/requests/?within=5")
    assert re.findall(r"剩 \d+ 个工作日", near) == ["剩 5 个工作日"]


def test_pages_of_the_board_follow_one_another(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.requests.board.PAGE_SIZE", 2)
    made = [
        office.counter.under_review(on=day).number for day in (date(2022, 2, 8), date(2022, 2, 9), date(2022, 2, 9))
    ]
    first = office.page(Role.REQUEST_OFFICER, "/desk/requests/")
    following = re.search(r'href="([^"]+)" rel="next"', first)[1]  # type: ignore[index]
    second = office.page(Role.REQUEST_OFFICER, "/desk/requests/" + following)
    assert [number for number in made if f">{number}<" in first] == made[:2]
    assert [number for number in made if f">{number}<" in second] == made[2:]


def test_days_of_an_opinion_awaited_are_not_counted_as_overdue(office: Office) -> None:
    made = office.counter.under_review()
    office.do(made, "consult-agency", name="县档案局", question="是否同意")
    office.cast.on(date(2022, 4, 20))
    page = office.page(Role.REQUEST_OFFICER, "/desk/requests/?list=consulted")
    assert "剩 20 个工作日" in page


def test_what_waits_stands_in_the_to_do_list_by_role(office: Office) -> None:
    made = office.counter.under_review(on=date(2022, 2, 8))
    unconfirmed = office.counter.registered("FAX").request
    office.counter.drafted(made)
    clerk, lawyer = office.page(Role.REQUEST_OFFICER, "/desk/"), office.page(Role.LEGAL_REVIEWER, "/desk/")
    assert "答复期限还有 5 个工作日" in clerk
    assert unconfirmed.number in clerk
    assert "法制审核" in lawyer
    assert unconfirmed.number not in lawyer


def test_the_month_shows_due_days_and_make_up_workdays(office: Office) -> None:
    office.cast.on(date(2022, 3, 10))
    office.counter.under_review()
    page = office.page(Role.REQUEST_OFFICER, "/desk/requests/month/?month=2022-04")
    assert "2 班" in page, "2 April 2022 was a make-up Saturday"
    assert "?due=2022-04-08" in page


def test_the_calendar_file_names_number_and_day_and_no_person(office: Office) -> None:
    made = office.counter.under_review()
    file = office.client(Role.REQUEST_OFFICER).get("/desk/requests/due.ics").content.decode().replace("\r\n ", "")
    assert made.number in file
    assert "DTSTART;VALUE=DATE:20220329" in file
    assert NAME not in file


def test_numbers_open_to_their_records(office: Office) -> None:
    made = office.counter.under_review(on=date(2022, 1, 4))
    office.reply(made, "GRANTED")
    other = office.counter.under_review()
    office.reply(other, "UNABLE_NOT_EXISTING")
    page = office.page(Role.OFFICE_HEAD, "/desk/requests/numbers/?first=2022-01-01&last=2022-12-31")
    assert "50.0%" in page
    late = office.page(Role.OFFICE_HEAD, "/desk/requests/numbers/list/?first=2022-01-01&last=2022-12-31&late=1")
    assert made.number in late
    assert other.number not in late
    sheet = office.client(Role.OFFICE_HEAD).get("/desk/requests/numbers/numbers.csv?first=2022-01-01&last=2022-12-31")
    lines = sheet.content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith(",合计,2,1,50.0%,0,37,0,1,0,0,1,0,0")


def test_a_new_holiday_notice_shows_what_moves_then_moves_it(
    office: Office, cast: Cast, settings: pytest.FixtureRequest, tmp_path: Path
) -> None:
    settings.GONGKAI_HOME = tmp_path  # type: ignore[attr-defined]
    cast.on(date(2026, 12, 14))
    made = office.counter.under_review()
    made.refresh_from_db()
    assert (made.reply_due, made.provisional) == (date(2027, 1, 11), True)
    browser = Client()
    browser.force_login(cast.officer(Role.SYSTEM_ADMIN), "django.contrib.auth.backends.ModelBackend")
    notice = {
        "year": "2027", "number": "国办发明电〔2026〕9号", "title": "关于2027年部分节假日安排的通知",
        "off": "2027-01-01至2027-01-03\n2027年1月4日", "work": "2027-01-09",
    }  # fmt: skip
    tried = unescape(browser.post("/desk/requests/holidays/", {**notice, "go": "try"}).content.decode())
    assert made.number in tried
    assert not (tmp_path / "calendars").exists()
    assert browser.post("/desk/requests/holidays/", {**notice, "go": "load"}).status_code == 302
    made.refresh_from_db()
    assert (made.reply_due, made.provisional) == (date(2027, 1, 12), False)
    assert 2027 in working_calendar().years
    moved = AuditLine.objects.get(event="requests.days_moved")
    assert moved.facts["before"] == "2027-01-11"
    wrong = browser.post("/desk/requests/holidays/", {**notice, "off": "元旦三天", "go": "load"})
    assert "“元旦三天”无法识别" in unescape(wrong.content.decode())


def test_every_step_an_officer_can_take_has_words_and_a_form() -> None:
    assert {row.action for row in TRANSITIONS} == set(WORDS)
    beside = {
        "open_reconsideration",
        "open_litigation",
        "refuse_excessive",
    }  # taken in the room of remedies; by a draft
    offered = {action for move in MOVES for action in (move.action, move.again) if action}
    assert {row.action for row in TRANSITIONS} - beside == offered


@pytest.mark.parametrize(("until", "is_warned"), [(date(2022, 3, 18), True), (None, False)])
def test_who_asks_for_a_correction_against_an_ordered_day_is_told_what_follows(
    office: Office, until: date | None, is_warned: bool
) -> None:
    made = office.counter.under_review()
    office.counter.replied(made, "UNABLE_NOT_EXISTING", "REG 36(4)")
    office.cast.on(date(2022, 3, 4))
    remake_reply(act=office.counter.lawyer, request_id=made.pk, until=until)
    for role, verb in ((Role.REQUEST_OFFICER, "ask-correction"), (Role.OFFICE_HEAD, "fee")):
        page = office.page(role, reverse("desk:request-do", args=[public_id(made.pk), verb]))
        assert ("指定的答复日期为 2022-03-18" in page) is is_warned
    extended = office.page(Role.DRAFTER, reverse("desk:request-do", args=[public_id(made.pk), "consult-agency"]))
    assert "指定的答复日期为" not in extended
