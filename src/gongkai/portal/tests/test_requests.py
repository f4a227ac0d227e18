"""依申请公开 for citizens: asked in two pages, nothing typed lost, the receipt, followed by number and code, guessing slowed."""

from __future__ import annotations

import io
import re
from datetime import date
from functools import cache
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.audit.acts import system_act
from gongkai.audit.models import AuditLine
from gongkai.files.store import read, read_sealed
from gongkai.law.codes import make_resident_number
from gongkai.messages.models import Message
from gongkai.requests.guessing import MOST_FROM_ONE, MOST_ON_ONE
from gongkai.requests.models import InformationRequest, SentForm
from gongkai.requests.tests.factories import Counter
from gongkai.requests.usecases.ask_correction import ask_correction
from gongkai.requests.usecases.begin_review import begin_review
from gongkai.requests.usecases.confirm_receipt import confirm_receipt
from gongkai.requests.usecases.send_fee_notice import send_fee_notice

pytestmark = pytest.mark.django_db
CARD = make_resident_number("410825", date(1985, 3, 7), 127)
NAME, PHONE, HOME = "闻人䶮", "13803917788", "温县滨河路18号"
WANTED = {
    "agency": "wenxian-gaj", "subject": "2021年度农村公路养护资金安排文件", "description": "滨河路2021年养护资金，含附件。",
    "form": "ELECTRONIC", "delivery": "ONLINE",
}  # fmt: skip
PERSON = {
    "category": "NATURAL_PERSON", "name": NAME, "id_type": "RESIDENT_ID", "id_number": CARD, "contact": PHONE,
    "address": HOME, "privacy": "1",
}  # fmt: skip


@pytest.fixture
def client(cast: Cast) -> Client:
    return Client()


@cache
def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 3), "white").save(out, "PNG")
    return out.getvalue()


def proof() -> SimpleUploadedFile:
    return SimpleUploadedFile("闻人䶮身份证.png", picture(), "image/png")


def token_on(page: str) -> str:
    return re.search(r'name="token" value="([0-9a-f]{32})"', page)[1]  # type: ignore[index]


def second_page(client: Client) -> str:
    page = client.post("/zfxxgk/ysqgk/sq/", {**WANTED, "go": "next"})
    assert page.status_code == 200
    return page.content.decode()


def send(client: Client, token: str, **changed: object):  # type: ignore[no-untyped-def]
    return client.post(
        "/zfxxgk/ysqgk/sq/",
        {**WANTED, **PERSON, "go": "send", "token": token, "identity_proof": proof(), **changed},
    )


def asked(client: Client, **changed: object) -> tuple[str, str]:
    """Number and query code of a request sent through the form."""
    done = send(client, token_on(second_page(client)), **changed)
    assert done.status_code == 302, unescape(done.content.decode())
    page = client.get("/zfxxgk/ysqgk/hz/").content.decode()
    number, code = re.findall(r'<span class="code">([^<]+)</span>', page)
    return number, code


def follow(client: Client, number: str, code: str, address: str = "10.0.0.9") -> int:
    return client.post("/zfxxgk/ysqgk/cx/", {"number": number, "code": code}, REMOTE_ADDR=address).status_code


def step(client: Client, verb: str, **data: str) -> str:
    where = f"/zfxxgk/ysqgk/jd/{verb}/" if verb in ("withdraw", "rate") else "/zfxxgk/ysqgk/jd/"
    page = client.get(where).content.decode()
    client.post(f"/zfxxgk/ysqgk/jd/{verb}/", {"token": token_on(page), **data})
    return client.get("/zfxxgk/ysqgk/jd/").content.decode()


def test_a_citizen_asks_in_two_pages_and_takes_number_and_code_along(client: Client) -> None:
    number, code = asked(client)
    made = InformationRequest.objects.get()
    assert (number, made.channel, made.category, made.state) == (
        made.number, "INTERNET", "natural_person", "AWAITING_CONFIRMATION",
    )  # fmt: skip
    assert made.applicant_name == NAME
    assert made.identity_proof is not None
    assert re.fullmatch(r"[2-9a-z]{5}-[2-9a-z]{5}", code)


