"""Letters of a request as they go out: composed by the use case that sends them, kept, and the same for ever after."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from gongkai.agencies.errors import Refused
from gongkai.agencies.models import AgencySetting
from gongkai.notices.make import MissingContents
from gongkai.requests.letter_documents import document_of, for_applicant, what_is_missing
from gongkai.requests.letter_values import restated
from gongkai.requests.models import OutgoingLetter, Reply
from gongkai.requests.results import Decision, ItemDecision
from gongkai.requests.selectors import tracked
from gongkai.requests.tests.factories import NAME, Counter
from gongkai.requests.usecases.acknowledge import acknowledge
from gongkai.requests.usecases.ask_correction import ask_correction
from gongkai.requests.usecases.ask_reason import ask_reason
from gongkai.requests.usecases.assist import ask_assistance
from gongkai.requests.usecases.close_not_corrected import close_not_corrected
from gongkai.requests.usecases.complete_letter import complete_letter
from gongkai.requests.usecases.consult import consult
from gongkai.requests.usecases.disclose_despite import disclose_despite
from gongkai.requests.usecases.draft_reply import draft_reply
from gongkai.requests.usecases.extend import extend
from gongkai.requests.usecases.receive_opinion import receive_opinion
from gongkai.requests.usecases.record_received import record_received
from gongkai.requests.usecases.send_fee_notice import send_fee_notice
from gongkai.requests.usecases.set_delayed_date import set_delayed_date
from gongkai.requests.usecases.tell_consultation import tell_consultation


@pytest.fixture
def counter(cast):
    cast.police.contact = {"phone": "0391-6123456", "address": "温县黄河路1号"}
    cast.police.save(update_fields=["contact"])
    return Counter(cast, cast.police)


def said(letter) -> str:
    letter.refresh_from_db()
    assert letter.document, what_is_missing(letter, date(2022, 3, 1))
    return "\n".join(document_of(letter).paragraphs)


def test_the_receipt_names_number_day_last_day_and_code(counter):
    made = counter.registered()
    letter = acknowledge(act=counter.clerk, request_id=made.request.id, query_code=made.query_code)
    text = said(letter)
    for words in (
        made.request.number,
        made.query_code,
        "收到申请之日为2022年3月1日",
        "最迟于2022年3月29日予以答复",
        "0391-6123456",
    ):
        assert words in text
    assert document_of(letter).addressee == NAME


def test_a_wrong_code_is_refused_and_a_new_one_takes_the_place_of_the_old(counter):
    made = counter.registered()
    with pytest.raises(Refused, match="查询码与登记时发放的不一致"):
        acknowledge(act=counter.clerk, request_id=made.request.id, query_code="aaaaa-bbbbb")
    letter = acknowledge(act=counter.clerk, request_id=made.request.id, is_new_code=True)
    assert tracked(made.request.number, letter.content).pk == made.request.pk
    with pytest.raises(Refused):
        tracked(made.request.number, made.query_code)


def test_before_the_day_of_receipt_is_fixed_there_is_no_receipt(counter):
    made = counter.registered("FAX")
    with pytest.raises(Refused, match="还没有确定收到申请之日"):
        acknowledge(act=counter.clerk, request_id=made.request.id, query_code=made.query_code)


def test_an_extension_names_the_former_and_the_new_last_day(counter):
    request = counter.under_review()
    letter = extend(act=counter.head, request_id=request.id, days=10, because="因需要征求多家单位意见。")
    text = said(letter)
    assert "原答复期限至2022年3月29日" in text
    assert "因需要征求多家单位意见，本机关不能" in text
    assert "延长答复期限10个工作日，至2022年4月13日" in text


def test_a_correction_notice_and_its_closing_name_the_last_day(counter):
    request = counter.under_review()
    letter = ask_correction(act=counter.clerk, request_id=request.id, points="请写明文件名称。", days=7)
    assert "7个工作日内完成补正" in said(letter)
    record_received(act=counter.clerk, request_id=request.id, letter_id=letter.id)
    counter.on(date(2022, 3, 11))
    close_not_corrected(act=counter.clerk, request_id=request.id, letter="逾期未补正。")
    closing = OutgoingLetter.objects.get(kind="CLOSING")
    assert "补正期限至2022年3月10日" in said(closing)
    assert document_of(closing).title == "政府信息公开申请不再处理告知书"


def test_third_parties_are_addressed_by_their_name_and_never_told_who_asks(counter):
    request = counter.under_review()
    asked = consult(
        act=counter.clerk, request_id=request.id, party="THIRD_PARTY", name="怀川商贸有限公司", question="合同价格"
    )
    document = document_of(asked.letter)
    assert document.addressee == "怀川商贸有限公司"
    assert NAME not in str(document.as_json())
    assert document.slip is not None
    told = tell_consultation(act=counter.clerk, request_id=request.id)
    assert "已于2022年3月1日发出征求意见书" in said(told)
    assert "怀川" not in said(told)
    receive_opinion(act=counter.clerk, request_id=request.id, ref="1", answer="OBJECTS", reasons="商业秘密")
    letter = disclose_despite(act=counter.head, request_id=request.id, ref="1", because="合同价格涉及公共资金。")
    assert document_of(letter).addressee == "怀川商贸有限公司"
    assert "合同价格涉及公共资金" in said(letter)
    with pytest.raises(Refused, match="已经告知第三方"):
        disclose_despite(act=counter.head, request_id=request.id, ref="1", because="再次")


def test_another_agency_is_told_that_silence_means_yes(counter):
    request = counter.under_review()
    asked = consult(act=counter.clerk, request_id=request.id, party="AGENCY", name="温县水利局", question="联合文件")
    assert "视为同意公开" in said(asked.letter)


@pytest.mark.parametrize(
    ("method", "quantity", "steps", "amount"),
    [
        ("item", 31, "第31件申请，处于第31件起的计费档，每件200元", "应缴金额：200元"),
        (
            "volume",
            120,
            "共120页，其中免费30页；第31至100页，每页10元，计700元；第101至120页，每页20元，计400元",
            "应缴金额：1100元",
        ),
    ],
)
def test_a_fee_notice_shows_its_calculation(counter, method, quantity, steps, amount):
    request = counter.under_review()
    notice = send_fee_notice(
        act=counter.head,
        request_id=request.id,
        method=method,
        quantity=quantity,
        payment="县财政非税窗口。",
        counted_because="按一事一申请拆分",
    )
    text = said(notice.letter)
    assert steps in text
    assert amount in text


def test_reasons_asked_for_and_a_delayed_day(counter):
    request = counter.under_review()
    assert "本月第31件" in said(ask_reason(act=counter.clerk, request_id=request.id, facts="本月第31件", days=5))
    letter = set_delayed_date(act=counter.head, request_id=request.id, until=date(2022, 6, 30), because="数量较大")
    assert "最迟于2022年6月30日答复" in said(letter)


def test_a_reply_restates_decides_cites_and_names_the_real_bodies(counter, cast):
    AgencySetting.objects.create(
        agency=cast.government, name="letters.remedy_names", since=date(2022, 1, 1), recorded_at=cast.clock.now(),
        value={"court": "温县人民法院", "same_level_government.office": "温县司法局"},
    )  # fmt: skip
    reply = counter.replied(counter.under_review(), "REFUSED_INTERNAL_AFFAIRS")
    text = said(reply)
    for words in (
        "申请公开温县滨河路2021年道路维修资金安排文件", "第十六条第一款", "现将信息提供给您。",
        "60日内向温县人民政府（行政复议机构：温县司法局）", "6个月内向温县人民法院提起行政诉讼",
    ):  # fmt: skip
        assert words in text
    assert ",如不服" not in text


def test_from_2024_the_same_refusal_sends_to_reconsideration_first(counter):
    counter.on(date(2024, 3, 1))
    text = said(counter.replied(counter.under_review(), "REFUSED_INTERNAL_AFFAIRS"))
    assert "应当先申请行政复议" in text


def test_a_letter_stays_as_it_went_out_when_the_office_moves(counter, cast):
    reply = counter.replied(counter.under_review())
    before = said(reply)
    cast.police.contact = {"phone": "0391-0000000", "address": "新址"}
    cast.police.save(update_fields=["contact"])
    assert said(reply) == before
    assert "0391-6123456" in before


def test_what_was_missing_is_named_then_completed_and_kept(cast):
    counter = Counter(cast, cast.police)
    reply = counter.replied(counter.under_review())
    reply.refresh_from_db()
    assert not reply.document
    assert any("联系电话" in reason for reason in what_is_missing(reply, date(2022, 3, 1)))
    with pytest.raises(MissingContents, match="联系电话"):
        complete_letter(act=counter.clerk, request_id=reply.request_id, letter_id=reply.pk)
    cast.police.contact = {"phone": "0391-6123456", "address": "温县黄河路1号"}
    cast.police.save(update_fields=["contact"])
    complete_letter(act=counter.clerk, request_id=reply.request_id, letter_id=reply.pk)
    assert "0391-6123456" in said(reply)
    with pytest.raises(Refused, match="已经定稿"):
        complete_letter(act=counter.clerk, request_id=reply.request_id, letter_id=reply.pk)


def test_the_whole_letter_lies_encrypted(counter):
    reply = counter.replied(counter.under_review())
    with connection.cursor() as cursor:
        cursor.execute("SELECT document FROM requests_reply")
        stored = bytes(cursor.fetchone()[0])
    assert NAME.encode() not in stored
    assert NAME in Reply.objects.get(pk=reply.pk).document


def test_who_is_deemed_to_have_given_up_is_told_who_hears_that(counter):
    request = counter.under_review(category="COMMERCIAL_ENTERPRISE")
    notice = ask_correction(act=counter.clerk, request_id=request.id, points="请写明年份", days=5)
    record_received(act=counter.clerk, request_id=request.id, letter_id=notice.pk)
    counter.on(date(2022, 3, 10))
    close_not_corrected(act=counter.clerk, request_id=request.id, letter="逾期")
    text = said(OutgoingLetter.objects.filter(request=request).order_by("id").last())
    assert "如不服本告知，可以自收到本告知书之日起60日内向" in text
    assert "你单位无正当理由未补正" in text
    assert "您（单位）" not in text


def test_a_reply_on_several_items_says_what_is_decided_on_each_and_names_a_law_once(counter):
    request = counter.under_review()
    items = (ItemDecision(1, "GRANTED", ("REG 36(2)",)), ItemDecision(2, "REFUSED_THIRD_PARTY", ("REG 15", "REG 32")))
    decision = Decision("PARTIALLY_GRANTED", ("REG 15", "REG 32"), items)
    reply = draft_reply(act=counter.drafter, request_id=request.id, decision=decision, content="说明。", submit=True)
    text = "\n".join(document_of(reply).paragraphs)
    assert "根据《中华人民共和国政府信息公开条例》第十五条、第三十二条，您申请公开的" in text
    assert (
        "第1项申请内容：予以公开（《中华人民共和国政府信息公开条例》第三十六条第（二）项）。\n第2项申请内容：" in text
    )


def test_an_outcome_without_an_article_of_its_own_cites_none_unless_one_is_named(counter):
    reply = counter.drafted(counter.under_review(), "NOT_PROCESSED_CONFIRM_REISSUE")
    text = "\n".join(document_of(reply).paragraphs)
    assert "经审查，您要求本机关对已获取的政府信息进行确认" in text
    assert "依据" not in text


def test_an_applicants_text_is_restated_on_one_paragraph_and_signs_are_marked():
    assert restated("第一行\n\n第二行😀𠮷") == "第一行 第二行〓𠮷"


def test_the_letter_to_a_helping_unit_is_numbered_and_never_the_applicants(counter):
    made = counter.under_review()
    asked = ask_assistance(
        act=counter.drafter, request_id=made.id, unit="温县档案馆", question="请提供2021年底稿", due=date(2022, 3, 10)
    )
    document = document_of(asked.letter)
    assert document.addressee == "温县档案馆"
    assert document.number.startswith("县公安局公开告〔2022〕")
    assert "请最迟于2022年3月10日书面反馈" in said(asked.letter)
    assert NAME not in str(document.as_json())
    assert for_applicant(made, asked.letter.pk) is None
    inside = ask_assistance(
        act=counter.drafter,
        request_id=made.id,
        unit="法规股",
        question="请核对",
        due=date(2022, 3, 10),
        with_letter=False,
    )
    assert inside.letter is None
