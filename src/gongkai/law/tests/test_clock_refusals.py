"""Ledgers that cannot be true or cannot be read: the message names event, field, value, and what would be right."""

from __future__ import annotations

import re

import pytest

from gongkai.law.clock_error import ClockError
from gongkai.law.due_document import answer
from gongkai.law.holiday_notices import packaged_calendar


def ask(*events: dict, channel: object = "IN_PERSON", **more: object) -> dict:
    return answer({"channel": channel, "events": list(events), **more}, packaged_calendar())


def event(kind: str, on: str, **fields: object) -> dict:
    return {"type": kind, "on": on, **fields}


START = event("submitted", "2023-04-10")
ASKED = event("correction_notice_sent", "2023-04-14")
SENT = event("consultation_sent", "2023-04-14", ref="A", party="THIRD_PARTY")
REPLY = event("replied", "2023-04-20", outcome="GRANTED", grounds=["REG 36(2)"])
FEE = event("fee_notice_received", "2023-04-14")

CONTRADICTIONS = {
    "paid before notified": ([START, event("fee_paid", "2023-04-12"), FEE], 2, "fee_paid", "FEE 6"),
    "paid without a notice": ([START, event("fee_paid", "2023-04-12")], 2, "fee_paid", "FEE 6"),
    "reply before receipt": ([START, event("replied", "2023-04-07")], 2, "no date of receipt by then", "REG 31"),
    "received before replied": ([START, event("reply_received", "2023-04-12"), REPLY], 2, "before it is received", ""),
    "replied twice": ([START, REPLY, event("replied", "2023-04-21")], 3, "already made on 2023-04-20", ""),
    "extended after the last day": ([START, event("extended", "2023-05-10", days=5)], 2, "2023-05-09", "REG 33(2)"),
    "extended twice": (
        [START, event("extended", "2023-04-11", days=5), event("extended", "2023-04-12", days=5)], 3, "once", "REG 33(2)"),
    "extended by more than 20": ([START, event("extended", "2023-04-11", days=21)], 2, "at most 20", "REG 33(2)"),
    "correction asked twice": (
        [START, ASKED, event("corrected_request_received", "2023-04-17"), event("correction_notice_sent", "2023-04-18")],
        4, "asked once", "REG 30"),
    "corrected without being asked": ([START, event("corrected_request_received", "2023-04-17")], 2, "asked", "REG 30"),
    "notice received before sent": ([START, event("correction_notice_received", "2023-04-12"), ASKED], 2, "is sent", "REG 30"),
    "after withdrawal": ([START, event("withdrawn", "2023-04-12"), REPLY], 3, "withdrawn on 2023-04-12", ""),
    "withdrawn before it came": ([event("withdrawn", "2023-04-07"), START], 1, "cannot be withdrawn before", "REG 27"),
    "withdrawn twice": ([START, event("withdrawn", "2023-04-12"), event("withdrawn", "2023-04-13")], 3, "withdrawn on", ""),
    "submitted twice": ([START, event("submitted", "2023-04-11")], 2, "already submitted", ""),
    "opinion of nobody asked": ([START, event("opinion_received", "2023-04-12", ref="B")], 2, "sent so far: none", "REG 32"),
    "opinion before the letter": ([START, event("opinion_received", "2023-04-12", ref="A"), SENT], 2, "none", "REG 32"),
    "letter received after the opinion": (
        [START, SENT, event("opinion_received", "2023-04-17", ref="A"), event("consultation_received", "2023-04-18", ref="A")],
        4, "before the letter was received", "REG 32"),
    "two letters of one name": ([START, SENT, event("consultation_sent", "2023-04-17", ref="A", party="AGENCY")], 3, "name of its own", ""),
    "another party's opinion": ([START, SENT, event("opinion_received", "2023-04-17", ref="A", party="AGENCY")], 3, "THIRD_PARTY", ""),
    "delayed without asking reasons": ([START, event("delayed_to", "2023-04-17", until="2023-06-30")], 2, "reason_requested", "REG 35"),
    "delayed to an earlier day": (
        [START, event("reason_requested", "2023-04-12"), event("delayed_to", "2023-04-17", until="2023-04-28")],
        3, "2023-05-09", "REG 35"),
    "delayed while a fee is awaited": (
        [START, FEE, event("reason_requested", "2023-04-17"), event("delayed_to", "2023-04-18", until="2023-06-30")],
        4, "notified on 2023-04-14 is still awaited", "FEE 6"),
    "delayed while a correction is awaited": (
        [START, ASKED, event("reason_requested", "2023-04-17"), event("delayed_to", "2023-04-18", until="2023-06-30")],
        4, "asked on 2023-04-14 is still awaited", "REG 30"),
    "given up for a correction nobody asked": (
        [START, FEE, event("replied", "2023-04-20", outcome="CLOSED_NOT_CORRECTED", grounds=["REG 30"])],
        3, "needs an event 'correction_notice_sent'", "REG 30"),
    "given up for a fee nobody asked": (
        [START, ASKED, event("replied", "2023-04-20", outcome="CLOSED_FEE_UNPAID", grounds=["FEE 6"])],
        3, "needs an event 'fee_notice_received'", "FEE 6"),
    "remade before anything happened": ([START, event("remade_ordered", "2023-04-17")], 2, "neither a reply", ""),
    "ordered for a day gone by": ([START, REPLY, event("remade_ordered", "2023-06-17", until="2023-06-01")], 3, "on or after the order", ""),
    "fee notified twice": ([START, FEE, event("fee_paid", "2023-04-17"), event("fee_notice_received", "2023-04-18")], 4, "one per request", "FEE 6"),
    "fee while a correction is awaited": ([START, ASKED, event("fee_notice_received", "2023-04-17")], 3, "still awaited", "REG 30"),
    "request of the old Regulation": ([event("submitted", "2019-05-14")], 1, "2019-05-15", "REG 56"),
    "fee before the fee rules": ([event("submitted", "2020-11-02"), event("fee_notice_received", "2020-11-09")], 2, "2021-01-01", "FEE 6"),
    "reply after the request was given up": (
        [START, FEE, event("replied", "2023-06-20", outcome="GRANTED")], 3, "closed as CLOSED_FEE_UNPAID on 2023-05-16", ""),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "outcome", "ground"), [
    ([ASKED, event("correction_notice_received", "2023-04-17")], "CLOSED_NOT_CORRECTED", "REG 30"),
    ([FEE], "CLOSED_FEE_UNPAID", "FEE 6"),
])  # fmt: skip
def test_what_was_asked_and_given_up_is_accepted(asked: list[dict], outcome: str, ground: str):
    given_up = event("replied", "2023-05-16", outcome=outcome, grounds=[ground])
    assert ask(START, *asked, given_up)["state"] == outcome