def test_an_organisation_asks_without_an_identity_card(client: Client) -> None:
    firm = {"category": "COMMERCIAL_ENTERPRISE", "name": "怀川商贸有限公司", "uscc": "", "handling_person": ""}
    refused = send(client, token_on(second_page(client)), **firm)
    assert refused.status_code == 400
    assert "请填写统一社会信用代码和经办人" in refused.content.decode()


def test_everything_wrong_is_told_at_once_and_nothing_typed_is_lost(client: Client) -> None:
    page = send(client, token_on(second_page(client)), id_number="410825198503071271", contact="", privacy="")
    text = unescape(page.content.decode())
    assert page.status_code == 400
    assert "公民身份号码校验码应为" in text
    assert "请填写联系方式" in text
    assert "我已阅读个人信息处理告知" in text
    for kept in (NAME, HOME, "410825198503071271", WANTED["subject"], WANTED["description"], "已上传，不必重新选择"):
        assert kept in text
    assert InformationRequest.objects.count() == 0


def test_a_file_kept_on_an_error_need_not_be_chosen_again(client: Client) -> None:
    page = send(client, token_on(second_page(client)), contact="").content.decode()
    kept = re.search(r'name="proof_kept" value="([^"]+)"', page)[1]  # type: ignore[index]
    done = send(client, token_on(page), identity_proof="", proof_kept=unescape(kept))
    assert done.status_code == 302
    assert InformationRequest.objects.get().identity_proof.name == "proof.png"  # type: ignore[union-attr]


def test_the_proof_of_identity_is_kept_encrypted_under_a_name_that_says_nothing(client: Client) -> None:
    asked(client)
    stored = InformationRequest.objects.get().identity_proof
    assert stored is not None
    assert read_sealed(stored) == picture()
    assert picture() not in read(stored)
    assert NAME not in stored.name


def test_number_and_code_go_to_the_mobile_number_and_are_kept_encrypted(client: Client) -> None:
    number, code = asked(client)
    told = Message.objects.get()
    assert (told.channel, told.address) == ("SMS", PHONE)
    assert number in told.text
    assert code in told.text
    assert NAME not in told.text


def test_a_key_of_a_file_that_was_not_signed_here_names_nothing(client: Client) -> None:
    page = send(client, token_on(second_page(client)), identity_proof="", proof_kept="123:abc:def")
    assert page.status_code == 400
    assert "请上传身份证明" in page.content.decode()


def test_a_picture_that_is_none_is_refused(client: Client) -> None:
    page = send(client, token_on(second_page(client)), identity_proof=SimpleUploadedFile("a.pdf", b"MZ\x90 program"))
    assert page.status_code == 400
    assert "的内容不是PDF" in page.content.decode()


def test_the_first_page_is_checked_before_the_second_opens(client: Client) -> None:
    page = client.post("/zfxxgk/ysqgk/sq/", {**WANTED, "agency": "nobody", "subject": "", "go": "next"})
    text = page.content.decode()
    assert page.status_code == 400
    assert "请选择受理机关" in text
    assert "事项须填写" in text
    assert WANTED["description"] in text


def test_a_hundred_thousand_characters_are_answered_plainly(client: Client) -> None:
    page = client.post("/zfxxgk/ysqgk/sq/", {**WANTED, "description": "路" * 100_000, "go": "next"})
    assert page.status_code == 400
    assert "现有 100000 个字" in page.content.decode()


def test_emoji_and_rare_characters_pass(client: Client) -> None:
    asked(client, name="𠮷野家䶮😀", description="道路维修😀\x00资料")
    made = InformationRequest.objects.get()
    assert (made.applicant_name, made.description) == ("𠮷野家䶮😀", "道路维修😀资料")


def test_nothing_unseen_turns_a_name_around_and_a_subject_is_one_line(client: Client) -> None:
    asked(client, name="\u202e䶮人闻", subject="道路\r\n维修\u200b资料", id_number="４１０８２５" + CARD[6:])
    made = InformationRequest.objects.get()
    assert (made.applicant_name, made.subject, made.applicant_id_number) == ("䶮人闻", "道路 维修资料", CARD)


def test_a_number_that_names_a_person_is_not_taken_into_the_subject(client: Client) -> None:
    page = client.post("/zfxxgk/ysqgk/sq/", {**WANTED, "subject": "410825199003070118名下房屋登记", "go": "next"})
    assert page.status_code == 400
    assert "其中含有公民身份号码；请写在内容描述里" in page.content.decode()


