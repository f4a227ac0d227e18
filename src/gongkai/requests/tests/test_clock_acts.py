"""Acts that move the clock: the dates are those of the worked examples (domain 3.11), entered through the use cases."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.law.conventions import DEFAULTS, SuspensionBegins
from gongkai.requests.models import CaseNote, Closing, FeeNotice, FeePayment, InformationRequest, Receipt, RequestEvent
from gongkai.requests.models.letters import OutgoingLetter
from gongkai.requests.projections import verify
from gongkai.requests.repeats import earlier_by_same_applicant, place_in_month, same_text_elsewhere
from gongkai.requests.rules import conventions_of, conventions_of_many
from gongkai.requests.selectors import reading_of
from gongkai.requests.tests.factories import Counter
from gongkai.requests.usecases.ask_correction import ask_correction
from gongkai.requests.usecases.ask_reason import ask_reason
from gongkai.requests.usecases.close_fee_unpaid import close_fee_unpaid
from gongkai.requests.usecases.close_not_corrected import close_not_corrected
from gongkai.requests.usecases.confirm_receipt import confirm_receipt
from gongkai.requests.usecases.consult import consult
from gongkai.requests.usecases.correct_category import correct_category
from gongkai.requests.usecases.extend import extend
from gongkai.requests.usecases.receive_correction import receive_correction
from gongkai.requests.usecases.receive_opinion import receive_opinion
from gongkai.requests.usecases.receive_payment import receive_payment
from gongkai.requests.usecases.record_received import record_received
from gongkai.requests.usecases.remake_reply import remake_reply
from gongkai.requests.usecases.reopen import reopen
from gongkai.requests.usecases.send_fee_notice import send_fee_notice
from gongkai.requests.usecases.set_delayed_date import set_delayed_date
from gongkai.requests.usecases.withdraw import withdraw


def again(request: InformationRequest) -> InformationRequest:
    return InformationRequest.objects.select_related("agency").get(pk=request.pk)


def test_online_form_confirmed_by_both_sides_on_a_make_up_sunday(counter: Counter) -> None:
    """E08: sent on a rest day, confirmed on the make-up Sunday; never counted from the day it was sent."""
    counter.on(date(2025, 4, 26))
    request = counter.registered("INTERNET").request
    assert (request.state, request.reply_due) == ("AWAITING_CONFIRMATION", None)
    counter.on(date(2025, 4, 27))
    confirm_receipt(act=counter.applicant(request), request_id=request.id)
    assert not Receipt.objects.exists()
    done = confirm_receipt(act=counter.clerk, request_id=request.id, by="agency")
    assert (done.state, done.date_of_receipt, done.reply_due) == ("REGISTERED", date(2025, 4, 27), date(2025, 5, 28))
    assert Receipt.objects.get().happened_on == date(2025, 4, 27)


def test_the_applicant_of_one_request_cannot_confirm_another(counter: Counter) -> None:
    mine = counter.registered("INTERNET").request
    other = counter.registered("INTERNET").request
    with pytest.raises(Refused, match="没有这件申请"):
        confirm_receipt(act=counter.applicant(mine), request_id=other.id)


def test_a_corrected_request_begins_the_limit_anew(counter: Counter) -> None:
    """E03."""
    counter.on(date(2021, 9, 16))
    request = counter.under_review()
    counter.on(date(2021, 9, 24))
    ask_correction(act=counter.clerk, request_id=request.id, points="请写明道路名称")
    waiting = again(request)
    assert (waiting.state, waiting.reply_due) == ("CORRECTION_REQUESTED", None)
    counter.on(date(2021, 10, 11))
    done = receive_correction(act=counter.clerk, request_id=request.id, description="滨河路")
    assert (done.state, done.reply_due, done.date_of_receipt) == ("UNDER_REVIEW", date(2021, 11, 8), date(2021, 9, 16))
    assert again(request).description == "滨河路"
    with pytest.raises(Refused, match="只能告知一次"):
        ask_correction(act=counter.clerk, request_id=request.id, points="仍不明确")


def _correction_asked(counter: Counter) -> InformationRequest:
    counter.on(date(2021, 9, 16))
    request = counter.under_review()
    counter.on(date(2021, 9, 24))
    letter = ask_correction(act=counter.clerk, request_id=request.id, points="请写明道路名称", days=10)
    record_received(act=counter.clerk, request_id=request.id, letter_id=letter.id)
    return request


def test_a_correction_never_made_closes_the_day_after_the_period(counter: Counter) -> None:
    """E04: the last day is 2021-10-13, a Wednesday after the holiday."""
    request = _correction_asked(counter)
    assert again(request).applicant_due == date(2021, 10, 13)
    counter.on(date(2021, 10, 13))
    with pytest.raises(Refused, match="2021-10-13"):
        close_not_corrected(act=counter.clerk, request_id=request.id)
    counter.on(date(2021, 10, 15))
    closed = close_not_corrected(act=counter.clerk, request_id=request.id)
    assert closed.state == "CLOSED_NOT_CORRECTED"
    closing = Closing.objects.get()
    assert (closing.row, closing.happened_on) == ("other.not_corrected", date(2021, 10, 14))


def test_a_late_correction_with_a_justified_reason_is_taken_up(counter: Counter) -> None:
    request = _correction_asked(counter)
    counter.on(date(2021, 10, 20))
    with pytest.raises(Refused, match="逾期不补正"):
        receive_correction(act=counter.clerk, request_id=request.id)
    taken = receive_correction(act=counter.clerk, request_id=request.id, justified=True)
    assert (taken.state, taken.reply_due) == ("UNDER_REVIEW", date(2021, 11, 17))


def test_a_correction_that_came_in_time_and_is_entered_late_counts(counter: Counter) -> None:
    request = _correction_asked(counter)
    counter.on(date(2021, 10, 20))
    taken = receive_correction(act=counter.clerk, request_id=request.id, on=date(2021, 10, 13))
    assert taken.reply_due == date(2021, 11, 10)


def test_a_consultation_is_not_counted(counter: Counter) -> None:
    """E06."""
    counter.on(date(2024, 9, 9))
    request = counter.under_review()
    counter.on(date(2024, 9, 18))
    asked = consult(
        act=counter.clerk, request_id=request.id, party="THIRD_PARTY", name="诸葛某", question="是否同意公开合同价款"
    )
    assert again(request).state == "THIRD_PARTY_CONSULTED"
    counter.on(date(2024, 9, 20))
    record_received(act=counter.clerk, request_id=request.id, letter_id=asked.letter_id)
    assert reading_of(again(request), date(2024, 9, 20)).consultations[0].due == date(2024, 10, 16)
    counter.on(date(2024, 10, 10))
    receive_opinion(act=counter.clerk, request_id=request.id, ref=asked.ref, answer="OBJECTS", reasons="商业秘密")
    done = again(request)
    assert (done.state, done.reply_due) == ("UNDER_REVIEW", date(2024, 10, 29))
    with pytest.raises(Refused, match="已经登记"):
        receive_opinion(act=counter.clerk, request_id=request.id, ref=asked.ref, answer="AGREES")


def test_only_the_head_extends_once_and_before_the_last_day(counter: Counter) -> None:
    """E05."""
    counter.on(date(2023, 4, 10))
    request, late = counter.under_review(), counter.under_review()
    assert request.reply_due == date(2023, 5, 9)
    with pytest.raises(NotAllowed):
        extend(act=counter.clerk, request_id=request.id, days=15, because="需要协调")
    counter.on(date(2023, 5, 9))
    with pytest.raises(Refused, match="20"):
        extend(act=counter.head, request_id=request.id, days=21, because="需要协调")
    extend(act=counter.head, request_id=request.id, days=15, because="需要协调")
    extended = again(request)
    assert (extended.reply_due, extended.extended) == (date(2023, 5, 30), True)
    with pytest.raises(Refused):
        extend(act=counter.head, request_id=request.id, days=1, because="再次延长")
    counter.on(date(2023, 5, 10))
    with pytest.raises(Refused):
        extend(act=counter.head, request_id=late.id, days=20, because="已经逾期")
    assert OutgoingLetter.objects.filter(kind="EXTENSION").count() == 1


def test_a_fee_paid_in_time_begins_the_limit_anew_and_counts(counter: Counter) -> None:
    """E11, the 45th request of the month by item: 300 yuan."""
    request = _fee_notified(counter)
    counter.on(date(2025, 10, 9))
    with pytest.raises(Refused, match=r"应缴 300\.00 元"):
        receive_payment(act=counter.clerk, request_id=request.id, amount=100)
    receive_payment(act=counter.clerk, request_id=request.id, amount=30000, receipt_number="豫财2025-1")
    done = again(request)
    assert (done.state, done.reply_due) == ("UNDER_REVIEW", date(2025, 11, 5))
    assert (FeePayment.objects.get().amount, FeePayment.objects.get().happened_on) == (30000, date(2025, 10, 9))


def test_a_fee_never_paid_closes_the_request(counter: Counter) -> None:
    request = _fee_notified(counter)
    counter.on(date(2025, 10, 17))
    with pytest.raises(Refused, match="逾期不缴费"):
        receive_payment(act=counter.clerk, request_id=request.id, amount=30000)
    close_fee_unpaid(act=counter.clerk, request_id=request.id)
    closing = Closing.objects.get()
    assert (closing.row, closing.happened_on) == ("other.fee_unpaid", date(2025, 10, 17))
    with pytest.raises(Refused, match="不能重新办理"):
        reopen(act=counter.head, request_id=request.id, because="申请人补缴")


def _fee_notified(counter: Counter) -> InformationRequest:
    counter.on(date(2025, 8, 29))
    request = counter.under_review()
    counter.on(date(2025, 9, 12))
    with pytest.raises(Refused, match="免费范围"):
        send_fee_notice(
            act=counter.head,
            request_id=request.id,
            method="item",
            quantity=10,
            payment="到窗口缴纳",
            counted_because="拆分",
        )
    notice = send_fee_notice(
        act=counter.head,
        request_id=request.id,
        method="item",
        quantity=45,
        payment="到窗口缴纳",
        counted_because="按一事一申请拆分",
    )
    assert notice.amount == 30000
    record_received(act=counter.clerk, request_id=request.id, letter_id=notice.letter_id)
    waiting = again(request)
    assert (waiting.state, waiting.reply_due, waiting.applicant_due) == ("FEE_PENDING", None, date(2025, 10, 16))
    return request


def test_more_items_than_the_records_show_are_charged_with_a_reason_that_stays_in_the_case(counter: Counter) -> None:
    request = counter.under_review()
    asked = {"act": counter.head, "request_id": request.id, "method": "item", "quantity": 12, "payment": "到窗口缴纳"}
    with pytest.raises(Refused, match="系统登记这是申请人本月向本机关提出的第 1 件"):
        send_fee_notice(**asked)
    assert not FeeNotice.objects.exists()
    assert send_fee_notice(**asked, counted_because="本件含 12 项内容").amount == 10_000
    assert [note.text for note in CaseNote.objects.all()] == ["收费按本月第12件计（系统登记为第1件）：本件含 12 项内容"]


def test_the_place_the_records_show_needs_no_reason(counter: Counter) -> None:
    made = [counter.under_review() for _ in range(11)]
    notice = send_fee_notice(
        act=counter.head,
        request_id=made[-1].id,
        method="item",
        quantity=11,
        payment="到窗口缴纳",
        counted_because="不必",
    )
    assert notice.amount == 10_000
    assert not CaseNote.objects.exists()
    by_page = send_fee_notice(
        act=counter.head, request_id=made[0].id, method="volume", quantity=120, payment="到窗口缴纳"
    )
    assert by_page.amount == 110_000


def test_reasons_are_asked_and_a_delayed_day_is_told(counter: Counter) -> None:
    counter.on(date(2022, 3, 1))
    request = counter.under_review()
    ask_reason(act=counter.clerk, request_id=request.id, facts="本月第31件")
    assert again(request).state == "REASON_REQUESTED"
    set_delayed_date(act=counter.head, request_id=request.id, until=date(2022, 6, 30), because="数量较大")
    assert (again(request).state, again(request).reply_due) == ("UNDER_REVIEW", date(2022, 6, 30))


def test_a_request_withdrawn_before_receipt_is_counted_nowhere(counter: Counter) -> None:
    request = counter.registered("INTERNET").request
    lapsed = withdraw(act=counter.applicant(request), request_id=request.id)
    assert lapsed.state == "LAPSED"
    assert not Receipt.objects.exists()
    assert not Closing.objects.exists()


def test_a_withdrawn_request_counts_as_otherwise_closed_and_can_be_reopened(counter: Counter) -> None:
    request = counter.under_review()
    counter.drafted(request)
    counter.on(date(2022, 3, 8))
    withdraw(act=counter.clerk, request_id=request.id)
    first = Closing.objects.get()
    assert (first.row, first.note) == ("other.other", "WITHDRAWN")
    counter.on(date(2022, 3, 10))
    opened = reopen(act=counter.head, request_id=request.id, because="撤回系误登")
    assert (opened.state, opened.reply_due) == ("UNDER_REVIEW", date(2022, 3, 29))
    first.refresh_from_db()
    assert first.superseded_at is not None
    counter.replied(request, "UNABLE_NOT_EXISTING")
    assert Closing.objects.current().get().row == "unable.not_held"
    assert RequestEvent.objects.filter(request=request, type="void").count() == 1


def test_a_remade_reply_adds_no_second_closing(counter: Counter) -> None:
    request = counter.under_review()
    first = counter.delivered(request, "REFUSED_INTERNAL_AFFAIRS")
    counter.on(date(2022, 6, 1))
    ordered = remake_reply(act=counter.lawyer, request_id=request.id)
    assert (ordered.state, ordered.reply_due) == ("REPLY_TO_BE_REMADE", date(2022, 6, 30))
    counter.on(date(2022, 6, 20))
    second = counter.delivered(request, "GRANTED")
    assert second.replaces_id == first.id
    assert again(request).state == "DELIVERED"
    assert Closing.objects.get().row == "refused.internal_affairs"


def test_a_corrected_category_moves_receipt_and_closing_together(counter: Counter) -> None:
    request = counter.under_review()
    counter.replied(request)
    counter.on(date(2022, 3, 15))
    correct_category(act=counter.head, request_id=request.id, category="COMMERCIAL_ENTERPRISE", because="登记有误")
    for facts in (Receipt, Closing):
        assert facts.objects.current().get().category == "commercial_enterprise"
        assert facts.objects.known_at(date(2022, 3, 14)).get().category == "natural_person"


def test_an_office_with_a_longer_correction_period_keeps_begun_cases_as_they_were(counter: Counter) -> None:
    counter.on(date(2022, 3, 1))
    begun = counter.under_review()
    choose_setting(
        act=counter.head, agency=counter.agency, name="correction_period", value=15,
        since=date(2022, 3, 2),
    )  # fmt: skip
    counter.on(date(2022, 3, 2))
    later = counter.under_review()
    due = []
    for request in (begun, later):
        letter = ask_correction(act=counter.clerk, request_id=request.id, points="请写明道路名称")
        due.append(record_received(act=counter.clerk, request_id=request.id, letter_id=letter.id).applicant_due)
    assert due == [date(2022, 3, 16), date(2022, 3, 23)]
    assert list(verify()) == []


def test_how_long_a_period_may_be_is_a_dated_choice_of_the_office(counter: Counter) -> None:
    begun = counter.under_review()
    for since, most in ((date(2022, 3, 2), 15), (date(2022, 3, 3), 90)):
        choose_setting(act=counter.head, agency=counter.agency, name="correction_period_max", value=most, since=since)
    counter.on(date(2022, 3, 2))
    later = counter.under_review()
    for request, days, told in ((begun, 61, "1 至 60 个工作日，现为 61"), (later, 16, "1 至 15 个工作日，现为 16")):
        with pytest.raises(Refused, match=told):
            ask_correction(act=counter.clerk, request_id=request.id, points="请写明道路名称", days=days)
        with pytest.raises(Refused, match=told):
            ask_reason(act=counter.clerk, request_id=request.id, facts="本月第31件", days=days)
    ask_correction(act=counter.clerk, request_id=begun.id, points="请写明道路名称", days=60)
    counter.on(date(2022, 3, 3))
    longest = counter.under_review()
    ask_correction(act=counter.clerk, request_id=longest.id, points="请写明道路名称", days=90)


def test_the_usual_period_may_not_be_longer_than_the_longest(counter: Counter) -> None:
    choose_setting(
        act=counter.head, agency=counter.agency, name="correction_period_max", value=9, since=date(2022, 3, 1)
    )
    request = counter.under_review()
    with pytest.raises(Refused, match="现为 10（本单位约定的天数）"):
        ask_correction(act=counter.clerk, request_id=request.id, points="请写明道路名称")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"days": {"correction_period": 15}}, "没有“days”这一项"),
        ({"suspension_begins": "SENT"}, "“suspension_begins”应为DISPATCH、RECEIPT之一；所填：SENT"),
        ({"restart_keeps_extension": 1}, "“restart_keeps_extension”应为true、false之一；所填：1"),
    ],
)
def test_a_convention_nobody_knows_is_refused_when_it_is_chosen(counter: Counter, value: object, told: str) -> None:
    with pytest.raises(Refused, match=told):
        choose_setting(
            act=counter.head, agency=counter.agency, name="law.conventions", value=value, since=date(2022, 3, 1)
        )


def test_numbers_and_other_conventions_hold_together_for_one_and_for_many(counter: Counter) -> None:
    since = date(2022, 3, 1)
    choose_setting(act=counter.head, agency=counter.agency, name="remade_reply", value=30, since=since)
    choose_setting(
        act=counter.head,
        agency=counter.agency,
        name="law.conventions",
        value={"suspension_begins": "RECEIPT"},
        since=since,
    )
    for found in (conventions_of(counter.agency, since), conventions_of_many()(counter.agency, since)):
        assert (found.number("remade_reply", 20), found.suspension_begins) == (30, SuspensionBegins.RECEIPT)
    assert conventions_of(counter.agency, date(2022, 2, 28)) == DEFAULTS


def test_the_same_applicant_and_the_same_text_are_found_again(counter: Counter) -> None:
    first, second = counter.received(), counter.received()
    assert list(earlier_by_same_applicant(again(second))) == [first]
    assert (place_in_month(again(first)), place_in_month(again(second))) == (1, 2)
    elsewhere = Counter(counter.cast, counter.cast.market)
    there = elsewhere.received()
    assert list(same_text_elsewhere(again(there))) == [second, first]
    assert place_in_month(again(there)) == 1
    counter.on(date(2022, 4, 1))
    assert place_in_month(again(counter.received())) == 1
