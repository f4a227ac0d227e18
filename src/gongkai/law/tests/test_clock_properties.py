"""Properties of the clock over generated histories, beside an independent count day by day."""

from __future__ import annotations

import json
from datetime import date, timedelta

import chinese_calendar
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gongkai.law.clock import Reading, read_clock
from gongkai.law.clock_error import ClockError
from gongkai.law.days import add_working_days
from gongkai.law.due_document import answer
from gongkai.law.events import EVENT_TYPES, Channel
from gongkai.law.holiday_notices import packaged_calendar
from gongkai.law.states import EVENT_STATES, State

CALENDAR = packaged_calendar()
FAST = settings(max_examples=150, deadline=None)
receipts = st.dates(date(2019, 5, 15), date(2025, 12, 31))
offsets = st.integers(0, 45)  # up to and past the base period
consultations = st.lists(st.tuples(offsets, st.integers(0, 5), st.none() | st.integers(0, 40)), max_size=4)


def plus(day: date, number: int) -> date:
    return day + timedelta(days=number)


def event(kind: str, on: date, **fields: object) -> dict:
    return {"type": kind, "on": on.isoformat(), **fields}


def asking(start: date, letters: list[tuple[int, int, int | None]]) -> list[dict]:
    events = []
    for number, (sent, received, opinion) in enumerate(letters):
        out = plus(start, sent)
        events.append(event("consultation_sent", out, ref=number, party="THIRD_PARTY"))
        events.append(event("consultation_received", plus(out, received), ref=number))
        if opinion is not None:
            events.append(event("opinion_received", plus(out, received + opinion), ref=number))
    return events


def read(*events: dict, **options: object) -> Reading:
    return read_clock("IN_PERSON", list(events), CALENDAR, **options)


def slow_working_day(start: date, number: int, excluded: set[date] = frozenset()) -> date:
    """Walk day by day with another package's calendar."""
    day = start
    while number:
        day = plus(day, 1)
        if chinese_calendar.is_workday(day) and day not in excluded:
            number -= 1
    return day


def slow_excluded(start: date, letters: list[tuple[int, int, int | None]]) -> set[date]:
    days: set[date] = set()
    for sent, received, opinion in letters:
        out = plus(start, sent)
        last = slow_working_day(plus(out, received), 15)
        if opinion is not None:
            last = min(last, plus(out, received + opinion))
        days |= {plus(out, n) for n in range(1, (last - out).days + 1)}
    return days


@FAST
@given(receipts, consultations)
def test_suspension_agrees_with_a_count_day_by_day(start: date, letters):
    assert read(event("submitted", start), *asking(start, letters)).reply_due == slow_working_day(
        start, 20, slow_excluded(start, letters)
    )


@FAST
@given(
    receipts,
    st.integers(0, 9),
    st.integers(0, 30),
    st.integers(0, 10),
    st.integers(0, 25),
    st.integers(1, 20),
    consultations,
)
def test_restart_keeps_the_extension_and_drops_earlier_suspension(start, asked, came, fee, paid, days, letters):
    """Extended early, then corrected, then paid: only payment, extension and letters running after it matter."""
    notice, corrected = plus(start, asked), plus(start, asked + came)
    fee_day = plus(corrected, fee)
    paid_day = min(plus(fee_day, paid), slow_working_day(fee_day, 20))
    assume(start >= date(2021, 1, 1) and start <= date(2025, 6, 30))
    events = [
        event("submitted", start),
        event("extended", start, days=days),
        event("correction_notice_sent", notice),
        event("corrected_request_received", corrected),
        event("fee_notice_received", fee_day),
        event("fee_paid", paid_day),
    ]
    reading = read(*events, *asking(start, letters))
    assert reading.reply_due == slow_working_day(paid_day, 20 + days, slow_excluded(start, letters))
    assert add_working_days(CALENDAR, paid_day, sum(step.added for step in reading.why)) == reading.reply_due
    assert reading.date_of_receipt == start
    assert reading.clock_started_on == paid_day


@FAST
@given(receipts, consultations, st.tuples(offsets, st.integers(0, 5), st.none() | st.integers(0, 40)))
def test_one_more_consultation_never_shortens_the_limit(start: date, letters, one_more):
    fewer = read(event("submitted", start), *asking(start, letters))
    more = read(event("submitted", start), *asking(start, [*letters, one_more]))
    assert more.reply_due >= fewer.reply_due


