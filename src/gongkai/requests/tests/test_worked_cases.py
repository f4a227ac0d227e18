"""The worked cases of the specification (E01 to E14, E18 to E22, E24), walked by the people of a counter through the use cases, days as the office had them.

E15 and E23 are walked in ``catalogue``, E16 and E17 in ``decisions``. ``law/cases`` holds the same days against the law alone; here the stored days of the request are read, as board and letters show them.
"""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import Refused
from gongkai.agencies.models import Agency
from gongkai.remedies.clocks import clock_of
from gongkai.remedies.usecases.record_result import record_result
from gongkai.remedies.usecases.record_stage import record_stage
from gongkai.remedies.usecases.register_case import Claim, register_case
from gongkai.requests.board import rows_of_requests, with_ledgers
from gongkai.requests.letter_documents import document_of
from gongkai.requests.models import InformationRequest, OutgoingLetter
from gongkai.requests.selectors import reading_of
from gongkai.requests.tests.factories import Counter
from gongkai.requests.usecases.acknowledge import acknowledge
from gongkai.requests.usecases.ask_correction import ask_correction
from gongkai.requests.usecases.confirm_receipt import confirm_receipt
from gongkai.requests.usecases.consult import consult
from gongkai.requests.usecases.extend import extend
from gongkai.requests.usecases.receive_correction import receive_correction
from gongkai.requests.usecases.receive_opinion import receive_opinion
from gongkai.requests.usecases.receive_payment import receive_payment
from gongkai.requests.usecases.record_received import record_received
from gongkai.requests.usecases.send_fee_notice import send_fee_notice


def day(text: str) -> date:
    return date.fromisoformat(text)


class Case:
    """One request; every act is done on its day."""

    def __init__(self, counter: Counter, on: str, channel: str = "IN_PERSON") -> None:
        self.counter = counter
        self.at(on)
        self.pk = counter.registered(channel).request.pk

    def at(self, on: str) -> Counter:
        self.counter.on(day(on))
        return self.counter

    def taken_up(self) -> Case:
        self.counter.reviewed(InformationRequest.objects.get(pk=self.pk))
        return self

    def asked_to_correct(self, on: str, days: int | None = None) -> None:
        ask_correction(act=self.at(on).clerk, request_id=self.pk, points="请写明文件名称", days=days)

    def received(self, on: str) -> None:
        """The letter that went out last reached the other side."""
        letter = OutgoingLetter.objects.filter(request_id=self.pk, received_on__isnull=True).order_by("id").last()
        assert letter is not None
        record_received(act=self.at(on).clerk, request_id=self.pk, letter_id=letter.pk)

    def corrected(self, on: str) -> None:
        receive_correction(act=self.at(on).clerk, request_id=self.pk, description="2021年文件")

    def consulted(self, on: str, party: str = "THIRD_PARTY") -> str:
        act = self.at(on).drafter
        return consult(act=act, request_id=self.pk, party=party, name="甲", contact="", question="是否同意").ref

    def opinion(self, on: str, ref: str) -> None:
        act = self.at(on).drafter
        receive_opinion(act=act, request_id=self.pk, ref=ref, answer="AGREES", reasons="同意")

    def extended(self, on: str, days: int) -> None:
        extend(act=self.at(on).head, request_id=self.pk, days=days, because="需要查找档案")

    def answered(self, on: str, outcome: str = "GRANTED", *grounds: str) -> None:
        made = InformationRequest.objects.get(pk=self.pk)
        self.at(on).replied(made, outcome, *grounds)

    def delivered(self, on: str, outcome: str = "GRANTED", *grounds: str) -> None:
        made = InformationRequest.objects.get(pk=self.pk)
        self.at(on).delivered(made, outcome, *grounds)

    @property
    def row(self) -> InformationRequest:
        return InformationRequest.objects.select_related("agency").get(pk=self.pk)

    @property
    def due(self) -> str:
        return str(self.row.reply_due)

    def reading(self, on: str):  # type: ignore[no-untyped-def]
        return reading_of(self.row, day(on))


