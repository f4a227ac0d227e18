"""Cases from filing to effect: what they do to the request, which days they set, what is warned of and refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.audit.log import verify as verify_audit
from gongkai.audit.models import AuditLine
from gongkai.remedies.clocks import clock_of
from gongkai.remedies.models import CaseFiled, CaseResult, RemedyCase
from gongkai.remedies.selectors import case_view, pending_cases
from gongkai.remedies.usecases.record_appeal_result import record_appeal_result
from gongkai.remedies.usecases.record_effect import record_effect
from gongkai.remedies.usecases.record_result import record_result
from gongkai.remedies.usecases.record_stage import record_stage
from gongkai.remedies.usecases.register_case import Claim, RegisteredCase, register_case
from gongkai.requests.models import Closing, InformationRequest
from gongkai.requests.selectors import reading_of
from gongkai.requests.tests.factories import NAME, Counter

COURT = Claim("温县人民法院", "不服不予公开答复", "（2024）豫0825行初12号", claimant=NAME)
BODY = Claim("温县人民政府", "不服不予公开答复", "温政复决〔2024〕3号", claimant=NAME)


def refused(counter: Counter, on: date, outcome: str = "REFUSED_THIRD_PARTY", *grounds: str) -> InformationRequest:
    counter.on(on)
    request = counter.under_review()
    counter.delivered(request, outcome, *grounds)
    return request


def sued(counter: Counter, request: InformationRequest | None, on: date) -> RegisteredCase:
    counter.on(on)
    return register_case(
        act=counter.lawyer, agency=counter.agency, block="litigation_direct", claim=COURT, filed_on=on,
        request_id=None if request is None else request.id,
    )  # fmt: skip


def challenged(counter: Counter, request: InformationRequest, on: date) -> RemedyCase:
    counter.on(on)
    return register_case(
        act=counter.lawyer, agency=counter.agency, block="reconsideration", claim=BODY, filed_on=on,
        request_id=request.id, copy_received_on=on,
    ).case  # fmt: skip


def state_of(request: InformationRequest) -> str:
    return InformationRequest.objects.get(pk=request.pk).state


def test_what_is_longer_than_is_kept_or_names_a_person_is_refused_beside_its_field(counter: Counter) -> None:
    claim = Claim("院" * 81, "410825199003070118不服答复", "号" * 61)
    with pytest.raises(Refused) as caught:
        register_case(
            act=counter.lawyer, agency=counter.agency, block="reconsideration", claim=claim, filed_on=date(2022, 3, 1)
        )
    assert {reason.field for reason in caught.value.reasons} == {"body", "subject", "case_number"}


def test_a_direct_suit_against_a_refusal_of_2024_is_warned_of(counter: Counter) -> None:
    request = refused(counter, date(2024, 3, 1))
    registered = sued(counter, request, date(2024, 4, 1))
    assert [warning.code for warning in registered.warnings] == ["PRIOR_RECONSIDERATION"]
    assert "行政复议法" in registered.warnings[0].article
    assert RemedyCase.objects.get().warning == "PRIOR_RECONSIDERATION"
    assert (state_of(request), RemedyCase.objects.get().reply_id is not None) == ("UNDER_LITIGATION", True)


@pytest.mark.parametrize(
    ("on", "outcome"),
    [(date(2023, 12, 1), "REFUSED_THIRD_PARTY"), (date(2024, 3, 1), "UNABLE_NOT_EXISTING")],
)
def test_a_direct_suit_that_the_law_allows_is_not(counter: Counter, on: date, outcome: str) -> None:
    request = refused(counter, on, outcome)
    assert sued(counter, request, date(2024, 4, 1)).warnings == ()


def test_reconsideration_orders_a_new_reply_and_table_3_keeps_its_row(counter: Counter) -> None:
    request = refused(counter, date(2022, 3, 1), "REFUSED_INTERNAL_AFFAIRS")
    case = challenged(counter, request, date(2022, 4, 6))
    assert state_of(request) == "UNDER_RECONSIDERATION"
    counter.on(date(2022, 6, 1))
    result = record_result(act=counter.lawyer, case_id=case.id, detail="REVOKED", received_on=date(2022, 6, 1))
    assert (result.result, result.block) == ("corrected", "reconsideration")
    assert state_of(request) == "DELIVERED"
    reading = reading_of(InformationRequest.objects.select_related("agency").get(pk=request.pk), date(2022, 6, 1))
    assert reading.litigation_until == date(2022, 6, 16)
    record_effect(act=counter.lawyer, case_id=case.id, effect="REMAKE", until=date(2022, 6, 20))
    again = InformationRequest.objects.get(pk=request.pk)
    assert (again.state, again.reply_due) == ("REPLY_TO_BE_REMADE", date(2022, 6, 20))
    counter.delivered(request, "GRANTED")
    assert Closing.objects.get().row == "refused.internal_affairs"
    with pytest.raises(Refused, match="已经登记"):
        record_effect(act=counter.lawyer, case_id=case.id, effect="REMAKE")
    assert not list(verify_audit())


def test_an_upheld_reply_is_not_made_anew(counter: Counter) -> None:
    request = refused(counter, date(2022, 3, 1))
    case = challenged(counter, request, date(2022, 4, 6))
    record_result(act=counter.lawyer, case_id=case.id, detail="UPHELD")
    with pytest.raises(Refused, match="不是纠正"):
        record_effect(act=counter.lawyer, case_id=case.id, effect="REMAKE")


def test_a_court_outranks_a_reconsideration_that_also_pends(counter: Counter) -> None:
    request = refused(counter, date(2022, 3, 1))
    challenged(counter, request, date(2022, 4, 6))
    suit = sued(counter, request, date(2022, 4, 8)).case
    assert state_of(request) == "UNDER_LITIGATION"
    record_result(act=counter.lawyer, case_id=suit.id, detail="NOT_ACCEPTED")
    assert state_of(request) == "UNDER_RECONSIDERATION"


def test_silence_is_challenged_and_the_duty_to_act_starts_a_new_limit(counter: Counter) -> None:
    counter.on(date(2022, 3, 1))
    request = counter.under_review()  # due 2022-03-29, never answered
    suit = sued(counter, request, date(2022, 4, 1)).case
    assert state_of(request) == "UNDER_REVIEW"
    counter.on(date(2022, 7, 1))
    record_result(act=counter.lawyer, case_id=suit.id, detail="ORDERED_TO_PERFORM")
    record_effect(act=counter.lawyer, case_id=suit.id, effect="DUTY_TO_ACT", until=date(2022, 7, 15))
    counter.replied(request, "GRANTED")
    assert Closing.objects.get().happened_on == date(2022, 7, 1)


def test_the_agencys_own_days_follow_the_law_of_the_day(counter: Counter) -> None:
    """Ten natural days by the law of 2017 (rolled over the festival), ten working days by that of 2023, fifteen in court."""
    request = refused(counter, date(2022, 3, 1))
    old = challenged(counter, request, date(2022, 4, 25))
    due = clock_of(old).answer_due
    assert due is not None
    assert due.day == date(2022, 5, 5)
    counter.on(date(2024, 9, 9))
    new = register_case(
        act=counter.lawyer, agency=counter.agency, block="reconsideration", filed_on=date(2024, 9, 9),
        claim=Claim("温县人民政府", "不依法公开", simplified=True), copy_received_on=date(2024, 9, 9),
    ).case  # fmt: skip
    simplified = clock_of(new).answer_due
    assert simplified is not None
    assert simplified.day == date(2024, 9, 14)  # a make-up Saturday
    suit = sued(counter, None, date(2024, 9, 16)).case
    record_stage(act=counter.lawyer, case_id=suit.id, kind="COPY_RECEIVED")
    court = clock_of(suit).answer_due
    assert court is not None
    assert court.day == date(2024, 10, 8)


def test_simplified_procedure_did_not_exist_before_2024(counter: Counter) -> None:
    counter.on(date(2023, 5, 4))
    with pytest.raises(Refused, match="简易程序"):
        register_case(
            act=counter.lawyer, agency=counter.agency, block="reconsideration", filed_on=date(2023, 5, 4),
            claim=Claim("温县人民政府", "不依法公开", simplified=True),
        )  # fmt: skip


def test_an_appeal_supersedes_and_cannot_come_first(counter: Counter) -> None:
    suit = sued(counter, None, date(2022, 4, 1)).case
    with pytest.raises(Refused, match="尚无一审结果"):
        record_appeal_result(act=counter.lawyer, case_id=suit.id, detail="REVOKED")
    record_result(act=counter.lawyer, case_id=suit.id, detail="CLAIM_DISMISSED")
    with pytest.raises(Refused, match="已于"):
        record_result(act=counter.lawyer, case_id=suit.id, detail="REVOKED")
    counter.on(date(2022, 9, 1))
    record_appeal_result(act=counter.lawyer, case_id=suit.id, detail="REVOKED")
    assert CaseResult.objects.current().get().result == "corrected"
    assert CaseResult.objects.known_at(date(2022, 8, 31)).get().result == "upheld"


def test_a_court_does_not_uphold_and_a_body_has_no_appeal(counter: Counter) -> None:
    suit = sued(counter, None, date(2022, 4, 1)).case
    with pytest.raises(Refused, match="不是一审的结果"):
        record_result(act=counter.lawyer, case_id=suit.id, detail="UPHELD")
    case = challenged(counter, refused(counter, date(2022, 4, 1)), date(2022, 4, 6))
    record_result(act=counter.lawyer, case_id=case.id, detail="UPHELD")
    with pytest.raises(Refused, match="没有上诉"):
        record_appeal_result(act=counter.lawyer, case_id=case.id, detail="REVOKED")


def test_days_that_cannot_be_are_told_together(counter: Counter) -> None:
    request = refused(counter, date(2022, 3, 1))
    with pytest.raises(Refused) as wrong:
        register_case(
            act=counter.lawyer, agency=counter.agency, block="suit", claim=Claim("", f"{NAME}案", claimant=NAME),
            filed_on=date(2022, 2, 1), request_id=request.id, copy_received_on=date(2022, 1, 1),
        )  # fmt: skip
    fields = [reason.field for reason in wrong.value.reasons]
    assert set(fields) == {"block", "body", "subject", "filed_on", "copy_received_on"}
    assert not RemedyCase.objects.exists()


def test_other_agencies_find_nothing_and_drafters_register_nothing(counter: Counter) -> None:
    suit = sued(counter, None, date(2022, 4, 1)).case
    stranger = counter.cast.act(Role.LEGAL_REVIEWER, agency=counter.cast.market)
    with pytest.raises(NotFound):
        record_result(act=stranger, case_id=suit.id, detail="REVOKED")
    with pytest.raises(NotFound):
        case_view(stranger, suit.id)
    foreign = Counter(counter.cast, counter.cast.market).under_review()
    with pytest.raises(NotFound):
        sued(counter, foreign, date(2022, 4, 1))
    with pytest.raises(NotAllowed):
        register_case(
            act=counter.drafter, agency=counter.agency, block="reconsideration", claim=BODY, filed_on=date(2022, 4, 1)
        )
    assert list(pending_cases(counter.lawyer)) == [suit]


def test_no_party_is_named_outside_the_case(counter: Counter) -> None:
    suit = sued(counter, None, date(2022, 4, 1)).case
    log = "".join(f"{line.facts}{line.changed}" for line in AuditLine.objects.all())
    assert NAME not in log
    assert RemedyCase.objects.get(pk=suit.pk).claimant == NAME


def test_filings_cannot_be_edited(counter: Counter) -> None:
    sued(counter, None, date(2022, 4, 1))
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseFiled.objects.update(happened_on=date(2021, 1, 1))