def test_a_form_sent_twice_registers_once_and_shows_the_same_receipt(client: Client) -> None:
    token = token_on(second_page(client))
    assert send(client, token).status_code == 302
    first = client.get("/zfxxgk/ysqgk/hz/").content
    assert send(client, token).status_code == 302
    assert client.get("/zfxxgk/ysqgk/hz/").content == first
    assert InformationRequest.objects.count() == 1


def test_a_receipt_is_shown_to_the_browser_that_sent_the_form_only(client: Client) -> None:
    asked(client)
    assert Client().get("/zfxxgk/ysqgk/hz/")["Location"] == "/zfxxgk/ysqgk/cx/"


def test_a_program_that_fills_every_field_is_refused(client: Client) -> None:
    page = send(client, token_on(second_page(client)), website="http://example.com")
    assert page.status_code == 400
    assert InformationRequest.objects.count() == 0


def test_a_flood_from_one_address_ends(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.requests.guessing.MOST_HANDED_IN", 2)
    asked(client)
    asked(client)
    page = send(client, token_on(second_page(client)))
    assert page.status_code == 400
    assert "过于频繁" in page.content.decode()
    assert InformationRequest.objects.count() == 2


def test_a_subject_that_names_the_applicant_leads_back_to_the_first_page(client: Client) -> None:
    page = send(client, token_on(second_page(client)), subject=f"{NAME}的拆迁补偿文件")
    text = page.content.decode()
    assert page.status_code == 400
    assert "事项会出现在台账和报表中" in text
    assert "需要什么信息" in text


def test_the_clock_starts_when_both_sides_have_confirmed_and_the_page_says_so(client: Client, cast: Cast) -> None:
    number, code = asked(client)
    assert follow(client, number, code) == 302
    page = client.get("/zfxxgk/ysqgk/jd/").content.decode()
    assert "以双方确认之日为收到申请之日" in page
    assert "确认已提交" in page
    page = step(client, "confirm")
    assert "申请人确认已经提交" in page
    assert "AWAITING" not in page
    assert "尚未确定" in page
    made = InformationRequest.objects.get()
    clerk = cast.act(Role.REQUEST_OFFICER, agency=cast.police).at(system_act("x").clock)
    confirm_receipt(act=clerk, request_id=made.pk, by="agency")
    page = client.get("/zfxxgk/ysqgk/jd/").content.decode()
    assert "双方确认之日为收到申请之日" in page
    assert "第三十一条" in page
    assert "加20个工作日" in page


def test_ticking_on_the_form_confirms_for_the_applicant(client: Client) -> None:
    asked(client, confirmed="1")
    events = InformationRequest.objects.get().events.order_by("sequence")
    assert [(one.type, one.data) for one in events] == [("submitted", {}), ("confirmed", {"by": "applicant"})]


def test_number_and_code_are_never_in_an_address_and_spaces_do_not_matter(client: Client) -> None:
    number, code = asked(client)
    answer = client.post("/zfxxgk/ysqgk/cx/", {"number": f" {number.lower()} ", "code": code.upper().replace("-", " ")})
    assert answer["Location"] == "/zfxxgk/ysqgk/jd/"
    assert client.get(f"/zfxxgk/ysqgk/cx/?number={number}&code={code}").status_code == 200  # a form, nothing opened
    assert Client().get("/zfxxgk/ysqgk/jd/")["Location"] == "/zfxxgk/ysqgk/cx/"


def test_a_wrong_code_and_a_number_that_does_not_exist_are_answered_alike(client: Client) -> None:
    number, _ = asked(client)
    told = []
    for guess in (number, "WENXIAN-GAJ2026-9999"):
        page = Client().post("/zfxxgk/ysqgk/cx/", {"number": guess, "code": "aaaaa-aaaaa"}).content.decode()
        told.append(re.sub(r'value="[^"]*"', "", page))
    assert told[0] == told[1]
    assert "申请编号或者查询码不正确" in told[0]


def test_guessing_from_one_address_has_to_wait_even_with_the_right_code(client: Client) -> None:
    number, code = asked(client)
    for _ in range(MOST_FROM_ONE):
        assert follow(Client(), number, "aaaaa-aaaaa", "10.9.9.9") == 400
    assert follow(Client(), number, code, "10.9.9.9") == 429
    assert follow(Client(), number, code, "10.0.0.1") == 302, "the owner elsewhere is let in"


def test_a_number_under_attack_from_many_addresses_still_opens_for_its_owner(client: Client) -> None:
    number, code = asked(client)
    for last in range(MOST_ON_ONE):
        follow(Client(), number, "aaaaa-aaaaa", f"10.1.0.{last}")
    assert follow(Client(), number, "aaaaa-aaaab", "10.1.0.3") == 429, "who was wrong once waits"
    assert follow(Client(), number, code, "10.7.7.7") == 302


def test_a_correction_is_written_in_place_and_the_limit_begins_anew(client: Client, cast: Cast) -> None:
    number, code = asked(client, confirmed="1")
    made = InformationRequest.objects.get()
    clerk = cast.act(Role.REQUEST_OFFICER, agency=cast.police).at(system_act("x").clock)
    confirm_receipt(act=clerk, request_id=made.pk, by="agency")
    begin_review(act=clerk, request_id=made.pk, handling_unit="法规股")
    ask_correction(act=clerk, request_id=made.pk, points="请写明哪一段道路")
    follow(client, number, code)
    assert "需要您补正" in client.get("/zfxxgk/ysqgk/jd/").content.decode()
    page = step(client, "correct", description="滨河路东段")
    made.refresh_from_db()
    assert (made.state, made.description) == ("UNDER_REVIEW", "滨河路东段")
    assert "收到补正后的申请，答复期限重新计算" in page


def to_be_corrected(cast: Cast, made: InformationRequest) -> None:
    clerk = cast.act(Role.REQUEST_OFFICER, agency=cast.police).at(system_act("x").clock)
    confirm_receipt(act=clerk, request_id=made.pk, by="agency")
    begin_review(act=clerk, request_id=made.pk, handling_unit="法规股")
    ask_correction(act=clerk, request_id=made.pk, points="请补交身份证明，\n并写明哪一段道路")


def test_an_empty_correction_is_refused_and_the_only_chance_is_not_lost(client: Client, cast: Cast) -> None:
    number, code = asked(client, confirmed="1")
    made = InformationRequest.objects.get()
    to_be_corrected(cast, made)
    follow(client, number, code)
    page = client.get("/zfxxgk/ysqgk/jd/").content.decode()
    assert "请补交身份证明，\n并写明哪一段道路" in page
    assert "如需补正，加7个工作日内告知" not in page
    for empty in ("", " \n"):
        told = client.post("/zfxxgk/ysqgk/jd/correct/", {"token": token_on(page), "description": empty})
        assert (told.status_code, "请写明补正后的内容描述" in told.content.decode()) == (400, True)
        page = told.content.decode()
    made.refresh_from_db()
    assert (made.state, made.description) == ("CORRECTION_REQUESTED", WANTED["description"])


def test_a_missing_paper_is_brought_with_the_correction_and_one_on_file_is_not_replaced(
    client: Client, cast: Cast
) -> None:
    number, code = asked(client, confirmed="1")
    made = InformationRequest.objects.get()
    first = made.identity_proof_id
    to_be_corrected(cast, made)
    follow(client, number, code)
    page = client.get("/zfxxgk/ysqgk/jd/").content.decode()
    assert 'name="identity_proof"' not in page
    told = client.post(
        "/zfxxgk/ysqgk/jd/correct/", {"token": token_on(page), "description": "滨河路", "identity_proof": proof()}
    )
    assert "已有身份证明" in told.content.decode()
    InformationRequest.objects.update(identity_proof=None, version=made.version + 90)
    page = client.get("/zfxxgk/ysqgk/jd/").content.decode()
    assert 'name="identity_proof"' in page
    wrong = SimpleUploadedFile("x.png", b"MZ not a picture", "image/png")
    told = client.post("/zfxxgk/ysqgk/jd/correct/", {"token": token_on(page), "identity_proof": wrong})
    assert told.status_code == 400
    client.post("/zfxxgk/ysqgk/jd/correct/", {"token": token_on(told.content.decode()), "identity_proof": proof()})
    made.refresh_from_db()
    assert (made.state, made.description) == ("UNDER_REVIEW", WANTED["description"])
    assert made.identity_proof_id not in (None, first)


def test_a_fee_is_shown_from_the_day_it_is_notified_and_no_longer_once_withdrawn(client: Client, cast: Cast) -> None:
    number, code = asked(client, confirmed="1")
    made = InformationRequest.objects.get()
    at = system_act("x").clock
    clerk = cast.act(Role.REQUEST_OFFICER, agency=cast.police).at(at)
    confirm_receipt(act=clerk, request_id=made.pk, by="agency")
    begin_review(act=clerk, request_id=made.pk, handling_unit="法规股")
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police).at(at)
    send_fee_notice(act=head, request_id=made.pk, method="volume", quantity=120, payment="到县政务服务中心缴纳")
    follow(client, number, code)
    page = client.get("/zfxxgk/ysqgk/jd/").content.decode()
    assert "1100 元" in page
    assert "按量计收，共 120 页" in page
    assert "自收到收费通知次日起 20 个工作日内" in page
    gone = step(client, "withdraw")
    assert "申请已撤回" in gone
    assert "缴纳信息处理费" not in gone
    assert "如需补正，加7个工作日内告知" not in gone