@pytest.mark.parametrize(
    ("name", "channel", "came", "confirmed", "notice_due", "reply_due"),
    [
        ("E01", "IN_PERSON", "2022-01-19", "", "2022-01-28", "2022-02-21"),
        ("E02", "REGISTERED_MAIL", "2022-09-28", "", "2022-10-12", "2022-10-31"),
        ("E03", "IN_PERSON", "2021-09-16", "", "2021-09-27", "2021-10-20"),
        ("E05", "IN_PERSON", "2023-04-10", "", "2023-04-19", "2023-05-09"),
        ("E08a", "INTERNET", "2025-04-26", "2025-04-27", "2025-05-09", "2025-05-28"),
        ("E08b", "INTERNET", "2025-04-26", "2025-04-28", "2025-05-12", "2025-05-29"),
        ("E09", "ORDINARY_MAIL", "2026-02-14", "2026-02-14", "2026-03-03", "2026-03-20"),
        ("E10", "REGISTERED_MAIL", "2023-10-02", "", "2023-10-13", "2023-11-01"),
        # Ours, by hand from the notices: New Year 2023 begins on 2022-12-31; Spring Festival 2020 was
        # prolonged to 2 February; Mid-Autumn 2024 and New Year 2026 have make-up days right after the first day.
        ("", "IN_PERSON", "2022-12-09", "", "2022-12-20", "2023-01-09"),
        ("", "FAX", "2020-01-20", "2020-01-21", "2020-02-07", "2020-02-26"),
        ("", "IN_PERSON", "2024-09-13", "", "2024-09-25", "2024-10-17"),
        ("", "IN_PERSON", "2025-12-30", "", "2026-01-09", "2026-01-28"),
        ("", "IN_PERSON", "2021-04-30", "", "2021-05-13", "2021-06-01"),
    ],
)
def test_received_by_each_channel(
    counter: Counter, name: str, channel: str, came: str, confirmed: str, notice_due: str, reply_due: str
) -> None:
    case = Case(counter, came, channel)
    if confirmed:
        confirm_receipt(act=case.at(confirmed).clerk, request_id=case.pk)
    assert case.due == reply_due
    assert str(case.reading(confirmed or came).correction_notice_due) == notice_due


def test_e03_and_e04_corrected_and_never_corrected(counter: Counter) -> None:
    case = Case(counter, "2021-09-16").taken_up()
    case.asked_to_correct("2021-09-24")
    case.received("2021-09-24")
    assert str(case.row.applicant_due) == "2021-10-13"
    assert case.reading("2021-10-13").state == "CORRECTION_REQUESTED"
    assert case.reading("2021-10-14").state == "CLOSED_NOT_CORRECTED"
    case.corrected("2021-10-11")
    assert case.due == "2021-11-08"


@pytest.mark.parametrize(("days", "due"), [(15, "2023-05-30"), (20, "2023-06-06")])
def test_e05_extended(counter: Counter, days: int, due: str) -> None:
    case = Case(counter, "2023-04-10").taken_up()
    case.extended("2023-05-09", days)
    assert case.due == due


def test_e05_not_extended_after_the_last_day(counter: Counter) -> None:
    case = Case(counter, "2023-04-10").taken_up()
    with pytest.raises(Refused):
        case.extended("2023-05-10", 15)
    assert case.due == "2023-05-09"


def test_e06_and_e07_a_third_party_answers_or_never_does(counter: Counter) -> None:
    case = Case(counter, "2024-09-09").taken_up()
    ref = case.consulted("2024-09-18")
    case.received("2024-09-20")
    (asked,) = case.reading("2024-10-10").consultations
    assert str(asked.due) == "2024-10-16"
    assert str(case.reading("2024-10-17").reply_due) == "2024-11-05"
    case.opinion("2024-10-10", ref)
    assert case.due == "2024-10-29"


def test_e11_a_fee_paid(counter: Counter) -> None:
    case = Case(counter, "2025-08-29").taken_up()
    assert case.due == "2025-09-26"
    send_fee_notice(
        act=case.at("2025-09-12").head, request_id=case.pk, method="item", quantity=11, payment="窗口", counted_because="另有十件在纸质台账上",
    )  # fmt: skip
    case.received("2025-09-12")
    assert str(case.row.applicant_due) == "2025-10-16"
    receive_payment(act=case.at("2025-10-09").clerk, request_id=case.pk, amount=10_000)
    assert case.due == "2025-11-05"


def test_e12_a_co_producing_agency_never_answers(counter: Counter) -> None:
    case = Case(counter, "2021-01-20").taken_up()
    case.consulted("2021-01-26", "AGENCY")
    case.received("2021-01-27")
    (asked,) = case.reading("2021-02-23").consultations
    assert str(asked.due) == "2021-02-22"
    assert str(case.reading("2021-02-23").reply_due) == "2021-03-16"


def test_e13_consulted_then_extended(counter: Counter) -> None:
    case = Case(counter, "2023-12-20").taken_up()
    case.opinion("2024-01-12", case.consulted("2023-12-28"))
    assert case.due == "2024-02-01"
    case.extended("2024-02-01", 10)
    assert case.due == "2024-02-20"


