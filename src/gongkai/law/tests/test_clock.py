"""Situations of the clock beyond the worked dates: states, combinations, conventions, flags, remedies."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.clock import Reading, read_clock
from gongkai.law.clock_error import ClockError
from gongkai.law.conventions import Conventions, SuspensionBegins, conventions_from
from gongkai.law.errors import LawError
from gongkai.law.events import EVENT_TYPES
from gongkai.law.explain import STEP_WORDS
from gongkai.law.holiday_notices import packaged_calendar
from gongkai.law.ledger_events import HANDLERS
from gongkai.law.prior_reconsideration import needs_prior_reconsideration, prior_reconsideration
from gongkai.law.states import EVENT_STATES, State
from gongkai.law.transitions import TRANSITIONS, actions_offered, next_states


def event(kind: str, on: str, **fields: object) -> dict:
    return {"type": kind, "on": on, **fields}


def read(*events: dict, channel: str = "IN_PERSON", **options: object) -> Reading:
    reading = read_clock(channel, list(events), packaged_calendar(), **options)
    assert all("{" not in step.text + step.zh for step in reading.why)
    return reading


START = event("submitted", "2024-09-09")
SENT = event("consultation_sent", "2024-09-18", ref=7, party="THIRD_PARTY")
HAD = event("consultation_received", "2024-09-20", ref=7)


def test_the_explanation_in_chinese_with_its_articles():
    why = read(
        START, SENT, HAD, event("opinion_received", "2024-10-10", ref=7), event("extended", "2024-10-15", days=5)
    ).why
    chain = [(step.zh, str(step.day), str(step.basis)) for step in why if step.added]
    assert chain == [
        ("加20个工作日", "2024-10-12", "REG 33(2)"),
        ("扣除征求意见12个工作日（2024-09-19至2024-10-10）", "2024-10-29", "REG 33(3)"),
        ("延长，加5个工作日", "2024-11-05", "REG 33(2)"),
    ]


def test_a_missing_notice_is_the_last_step():
    last = read(event("submitted", "2026-12-10")).why[-1]
    assert (last.zh, last.day) == ("尚未录入2027年放假安排，暂按周一至周五计算，日期为暂定", date(2027, 1, 1))


def test_words_of_every_step_take_the_same_details_in_both_languages():
    for kind, (english, chinese) in STEP_WORDS.items():
        assert kind == "starts" or english.count("{}") == chinese.count("{}"), kind


def test_letter_on_its_way_excludes_the_days_so_far():
    assert read(START, SENT).reply_due == date(2024, 10, 12)
    assert read(START, SENT, as_of="2024-09-23").reply_due == date(2024, 10, 16)
    assert read(START, SENT).state == State.THIRD_PARTY_CONSULTED


def test_opinion_after_the_fifteenth_day_does_not_lengthen_the_exclusion():
    late = read(START, SENT, HAD, event("opinion_received", "2024-10-25", ref=7))
    assert late.reply_due == date(2024, 11, 5)
    assert "late_opinion" in late.flags


def test_consultation_names_come_back_as_given_and_with_their_day():
    reading = read(START, SENT, HAD)
    assert [(one.ref, one.due) for one in reading.consultations] == [(7, date(2024, 10, 16))]


def test_a_consultation_dispatched_after_the_last_day_changes_nothing():
    assert read(START, event("consultation_sent", "2024-10-14", party="AGENCY")).reply_due == date(2024, 10, 12)


def test_suspension_from_receipt_of_the_letter_is_a_convention_an_office_may_choose():
    opinion = event("opinion_received", "2024-10-10", ref=7)
    from_receipt = Conventions(suspension_begins=SuspensionBegins.RECEIPT)
    assert read(START, SENT, HAD, opinion).reply_due == date(2024, 10, 29)
    assert read(START, SENT, HAD, opinion, conventions=from_receipt).reply_due == date(2024, 10, 25)


def test_correction_period_is_a_convention_an_office_may_change():
    events = (event("submitted", "2021-09-16"), event("correction_notice_sent", "2021-09-23"),
              event("correction_notice_received", "2021-09-24"))  # fmt: skip
    assert read(*events).correction_due == date(2021, 10, 13)
    assert read(*events, conventions=conventions_from({"correction_period": 5})).correction_due == date(2021, 9, 30)
    assert conventions_from({"correction_period": 5}).version != Conventions().version
    with pytest.raises(LawError, match="from 1 to 3650"):
        conventions_from({"correction_period": 0})


def test_extension_dropped_on_restart_where_an_office_chose_so():
    events = (START, event("extended", "2024-09-10", days=5), event("correction_notice_sent", "2024-09-11"),
              event("corrected_request_received", "2024-09-18"))  # fmt: skip
    assert read(*events).reply_due == date(2024, 10, 28)
    assert read(*events, conventions=Conventions(restart_keeps_extension=False)).reply_due == date(2024, 10, 21)


def test_extension_while_a_consultation_runs_past_the_base_day():
    reading = read(START, SENT, HAD, event("extended", "2024-10-30", days=10))
    assert reading.reply_due == date(2024, 11, 19)
    assert reading.state == State.UNDER_REVIEW


def test_delayed_day_takes_the_place_of_the_count_and_can_still_be_suspended():
    events = (START, event("reason_requested", "2024-09-12"), event("delayed_to", "2024-09-20", until="2024-12-02"))
    assert read(*events).reply_due == date(2024, 12, 2)
    asked = (event("consultation_sent", "2024-11-01", party="AGENCY"), event("opinion_received", "2024-11-08"))
    assert read(*events, *asked).reply_due == date(2024, 12, 9)


def test_a_day_told_while_a_letter_is_open_is_not_lengthened_by_that_letter():
    told = (event("reason_requested", "2024-09-19"), event("delayed_to", "2024-09-23", until="2024-12-02"))
    assert read(START, SENT, HAD, *told).reply_due == date(2024, 12, 2)


def test_a_letter_dispatched_on_the_last_day_comes_too_late_to_suspend():
    asked = (event("consultation_sent", "2024-10-12", party="AGENCY"), event("consultation_received", "2024-10-14"))
    assert read(START, *asked).reply_due == date(2024, 10, 12)
    one_earlier = (event("consultation_sent", "2024-10-11", party="AGENCY"), event("opinion_received", "2024-10-15"))
    assert read(START, *one_earlier).reply_due == date(2024, 10, 16)


def test_the_respondents_last_day_still_counts_as_consulted():
    assert read(START, SENT, HAD, as_of="2024-10-16").state == State.THIRD_PARTY_CONSULTED
    assert read(START, SENT, HAD, as_of="2024-10-17").state == State.UNDER_REVIEW


def test_correction_asked_and_answered_the_same_day():
    reading = read(
        START, event("corrected_request_received", "2024-09-11"), event("correction_notice_sent", "2024-09-11")
    )
    assert (reading.state, reading.reply_due) == (State.UNDER_REVIEW, date(2024, 10, 15))


def test_late_confirmation_of_an_ordinary_letter_is_flagged():
    reading = read(
        event("arrived", "2024-09-09"), event("confirmed", "2024-09-11", by="agency"), channel="ORDINARY_MAIL"
    )
    assert reading.date_of_receipt == date(2024, 9, 11)
    assert reading.flags == ("late_confirmation",)


def test_telling_the_applicant_of_the_closing_opens_remedies_but_not_the_request():
    reading = read(
        event("submitted", "2025-08-29"), event("fee_notice_received", "2025-09-12"),
        event("replied", "2025-10-20", outcome="CLOSED_FEE_UNPAID", grounds=["FEE 6"]), event("reply_received", "2025-10-21"),
    )  # fmt: skip
    assert reading.state == State.CLOSED_FEE_UNPAID
    assert reading.closed_on == date(2025, 10, 17)
    assert reading.reconsideration_until == date(2025, 12, 22)
    assert reading.litigation_until == date(2026, 4, 21)


def test_no_reply_in_time_can_be_decided_on_and_ordered():
    reading = read(START, event("reconsideration_decision_received", "2024-12-20"),
                   event("remade_ordered", "2024-12-20", until="2025-01-10"))  # fmt: skip
    assert (reading.state, reading.reply_due) == (State.REPLY_TO_BE_REMADE, date(2025, 1, 10))
    assert reading.litigation_until == date(2025, 1, 6)


def test_no_act_of_the_agency_moves_a_day_that_was_ordered():
    ordered = (
        event("submitted", "2024-09-02"), event("replied", "2024-09-20", outcome="GRANTED"),
        event("remade_ordered", "2024-12-20", until="2025-01-10"),
    )  # fmt: skip
    asked = event("consultation_sent", "2024-12-23", ref="A", party="THIRD_PARTY")
    answered = event("opinion_received", "2025-01-08", ref="A")
    assert read(*ordered, asked, answered).reply_due == date(2025, 1, 10)
    with pytest.raises(ClockError, match="was ordered and cannot be put off"):
        read(*ordered, event("reason_requested", "2024-12-23"), event("delayed_to", "2024-12-24", until="2025-03-31"))
    # Without an ordered day the twenty working days are a reply limit like any other: 11 working days are not counted.
    free = (*ordered[:2], event("remade_ordered", "2024-12-20"))
    assert read(*free).reply_due == date(2025, 1, 20)
    assert read(*free, asked, answered).reply_due == date(2025, 2, 10)


def test_a_remade_reply_opens_the_remedies_anew():
    reading = read(
        START, event("replied", "2024-09-20", outcome="UNABLE_NOT_EXISTING", grounds=["REG 36(4)"]),
        event("reply_received", "2024-09-23"), event("remade_ordered", "2024-12-20", until="2025-01-10"),
        event("replied", "2025-01-08", outcome="REFUSED_THIRD_PARTY", grounds=["REG 15"]), event("reply_received", "2025-01-09"),
    )  # fmt: skip
    assert reading.state == State.DELIVERED
    assert reading.reply_due == date(2025, 1, 10)
    assert reading.reconsideration_until == date(2025, 3, 10)
    assert reading.litigation_until is None


def test_a_revoked_reply_can_no_longer_be_sued_over_but_the_decision_that_revoked_it_can():
    replied = (START, event("replied", "2024-09-20", outcome="UNABLE_NOT_EXISTING", grounds=["REG 36(4)"]),
               event("reply_received", "2024-09-23"))  # fmt: skip
    assert read(*replied).litigation_until == date(2025, 3, 24)
    assert read(*replied, event("remade_ordered", "2024-12-20")).litigation_until is None
    decided = event("reconsideration_decision_received", "2024-12-20")
    assert read(*replied, decided, event("remade_ordered", "2024-12-20")).litigation_until == date(2025, 1, 6)


def test_outcome_not_stated_gives_the_general_limit_and_says_so():
    reading = read(START, event("replied", "2024-09-20"), event("reply_received", "2024-09-23"))
    assert reading.litigation_until == date(2025, 3, 24)
    assert "prior_reconsideration_unknown" in reading.flags


PRIOR = [
    ("REFUSED_THIRD_PARTY", ["REG 15"], "2024-01-01", True),
    ("REFUSED_THIRD_PARTY", ["REG 15"], "2023-12-31", False),
    ("REFUSED_PROCESS_INFORMATION", [], "2025-03-03", True),
    ("REFUSED_ADMINISTRATIVE_QUERY", ["REG 36(7)"], "2025-03-03", False),
    ("REFUSED", ["REG 36(7)"], "2025-03-03", False),
    ("REFUSED", ["REG 16(2)"], "2025-03-03", True),
    ("REFUSED", [], "2025-03-03", None),
    ("PARTIALLY_GRANTED", ["REG 37", "REG 16(1)"], "2025-03-03", True),
    ("PARTIALLY_GRANTED", ["REG 37", "REG 38"], "2025-03-03", False),
    ("PARTIALLY_GRANTED", [], "2025-03-03", None),
    ("GRANTED", ["REG 15"], "2025-03-03", False),
    ("UNABLE_NOT_EXISTING", ["REG 36(4)"], "2025-03-03", False),
    ("NOT_PROCESSED_REPEAT", ["REG 36(6)"], "2025-03-03", False),
    (None, [], "2025-03-03", None),
    (None, [], "2023-03-03", False),
]


@pytest.mark.parametrize(("outcome", "grounds", "on", "expected"), PRIOR)
def test_prior_reconsideration(outcome: str | None, grounds: list[str], on: str, expected: bool | None):
    assert prior_reconsideration(outcome, grounds, date.fromisoformat(on)) is expected
    assert needs_prior_reconsideration(outcome, grounds, date.fromisoformat(on)) is (expected is True)


def test_unknown_outcome_is_refused_with_the_nearest():
    with pytest.raises(LawError, match="Did you mean REFUSED_THIRD_PARTY"):
        prior_reconsideration("REFUSED_THIRD_PARTI", [], date(2025, 3, 3))


def test_every_event_type_has_a_handler_and_every_transition_event_exists():
    names = {kind.name for kind in EVENT_TYPES}
    assert set(HANDLERS) == names
    assert {row.event for row in TRANSITIONS if row.event} <= names


def test_all_seventeen_rows_of_the_transition_table_are_there():
    assert {row.number for row in TRANSITIONS} == set(range(1, 18))


def test_actions_offered_follow_the_table():
    assert [row.action for row in actions_offered(State.CORRECTION_REQUESTED)] == [
        "receive_correction",
        "extend",
        "withdraw",
    ]
    assert [row.action for row in actions_offered(State.REPLIED)] == [
        "record_delivery", "open_reconsideration", "open_litigation", "remake_reply",
    ]  # fmt: skip
    assert actions_offered(State.LAPSED) == ()
    assert State.CLOSED_NOT_CORRECTED in next_states(State.CORRECTION_REQUESTED)


def test_every_state_can_be_reached_from_the_first():
    reached, new = set(), {State.AWAITING_CONFIRMATION}
    while new:
        reached |= new
        new = {after for state in new for after in next_states(state)} - reached
    assert reached == set(State)
    assert State.DRAFTING not in EVENT_STATES