def test_reply_is_read_acknowledged_and_rated_once(client: Client, cast: Cast) -> None:
    number, code = asked(client, confirmed="1")
    made = InformationRequest.objects.get()
    counter = Counter(cast, cast.police)
    now = system_act("x").clock
    for name in ("clerk", "drafter", "lawyer", "signer"):
        setattr(counter, name, getattr(counter, name).at(now))
    confirm_receipt(act=counter.clerk, request_id=made.pk, by="agency")
    counter.reviewed(made)
    counter.replied(made)
    follow(client, number, code)
    page = client.get("/zfxxgk/ysqgk/jd/").content.decode()
    letter = re.search(r'href="(/zfxxgk/ysqgk/ws/r/[^"]+)"', page)[1]  # type: ignore[index]
    assert "现将信息提供给您" in client.get(letter).content.decode()
    assert Client().get(letter).status_code == 302, "nobody else opens it"
    page = step(client, "acknowledge")
    assert "已送达" in page
    assert "申请行政复议" in page
    assert "您的评价：满意" in step(client, "rate", grade="SATISFIED")
    assert made.rating.grade == "SATISFIED"


def test_a_request_is_withdrawn_by_its_applicant(client: Client) -> None:
    number, code = asked(client)
    follow(client, number, code)
    assert "确认收到前已放弃" in step(client, "withdraw")