@FAST
@given(receipts, consultations, st.integers(1, 20), st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_given_does_not_matter(start: date, letters, days: int, random):
    events = [event("submitted", start), event("extended", plus(start, 2), days=days), *asking(start, letters)]
    events += [event("correction_notice_sent", plus(start, 3)), event("corrected_request_received", plus(start, 9))]
    # the name of a letter is its place in the list here, so it travels with the letter
    shuffled = list(events)
    random.shuffle(shuffled)
    assert read(*shuffled).reply_due == read(*events).reply_due
    assert read(*shuffled).state == read(*events).state
    assert read(*shuffled).consultations == read(*events).consultations


@FAST
@given(receipts, consultations, st.integers(1, 20))
def test_the_explanation_sums_up_to_the_date(start: date, letters, days: int):
    reading = read(event("submitted", start), event("extended", start, days=days), *asking(start, letters))
    chain = [step for step in reading.why if step.added]
    assert add_working_days(CALENDAR, start, sum(step.added for step in chain)) == reading.reply_due
    assert [step.day for step in chain] == sorted(step.day for step in chain)
    assert chain[-1].day == reading.reply_due


@FAST
@given(receipts, st.integers(1, 20), st.integers(1, 20))
def test_a_longer_extension_never_ends_earlier(start: date, one: int, other: int):
    short, long = sorted((one, other))
    ends = [read(event("submitted", start), event("extended", start, days=d)).reply_due for d in (short, long)]
    assert ends[0] <= ends[1] == slow_working_day(start, 20 + long)


@FAST
@given(receipts, consultations)
def test_reading_a_ledger_on_a_day_is_reading_it_cut_on_that_day(start: date, letters):
    events = [event("submitted", start), *asking(start, letters)]
    day = plus(start, 8).isoformat()
    cut = [one for one in events if one["on"] <= day]
    assert read(*events, as_of=day) == read(*cut, as_of=day)


anything = (
    st.none()
    | st.booleans()
    | st.integers(-3, 300)
    | st.sampled_from(
        [
            "A",
            "applicant",
            "agency",
            "AGENCY",
            "THIRD_PARTY",
            "GRANTED",
            "REFUSED",
            "2024-03-15",
            "2024-13-01",
            ["REG 15"],
            [1],
            {},
        ]
    )
)
any_event = st.fixed_dictionaries(
    {"type": st.sampled_from([kind.name for kind in EVENT_TYPES]),
     "on": st.dates(date(2024, 1, 1), date(2024, 4, 30)).map(str)},
    optional=dict.fromkeys(("by", "days", "ref", "party", "until", "outcome", "grounds", "justified"), anything),
)  # fmt: skip
fitting_event = st.builds(
    lambda kind, on: {"type": kind, "on": str(on), **FITTING.get(kind, {})},
    st.sampled_from([kind.name for kind in EVENT_TYPES]), st.dates(date(2024, 1, 1), date(2024, 4, 30)),
)  # fmt: skip
FITTING = {
    "consultation_sent": {"party": "AGENCY"},
    "extended": {"days": 5},
    "delayed_to": {"until": "2024-08-15"},
    "replied": {"outcome": "GRANTED"},
}


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(list(Channel)), st.lists(any_event | fitting_event, max_size=7))
def test_any_list_of_events_is_answered_or_refused_with_a_sentence(channel: str, events: list[dict]):
    try:
        given = answer({"channel": channel, "events": events}, CALENDAR)
    except ClockError:
        return  # any other error would fail the test
    assert State(given["state"]) in EVENT_STATES
    json.dumps(given)


@FAST
@given(receipts, st.integers(0, 60))
def test_a_correction_period_closes_the_request_exactly_the_day_after(start: date, later: int):
    sent = event("correction_notice_sent", plus(start, 1))
    received = event("correction_notice_received", plus(start, 2), days=7)
    as_of = plus(start, 2 + later)
    reading = read(event("submitted", start), sent, received, as_of=as_of)
    last = slow_working_day(plus(start, 2), 7)
    assert reading.correction_due == last
    assert reading.state == ("CLOSED_NOT_CORRECTED" if as_of > last else "CORRECTION_REQUESTED")
    assert reading.reply_due is None