@pytest.mark.parametrize(("events", "number", "says", "article"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_contradictory_order_is_refused(events: list[dict], number: int, says: str, article: str):
    with pytest.raises(ClockError) as caught:
        ask(*events)
    assert re.search("[\u4e00-\u9fff]{2}", caught.value.zh), "an officer reads it in Chinese"
    assert not re.search("[a-z]", caught.value.zh)
    assert caught.value.number == number
    assert says in str(caught.value)
    assert f"event {number} (" in str(caught.value)
    assert article in caught.value.article


def test_the_number_is_the_place_in_the_list_as_given():
    with pytest.raises(ClockError) as caught:
        ask(event("fee_paid", "2023-04-12"), FEE, START)
    assert (caught.value.number, caught.value.field, caught.value.value) == (1, "on", "2023-04-12")


UNREADABLE = [
    ({"channel": "IN_PERSON", "events": []}, "at least one event"),
    ({"channel": "IN_PERSON", "events": {}}, "a list of events"),
    ({"channel": "IN_PERSON", "events": "x"}, "a list of events"),
    ({"channel": "IN_PERSON"}, "'events': the field is missing"),
    ({"events": [START]}, "'channel': the field is missing"),
    ({"channel": "PIGEON", "events": [START]}, "'PIGEON' was given: accepted channels: IN_PERSON"),
    ({"channel": ["IN_PERSON"], "events": [START]}, "accepted channels"),
    ({"channel": "IN_PERSON", "events": [START], "asof": "2023-04-12"}, "'asof': no such field"),
    ({"channel": "IN_PERSON", "events": [START], "as_of": "2023-04-09"}, "not before the first event"),
    ({"channel": "IN_PERSON", "events": [START], "as_of": "yesterday"}, "'as_of': 'yesterday'"),
    ({"channel": "IN_PERSON", "events": ["submitted"]}, "event 1: 'submitted' was given: an object"),
    ({"channel": "IN_PERSON", "events": [{"type": "submited", "on": "2023-04-10"}]}, "did you mean submitted"),
    ({"channel": "IN_PERSON", "events": [{"on": "2023-04-10"}]}, "accepted types: submitted"),
    ({"channel": "IN_PERSON", "events": [{"type": ["x"], "on": "2023-04-10"}]}, "accepted types"),
    ({"channel": "IN_PERSON", "events": [{"type": "submitted"}]}, "'on': a day from 2008"),
    ({"channel": "IN_PERSON", "events": [event("submitted", "2023-02-30")]}, "'2023-02-30' was given: no such day"),
    ({"channel": "IN_PERSON", "events": [event("submitted", "20230410")]}, "written like 2022-01-19"),
    ({"channel": "IN_PERSON", "events": [event("submitted", "0203-04-10")]}, "a day from 2008-01-01 to 2045-12-31"),
    ({"channel": "IN_PERSON", "events": [{"type": "submitted", "on": 20230410}]}, "20230410 was given"),
    ({"channel": "IN_PERSON", "events": [{**START, "by": "applicant"}]}, "'by': this type has no such field"),
    ({"channel": "IN_PERSON", "events": [START, event("extended", "2023-04-11")]}, "'days': a whole number"),
    ({"channel": "IN_PERSON", "events": [START, event("extended", "2023-04-11", days="5")]}, "'5' was given"),
    ({"channel": "IN_PERSON", "events": [START, event("extended", "2023-04-11", days=True)]}, "True was given"),
    ({"channel": "IN_PERSON", "events": [START, event("extended", "2023-04-11", days=0)]}, "from 1 to 250"),
    ({"channel": "IN_PERSON", "events": [START, event("consultation_sent", "2023-04-11", ref="A")]}, "'party': 'THIRD_PARTY' or 'AGENCY'"),
    ({"channel": "IN_PERSON", "events": [START, event("replied", "2023-04-11", outcome="MAYBE")]}, "'MAYBE' was given: one of"),
    ({"channel": "IN_PERSON", "events": [START, event("replied", "2023-04-11", grounds=["XYZ 1"])]}, "not an article reference"),
    ({"channel": "IN_PERSON", "events": [START, event("replied", "2023-04-11", grounds="REG 15")]}, "a list of articles"),
    ({"channel": "FAX", "events": [event("confirmed", "2023-04-11", by="both")]}, "'applicant' or 'agency'"),
    ({"rule": "reply"}, "'from': the field is missing"),
    ({"rule": "replies", "from": "2023-04-10"}, "Did you mean reply?"),
    ({"rule": 20, "from": "2023-04-10"}, "the name of a limit"),
    ({"rule": "fee_payment", "from": "2020-04-10"}, "was law from 2021-01-01"),
    ({"rule": "reply", "from": "2023-04-10", "days": 3}, "'days': no such field"),
    ([], "an object is accepted"),
    (None, "an object is accepted"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "says"), UNREADABLE)
def test_what_cannot_be_read_is_named(document: object, says: str):
    with pytest.raises(ClockError) as caught:
        answer(document, packaged_calendar())
    assert says in str(caught.value)


def test_internet_request_confirmed_by_one_side_cannot_be_answered():
    with pytest.raises(ClockError, match="INTERNET needs 'confirmed' by applicant and agency"):
        ask(event("submitted", "2023-04-10"), event("confirmed", "2023-04-10", by="agency"), REPLY, channel="INTERNET")


def test_nothing_is_refused_that_is_merely_late():
    given = ask(START, event("correction_notice_sent", "2023-04-25"), event("corrected_request_received", "2023-04-28"),
                event("replied", "2023-12-20", outcome="GRANTED"))  # fmt: skip
    assert given["state"] == "REPLIED"
    assert given["reply_due"] == "2023-05-30"
    assert any("replied after the last day" in step["step"] for step in given["why"])


@pytest.mark.parametrize("by", ["applicant", "agency", None])
def test_what_was_given_up_is_not_received_afterwards(by: str | None) -> None:
    late = event("confirmed", "2023-04-13", **({"by": by} if by else {}))
    with pytest.raises(ClockError, match="withdrawn on 2023-04-12; nothing follows") as told:
        ask(START, event("withdrawn", "2023-04-12"), late, channel="INTERNET")
    assert told.value.type == "confirmed"
