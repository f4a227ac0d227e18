"""A request from the counter to the archive, and what the law refuses on the way."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.audit.log import verify as verify_audit
from gongkai.audit.models import AuditLine
from gongkai.requests.models import Closing, InformationRequest, Receipt, Reply
from gongkai.requests.results import Decision, ItemDecision
from gongkai.requests.tests.factories import ID_NUMBER, NAME, PHONE, Counter, application
from gongkai.requests.usecases.approve_reply import approve_reply
from gongkai.requests.usecases.archive import archive
from gongkai.requests.usecases.begin_review import begin_review
from gongkai.requests.usecases.deliver import deliver
from gongkai.requests.usecases.draft_reply import draft_reply
from gongkai.requests.usecases.legal_review import legal_review
from gongkai.requests.usecases.register import register
from gongkai.requests.usecases.send_reply import send_reply
from gongkai.requests.usecases.submit_reply import submit_reply


def test_from_the_counter_to_the_archive(counter: Counter) -> None:
    counter.on(date(2022, 1, 19))
    request = counter.received()
    assert (request.number, request.state) == ("WENXIAN-GAJ2022-0001", "REGISTERED")
    assert request.reply_due == date(2022, 2, 21)  # E01
    assert Receipt.objects.get(request=request).happened_on == date(2022, 1, 19)
    assert counter.reviewed(request).state == "UNDER_REVIEW"
    counter.on(date(2022, 2, 15))
    reply = counter.replied(request, "GRANTED")
    request.refresh_from_db()
    assert (request.state, request.workflow, request.reply_due) == ("REPLIED", "", date(2022, 2, 21))
    assert (reply.number, reply.row, reply.made_on) == ("县公安局公开答〔2022〕1号", "granted", date(2022, 2, 15))
    closing = Closing.objects.get(request=request)
    assert (closing.row, closing.category, closing.happened_on) == ("granted", "natural_person", date(2022, 2, 15))
    counter.on(date(2022, 2, 18))
    deliver(act=counter.clerk, request_id=request.id, proof="签收")
    filed = archive(act=counter.clerk, request_id=request.id)
    assert (filed.state, filed.retention_until) == ("ARCHIVED", date(2032, 2, 18))
    assert not list(verify_audit())


def test_numbers_have_no_gap_and_begin_anew_each_year(counter: Counter) -> None:
    counter.on(date(2022, 12, 30))
    first = counter.received().number
    with pytest.raises(Refused, match="请描述所需政府信息"):
        register(
            act=counter.clerk, agency=counter.agency, channel="IN_PERSON",
            application=application().__class__(application().applicant, application().wanted.__class__("事项", "")),
        )  # fmt: skip
    second = counter.received().number
    counter.on(date(2023, 1, 3))
    third = counter.received().number
    assert [first, second, third] == ["WENXIAN-GAJ2022-0001", "WENXIAN-GAJ2022-0002", "WENXIAN-GAJ2023-0001"]


def test_every_fault_of_a_form_is_told_at_once(counter: Counter) -> None:
    wrong = application(category="CITIZEN", name=" ", id_number="410825198503071270", subject="")
    with pytest.raises(Refused) as refused:
        register(act=counter.clerk, agency=counter.agency, channel="PIGEON", application=wrong, on=date(2022, 3, 2))
    assert {reason.field for reason in refused.value.reasons} >= {"channel", "on", "category", "name", "subject"}
    assert not InformationRequest.objects.exists()


def test_a_subject_that_names_the_applicant_is_refused(counter: Counter) -> None:
    for subject in (f"{NAME}的低保审批表", f"联系电话{PHONE}"):
        with pytest.raises(Refused, match="不得写入申请人姓名"):
            register(
                act=counter.clerk, agency=counter.agency, channel="IN_PERSON", application=application(subject=subject)
            )


def test_an_identity_number_with_a_wrong_check_digit_is_refused(counter: Counter) -> None:
    last = "0" if ID_NUMBER[-1] != "0" else "1"
    with pytest.raises(Refused) as refused:
        register(
            act=counter.clerk, agency=counter.agency, channel="IN_PERSON",
            application=application(id_number=ID_NUMBER[:-1] + last),
        )  # fmt: skip
    assert [reason.field for reason in refused.value.reasons] == ["id_number"]


def test_the_online_form_must_be_complete_the_counter_need_not(counter: Counter) -> None:
    bare = application(contact="", id_type="", id_number="")
    assert register(act=counter.clerk, agency=counter.agency, channel="IN_PERSON", application=bare).request.pk
    with pytest.raises(Refused) as refused:
        register(act=counter.cast.citizen(), agency=counter.agency, channel="INTERNET", application=bare)
    assert {reason.field for reason in refused.value.reasons} == {"contact", "id_number"}


def test_nobody_signs_the_own_draft(counter: Counter) -> None:
    both = counter.cast.act(Role.DRAFTER, Role.APPROVER, Role.LEGAL_REVIEWER, agency=counter.agency)
    request = counter.under_review()
    draft_reply(act=both, request_id=request.id, decision=Decision("GRANTED"), content="正文")
    with pytest.raises(Refused, match="起草人以外"):
        legal_review(act=both, request_id=request.id)
    legal_review(act=counter.lawyer, request_id=request.id)
    with pytest.raises(Refused, match="起草人不能签发"):
        approve_reply(act=both, request_id=request.id)
    assert approve_reply(act=counter.signer, request_id=request.id).stage == Reply.Stage.APPROVED


def test_who_drafted_before_a_return_does_not_sign_either(counter: Counter) -> None:
    both = counter.cast.act(Role.DRAFTER, Role.APPROVER, agency=counter.agency)
    request = counter.under_review()
    draft_reply(act=both, request_id=request.id, decision=Decision("GRANTED"), content="正文")
    legal_review(act=counter.lawyer, request_id=request.id, passed=False, note="依据不完整")
    request.refresh_from_db()
    assert request.state == "DRAFTING"
    counter.drafted(request, "UNABLE_NOT_EXISTING")
    legal_review(act=counter.lawyer, request_id=request.id)
    with pytest.raises(Refused, match="起草人不能签发"):
        approve_reply(act=both, request_id=request.id)


def test_a_reply_is_not_signed_before_legal_review_nor_sent_before_it_is_signed(counter: Counter) -> None:
    request = counter.under_review()
    counter.drafted(request, submit=False)
    with pytest.raises(Refused, match="不能"):
        approve_reply(act=counter.signer, request_id=request.id)
    submit_reply(act=counter.drafter, request_id=request.id)
    with pytest.raises(Refused, match="法制审核"):
        approve_reply(act=counter.signer, request_id=request.id)
    with pytest.raises(Refused, match="尚未签发"):
        send_reply(act=counter.clerk, request_id=request.id, delivery="POST")
    assert not Closing.objects.exists()


def test_a_role_does_only_its_own_work(counter: Counter) -> None:
    request = counter.under_review()
    with pytest.raises(NotAllowed):
        register(act=counter.drafter, agency=counter.agency, channel="IN_PERSON", application=application())
    counter.drafted(request)
    legal_review(act=counter.lawyer, request_id=request.id)
    with pytest.raises(NotAllowed):
        approve_reply(act=counter.clerk, request_id=request.id)


def test_another_agencys_officer_finds_nothing(counter: Counter) -> None:
    request = counter.received()
    stranger = counter.cast.act(Role.REQUEST_OFFICER, agency=counter.cast.market)
    with pytest.raises(NotFound):
        begin_review(act=stranger, request_id=request.id, handling_unit="法规股")
    with pytest.raises(NotFound):
        begin_review(act=counter.clerk, request_id=request.id + 1, handling_unit="法规股")
    with pytest.raises(NotAllowed):
        register(act=stranger, agency=counter.agency, channel="IN_PERSON", application=application())


def test_the_office_answers_in_the_name_of_its_government(counter: Counter) -> None:
    clerk = counter.cast.act(Role.REQUEST_OFFICER)
    asked = register(
        act=clerk, agency=counter.cast.government, channel="IN_PERSON", application=application()
    ).request  # fmt: skip
    assert asked.number == "WENXIAN2022-0001"
    begun = begin_review(
        act=clerk, request_id=asked.id, handling_unit="政务公开股", handler=counter.cast.officer(Role.DRAFTER)
    )
    assert begun.state == "UNDER_REVIEW"
    other, elsewhere = counter.cast.officer(Role.DRAFTER, agency=counter.cast.market), counter.received()
    with pytest.raises(Refused, match="不是本单位"):
        begin_review(act=counter.clerk, request_id=elsewhere.id, handling_unit="法规股", handler=other)


def test_what_the_table_does_not_offer_names_the_article(counter: Counter) -> None:
    request = counter.received()
    with pytest.raises(Refused) as refused:
        deliver(act=counter.clerk, request_id=request.id)
    assert "已登记" in str(refused.value)
    assert "第三十三条" in refused.value.reasons[0].article


def test_mixed_items_count_as_partly_granted_only(counter: Counter) -> None:
    request = counter.under_review()
    items = (ItemDecision(1, "GRANTED"), ItemDecision(2, "REFUSED_THIRD_PARTY", ("REG 15",)))
    with pytest.raises(Refused, match="只计“部分公开”"):
        draft_reply(act=counter.drafter, request_id=request.id, decision=Decision("GRANTED", (), items), content="正文")
    decision = Decision("PARTIALLY_GRANTED", ("REG 37", "REG 15"), items)
    reply = draft_reply(act=counter.drafter, request_id=request.id, decision=decision, content="正文")
    assert reply.row == "partially_granted"
    assert [item["outcome"] for item in reply.items] == ["GRANTED", "REFUSED_THIRD_PARTY"]


def test_no_personal_data_reaches_log_ledger_or_database_in_the_clear(counter: Counter) -> None:
    request = counter.under_review()
    counter.delivered(request)
    log = "".join(f"{line.facts}{line.changed}{line.object_id}" for line in AuditLine.objects.all())
    assert all(text not in log for text in (NAME, ID_NUMBER, PHONE))
    raw = InformationRequest.objects.filter(pk=request.pk).extra(select={"raw": "applicant_name"}).values_list("raw")
    assert NAME.encode() not in bytes(raw[0][0])
    assert InformationRequest.objects.get(pk=request.pk).applicant_name == NAME