def test_a_step_sent_twice_counts_once(client: Client) -> None:
    number, code = asked(client)
    follow(client, number, code)
    token = token_on(client.get("/zfxxgk/ysqgk/jd/").content.decode())
    for _ in range(2):
        client.post("/zfxxgk/ysqgk/jd/confirm/", {"token": token})
    assert InformationRequest.objects.get().events.count() == 2


def test_what_is_personal_is_in_no_table_no_log_and_no_address(client: Client) -> None:
    number, code = asked(client, confirmed="1")
    follow(client, number, code)
    assert SentForm.objects.count() == 1
    assert AuditLine.objects.count() > 0
    planted = [text.encode() for text in (NAME, CARD, PHONE, HOME, WANTED["description"], code, code.replace("-", ""))]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                held = b"|".join(
                    bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode() for value in row
                )
                assert not [one for one in planted if one in held], table


def test_the_guide_names_both_forms_and_shows_numbers_only_by_choice(client: Client, cast: Cast) -> None:
    page = client.get("/zfxxgk/ysqgk/").content.decode()
    assert "办理情况" not in page
    assert "网上申请" in page
    choose_setting(
        act=system_act("x"), agency=cast.government, name="requests.statistics_open", value=True, since=date(2022, 1, 1)
    )
    assert "办理情况" in client.get("/zfxxgk/ysqgk/").content.decode()


@pytest.mark.parametrize(("ending", "begins"), [("docx", b"PK"), ("pdf", b"%PDF-")])
def test_the_paper_form_comes_as_docx_and_pdf(client: Client, ending: str, begins: bytes) -> None:
    assert client.get(f"/zfxxgk/ysqgk/form.{ending}").content.startswith(begins)
    assert client.get("/zfxxgk/ysqgk/form.exe").status_code == 404