def test_e14_two_third_parties_at_once(counter: Counter) -> None:
    case = Case(counter, "2023-04-12").taken_up()
    first, second = case.consulted("2023-04-18"), case.consulted("2023-04-20")
    case.opinion("2023-04-27", first)
    case.opinion("2023-05-10", second)
    assert case.due == "2023-06-01"


@pytest.mark.parametrize(
    ("name", "came", "got", "outcome", "reconsideration", "suit"),
    [
        ("E18", "2024-11-20", "2024-12-02", "GRANTED", "2025-02-05", "2025-06-03"),
        ("E19", "2025-03-20", "2025-04-03", "NOT_PROCESSED_REPEAT", "2025-06-03", "2025-10-09"),
        ("E20", "2024-08-12", "2024-08-31", "GRANTED", "2024-10-30", "2025-02-28"),
    ],
)
def test_days_of_the_remedies(
    counter: Counter, name: str, came: str, got: str, outcome: str, reconsideration: str, suit: str
) -> None:
    case = Case(counter, came).taken_up()
    case.delivered(got, outcome)
    reading = case.reading(got)
    assert (str(reading.reconsideration_until), str(reading.litigation_until)) == (reconsideration, suit)
    assert name


def test_e21_a_suit_after_reconsideration(counter: Counter) -> None:
    case = Case(counter, "2025-11-03").taken_up()
    case.delivered("2025-11-20", "REFUSED_THIRD_PARTY", "REG 15")
    counter.on(day("2026-02-02"))
    made = register_case(
        act=counter.lawyer, agency=counter.agency, block="reconsideration", claim=Claim("温县人民政府", "不服不予公开答复"),
        filed_on=day("2025-12-01"), request_id=case.pk, copy_received_on=day("2025-12-02"),
    ).case  # fmt: skip
    record_result(
        act=counter.lawyer, case_id=made.pk, detail="UPHELD", on=day("2026-01-29"), received_on=day("2026-02-02")
    )
    assert str(case.reading("2026-02-02").litigation_until) == "2026-02-24"
    suit = clock_of(made, list(made.stages.all())).suit_until
    assert suit is not None
    assert str(suit.day) == "2026-02-24"


def test_e22_a_simplified_reconsideration(counter: Counter) -> None:
    case = Case(counter, "2024-02-01").taken_up()
    case.delivered("2024-02-20", "REFUSED_THIRD_PARTY", "REG 15")
    counter.on(day("2024-03-05"))
    claim = Claim("温县人民政府", "不服不予公开答复", simplified=True)
    made = register_case(
        act=counter.lawyer, agency=counter.agency, block="reconsideration", claim=claim, filed_on=day("2024-03-05"),
        request_id=case.pk, copy_received_on=day("2024-03-05"),
    ).case  # fmt: skip
    record_stage(act=counter.lawyer, case_id=made.pk, kind="ACCEPTED", on=day("2024-03-05"))
    decision = clock_of(made, list(made.stages.all())).decision_due
    assert decision is not None
    assert str(decision.day) == "2024-04-07"


def test_e24_received_while_the_notice_of_the_next_year_is_not_loaded(counter: Counter) -> None:
    case = Case(counter, "2026-12-10")
    assert (case.due, case.row.provisional) == ("2027-01-07", True)
    reading = case.reading("2026-12-10")
    assert (reading.provisional, reading.missing_years) == (True, (2027,))
    (shown,) = rows_of_requests(with_ledgers(InformationRequest.objects.filter(pk=case.pk)), day("2026-12-10"))
    assert shown.provisional
    receipt = acknowledge(act=case.at("2026-12-10").clerk, request_id=case.pk, is_new_code=True)
    assert "2027年1月7日（暂定：2027年放假安排尚未公布，公布后重新计算）" in words_of(receipt)


def test_a_day_the_loaded_notices_reach_is_told_without_reserve(counter: Counter) -> None:
    case = Case(counter, "2026-11-10")
    assert (case.due, case.row.provisional) == ("2026-12-08", False)
    receipt = acknowledge(act=case.at("2026-11-10").clerk, request_id=case.pk, is_new_code=True)
    assert "2026年12月8日" in words_of(receipt)
    assert "暂定" not in words_of(receipt)


def words_of(letter: OutgoingLetter) -> str:
    Agency.objects.update(contact={"phone": "0391-6123456", "address": "温县黄河路1号"})
    return "\n".join(document_of(OutgoingLetter.objects.get(pk=letter.pk)).paragraphs)
