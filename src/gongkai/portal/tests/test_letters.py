"""A citizen writes: everything typed comes back, floods are held off, nothing is doubled, codes never stand in an address."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.agencies.errors import Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.audit.acts import system_act
from gongkai.audit.models import AuditLine
from gongkai.clock import SystemClock, legal_day
from gongkai.engagement.models import Letter, LetterFile, LetterReceived
from gongkai.engagement.tests.factories import accepted, closed, receive, reviewed, told_privately
from gongkai.engagement.usecases.answer_letter import publish_answer
from gongkai.files.tests.samples import macro_word, picture
from gongkai.numbering.keys import public_id
from gongkai.portal.engagement.letters import COLUMN
from gongkai.privacy.models import Arrivals

TYPED = {
    "channel": "MESSAGE", "kind": "HELP", "title": "村口路灯不亮", "text": "村口路灯坏了两个月，晚上出门不方便。",
    "writer_name": "李春梅", "writer_phone": "13839151234", "public": "yes",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


def token(page: str) -> str:
    return unescape(re.findall(r'name="token" value="([^"]+)"', page)[0])


def form(client: Client) -> dict[str, str]:
    return {**TYPED, "token": token(client.get("/hdjl/xx/").content.decode())}


def receipt(page: str) -> tuple[str, str]:
    number, code = re.findall(r'<dd class="big">([^<]+)</dd>', page)
    return number, code


def test_a_letter_is_received_and_followed_by_number_and_code(cast: Cast) -> None:
    client = Client()
    sent = client.post("/hdjl/xx/", form(client))
    number, code = receipt(sent.content.decode())
    assert (sent.status_code, Letter.objects.get().number) == (200, number)
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{8}", code)
    page = client.post("/hdjl/cx/", {"number": number.lower(), "query_code": code.lower()}).content.decode()
    assert "已提交" in page
    assert "村口路灯坏了两个月" in page
    assert client.post("/hdjl/cx/", {"number": number, "query_code": "AAAAAAAA"}).status_code == 404


def test_the_same_form_sent_twice_gives_the_same_receipt_and_one_letter(cast: Cast) -> None:
    client = Client()
    filled = form(client)
    first, second = client.post("/hdjl/xx/", filled), client.post("/hdjl/xx/", filled)
    assert receipt(first.content.decode()) == receipt(second.content.decode())
    assert (Letter.objects.count(), LetterReceived.objects.count()) == (1, 1)


def test_a_sent_form_with_another_text_is_refused_and_names_the_letter_it_brought(cast: Cast) -> None:
    client = Client()
    filled = form(client)
    number, _ = receipt(client.post("/hdjl/xx/", filled).content.decode())
    again = client.post("/hdjl/xx/", {**filled, "text": "另一件事"})
    assert again.status_code == 422
    assert f"这张表单已经提交，编号{number}" in again.content.decode()
    assert Letter.objects.count() == 1


def test_everything_to_mend_is_told_at_once_and_what_was_typed_stays(cast: Cast) -> None:
    client = Client()
    sent = client.post("/hdjl/xx/", {**form(client), "title": "", "kind": "", "text": "长" * 5001})
    page = sent.content.decode()
    assert sent.status_code == 422
    assert "请选择来信类型" in page
    assert "李春梅" in page
    sent = client.post("/hdjl/xx/", {**form(client), "title": "", "text": "长" * 5001})
    page = sent.content.decode()
    assert "请填写标题" in page
    assert "内容最多5000字，现有5001字" in page
    assert "长" * 5001 in page
    assert 'href="#title"' in page
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("bad", ["", "x", "eyJuIjoiYSJ9:1abc:forged"])
def test_a_token_that_is_not_ours_takes_nothing_and_keeps_the_text(cast: Cast, bad: str) -> None:
    sent = Client().post("/hdjl/xx/", {**TYPED, "token": bad})
    assert sent.status_code == 422
    assert "村口路灯坏了两个月" in sent.content.decode()
    assert Letter.objects.count() == 0


def test_a_machine_that_fills_the_trap_is_refused(cast: Cast) -> None:
    client = Client()
    assert client.post("/hdjl/xx/", {**form(client), "homepage": "http://spam.example"}).status_code == 422
    assert Letter.objects.count() == 0


def test_who_sends_often_is_asked_a_sum_and_who_floods_is_held_off(cast: Cast) -> None:
    client = Client()
    for _ in range(3):
        assert client.post("/hdjl/xx/", form(client)).status_code == 200
    page = client.get("/hdjl/xx/").content.decode()
    first, second = re.findall(r"([一二三四五六七八九])加([一二三四五六七八九])等于几", page)[0]
    answer = "零一二三四五六七八九".index(first) + "零一二三四五六七八九".index(second)
    assert client.post("/hdjl/xx/", {**TYPED, "token": token(page), "sum": str(answer + 1)}).status_code == 422
    assert client.post("/hdjl/xx/", {**TYPED, "token": token(page), "sum": str(answer)}).status_code == 200
    assert Letter.objects.count() == 4
    for _ in range(15):
        client.post("/hdjl/xx/", {**TYPED, "token": "x"})
    held = client.post("/hdjl/xx/", {**TYPED, "token": "x"})
    assert held.status_code == 429
    assert "请一小时后再试" in held.content.decode()
    other = Client(REMOTE_ADDR="10.0.0.9")
    assert other.post("/hdjl/xx/", form(other)).status_code == 200


def test_who_came_is_nowhere_kept(cast: Cast) -> None:
    client = Client(REMOTE_ADDR="203.0.113.77")
    client.post("/hdjl/xx/", form(client))
    assert Arrivals.objects.exists()
    assert not any("203.0.113.77" in row.sender for row in Arrivals.objects.all())
    assert "13839151234" not in str(list(AuditLine.objects.values()))


def test_codes_are_not_guessed_without_end(cast: Cast) -> None:
    client = Client()
    answers = [
        client.post("/hdjl/cx/", {"number": "XJ2022-00001", "query_code": f"A{n}"}).status_code for n in range(61)
    ]
    assert set(answers[:60]) == {404}
    assert answers[60] == 429


def test_words_of_a_request_are_pointed_to_their_channel_and_the_writer_decides(cast: Cast) -> None:
    client = Client()
    asked = {**form(client), "text": "我要申请公开城关镇征地补偿方案。"}
    shown = client.post("/hdjl/xx/", asked)
    assert shown.status_code == 200
    assert "前往依申请公开" in shown.content.decode()
    assert Letter.objects.count() == 0
    kept = client.post("/hdjl/xx/", {**asked, "token": token(shown.content.decode()), "keep": "yes"})
    assert receipt(kept.content.decode())[0].startswith("XJ")


def test_hostile_html_is_shown_as_it_was_typed(cast: Cast) -> None:
    client = Client()
    number, code = receipt(
        client.post("/hdjl/xx/", {**form(client), "text": "<script>alert(1)</script>路灯"}).content.decode()
    )
    page = client.post("/hdjl/cx/", {"number": number, "query_code": code}).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;路灯" in page
    assert "<script>alert" not in page


def test_an_answer_is_read_and_rated_once_by_the_writer(cast: Cast) -> None:
    sent = receive(cast)
    letter = sent.letter
    client = Client()
    mine = {"number": letter.number, "query_code": sent.query_code}
    assert "办理户口" not in client.post("/hdjl/cx/", mine).content.decode()
    told = told_privately(cast)
    Letter.objects.filter(pk=told.pk).update(query_digest=letter.query_digest)
    mine["number"] = told.number
    page = client.post("/hdjl/cx/", mine).content.decode()
    assert "请携带身份证和户口簿到户政大厅办理" in page
    rated = client.post("/hdjl/cx/pj/", {**mine, "rating": "SATISFIED"}).content.decode()
    assert "您的评价" in rated
    assert client.post("/hdjl/cx/pj/", {**mine, "rating": "DISSATISFIED"}).status_code == 422
    assert Letter.objects.get(pk=told.pk).rating == "SATISFIED"


def test_only_published_letters_are_listed_and_stand_under_the_right_column(cast: Cast) -> None:
    told_privately(cast)
    public = reviewed(cast)
    publish_answer(
        act=cast.act(Role.PUBLISHER, agency=cast.police), letter_id=public.id, title="户口迁移",
        question="户口迁移需要哪些材料？", answer="请携带户口簿。",
    )  # fmt: skip
    client = Client()
    page = client.get("/hdjl/lx/").content.decode()
    assert page.count("/content/") == 1
    address = re.findall(r'href="(/content/[^"]+)"', page)[0]
    document = client.get(address).content.decode()
    assert '<a href="/hdjl/lx/">来信选登</a>' in document
    assert "李春梅" not in document
    assert COLUMN == "hdjl-letters"


def test_figures_of_the_year_by_unit_with_working_days(cast: Cast) -> None:
    cast.on(date(2022, 3, 1))
    early = reviewed(cast)
    assert early.submitted_on == date(2022, 3, 1)
    closed(cast)
    accepted(cast)
    page = Client().get("/hdjl/tj/?year=2022").content.decode()
    rows = [re.sub(r"<[^>]+>", "|", row) for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", page)]
    cells = {row.strip("|").split("|")[0]: [cell for cell in row.split("|") if cell][1:] for row in rows}
    assert cells["温县公安局"] == ["2", "1", "0", "0.0"]
    assert cells["受理单位直接办理"] == ["1", "0", "0", "—"]
    assert cells["合计"] == ["3", "1", "0", "0.0"]


def test_a_portal_letter_is_dated_by_the_machine(cast: Cast) -> None:
    client = Client()
    client.post("/hdjl/xx/", {**form(client), "submitted_on": "2020-01-01"})
    assert Letter.objects.get().submitted_on == legal_day(SystemClock().now())


@pytest.mark.parametrize(
    "address", ["/hdjl/", "/hdjl/xx/", "/hdjl/cx/", "/hdjl/lx/", "/hdjl/tj/", "/hdjl/zj/", "/hdjl/ft/"]
)
def test_each_page_stands_empty_and_before_any_agency(db: None, address: str, request: pytest.FixtureRequest) -> None:
    assert Client().get(address).status_code in (404, 503)
    request.getfixturevalue("cast")
    assert Client().get(address).status_code == 200


def test_files_come_with_the_form_stay_while_it_is_mended_and_are_downloaded_by_the_code(cast: Cast) -> None:
    client = Client()
    photo = SimpleUploadedFile("路灯.jpg", picture())
    first = client.post("/hdjl/xx/", {**form(client), "title": "", "attachment": photo})
    page = first.content.decode()
    assert first.status_code == 422
    assert "已收到：路灯.jpg" in page
    kept = unescape(re.findall(r'name="kept" value="([^"]+)"', page)[0])
    sent = client.post("/hdjl/xx/", {**TYPED, "token": token(page), "kept": kept})
    number, code = receipt(sent.content.decode())
    file = LetterFile.objects.get()
    mine = {"number": number, "query_code": code}
    address = f"/hdjl/cx/fj/{public_id(file.pk)}"
    assert address in client.post("/hdjl/cx/", mine).content.decode()
    answer = client.post(address, mine)
    assert b"".join(answer.streaming_content) == picture()
    assert answer["Content-Disposition"].startswith("attachment")
    assert client.post(address, {**mine, "query_code": "AAAAAAAA"}).status_code == 404
    assert client.get(address).status_code == 405


def test_a_hostile_file_is_told_beside_its_field_and_the_letter_is_not_sent(cast: Cast) -> None:
    client = Client()
    sent = client.post("/hdjl/xx/", {**form(client), "attachment": SimpleUploadedFile("说明.docx", macro_word())})
    page = sent.content.decode()
    assert sent.status_code == 422
    assert "文件“说明.docx”" in page
    assert "村口路灯坏了两个月" in page
    assert not Letter.objects.exists()


def test_how_many_a_network_may_send_is_a_dated_setting(cast: Cast) -> None:
    today = legal_day(SystemClock().now())
    for name, value in (("forms.sum_after", 1), ("forms.refused_after", 2)):
        choose_setting(act=system_act("t", cast.clock), agency=cast.government, name=name, value=value, since=today)
    client = Client()
    first, second, third = (client.post("/hdjl/xx/", {**form(client), "title": f"第{n}封"}) for n in (1, 2, 3))
    assert (first.status_code, second.status_code, third.status_code) == (200, 422, 429)
    assert "算式" in second.content.decode()
    assert Letter.objects.count() == 1


def test_a_flood_limit_is_a_positive_number(cast: Cast) -> None:
    with pytest.raises(Refused, match="“公开表单每小时最多次数”应为正整数，例如20；所填：0"):
        choose_setting(
            act=system_act("t", cast.clock), agency=cast.government, name="forms.refused_after", value=0,
            since=date(2022, 3, 1),
        )  # fmt: skip


def test_a_text_of_many_megabytes_is_answered_in_words_and_nothing_is_kept(cast: Cast) -> None:
    client = Client()
    answer = client.post("/hdjl/xx/", {**form(client), "text": "长" * 2_000_000})
    assert answer.status_code == 413
    assert "填写的文字超过 5 MB，没有保存" in answer.content.decode()
    assert not Letter.objects.exists()
