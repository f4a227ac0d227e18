"""The rules of domain 3.2 to 3.4 and 3.8 once more, slowly: days are walked one by one, exclusions are sets of days.

Written from the specification, without the clock's code: another calendar package, no intervals, no prefix sums. ``invented`` makes
histories that could happen; a test reads each twice and compares every day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import chinese_calendar

ONE = timedelta(days=1)
REFUSED = "REFUSED_THIRD_PARTY"


@cache
def works(day: date) -> bool:
    found: bool = chinese_calendar.is_workday(day)
    return found


def working_days_later(day: date, number: int, excluded: frozenset[date] | set[date] = frozenset()) -> date:
    """Walk on; the day itself is never counted."""
    while number:
        day += ONE
        if works(day) and day not in excluded:
            number -= 1
    return day


def after_rest(day: date) -> date:
    while not works(day):
        day += ONE
    return day


def months_later(day: date, number: int) -> date:
    """The same day number, or the last day of a shorter month."""
    month = day.month - 1 + number
    year, month = day.year + month // 12, month % 12 + 1
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


@dataclass
class Asked:
    sent: date
    received: date | None = None
    opinion: date | None = None

    @property
    def due(self) -> date | None:
        return working_days_later(self.received, 15) if self.received else None

    def days(self, horizon: date) -> set[date]:
        """Every day after the letter went out up to the opinion, the fifteenth working day, or as far as is known."""
        last = horizon
        if self.due is not None:
            last = self.due
        if self.opinion is not None:
            last = min(self.opinion, self.due) if self.due is not None else self.opinion
        found, day = set(), self.sent + ONE
        while day <= last:
            found.add(day)
            day += ONE
        return found

    def open_on(self, day: date) -> bool:
        return self.opinion is None and (self.due is None or day <= self.due)


@dataclass
class Slow:
    """What is known of a request; ``tell`` takes the events in their order, the rest answers as of a day."""

    channel: str
    receipt: date | None = None
    anchor: date | None = None
    sides: dict[str, date] = field(default_factory=dict)
    extension: int = 0
    waits_for: str = ""
    correction_sent: date | None = None
    correction_due: date | None = None
    pay_by: date | None = None
    asked: dict[str, Asked] = field(default_factory=dict)
    parties: dict[str, str] = field(default_factory=dict)
    reason: bool = False
    moved: bool = False
    withdrawn: bool = False
    closed: str = ""
    closed_on: date | None = None
    replied: date | None = None
    outcome: str = ""
    delivered: date | None = None
    told: date | None = None
    told_on: date | None = None
    extended_on: date | None = None

    def tell(self, event: dict[str, Any]) -> None:
        on: date = event["on"]
        self.time_passes(on)
        match event["type"]:
            case "submitted" if self.channel == "IN_PERSON":
                self.receive(on)
            case "arrived" if self.channel == "REGISTERED_MAIL":
                self.receive(on)
            case "confirmed":
                for side in [event["by"]] if "by" in event else ["applicant", "agency"]:
                    self.sides.setdefault(side, on)
                if self.receipt is None and (self.channel == "ORDINARY_MAIL" or len(self.sides) == 2):
                    self.receive(on)
            case "correction_notice_sent":
                self.correction_sent, self.waits_for = on, "correction"
            case "correction_notice_received":
                self.correction_due = working_days_later(on, event.get("days") or 10)
            case "corrected_request_received":
                if self.closed and not event.get("justified"):
                    return
                self.closed, self.closed_on = "", None
                self.begin_anew(on)
            case "fee_notice_received":
                self.waits_for, self.pay_by, self.reason = "fee", working_days_later(on, 20), False
            case "fee_paid":
                if not self.closed:
                    self.begin_anew(on)
            case "consultation_sent":
                self.asked[event["ref"]], self.parties[event["ref"]], self.moved = Asked(on), event["party"], True
            case "consultation_received" if self.replied is None:  # a limit that was kept or missed moves no more
                self.asked[event["ref"]].received = on
            case "opinion_received":
                self.asked[event["ref"]].opinion = on
            case "extended":
                self.extension, self.extended_on = event["days"], on
            case "reason_requested":
                self.reason = True
            case "delayed_to":
                self.begin_anew(on)
                self.told, self.told_on, self.reason = event["until"], on, False
            case "withdrawn":
                self.withdrawn = True
            case "replied":
                self.replied, self.outcome = on, event["outcome"]
            case "reply_received":
                self.delivered = on

    def receive(self, on: date) -> None:
        self.receipt = self.anchor = on

    def begin_anew(self, on: date) -> None:
        self.anchor, self.waits_for, self.moved, self.told = on, "", True, None

    def time_passes(self, today: date) -> None:
        """From the day after the period the request is given up."""
        if self.closed or self.withdrawn or self.replied:
            return
        due = {"correction": self.correction_due, "fee": self.pay_by}.get(self.waits_for)
        if due is not None and today > due:
            self.closed = "CLOSED_NOT_CORRECTED" if self.waits_for == "correction" else "CLOSED_FEE_UNPAID"
            self.closed_on = due + ONE

    def reply_due(self, today: date) -> date | None:
        if self.receipt is None or self.withdrawn or self.closed or (self.waits_for and not self.replied):
            return None
        horizon = self.replied or today
        assert self.anchor is not None
        if self.told is not None:
            return self._told_due(horizon)
        excluded = self.excluded(horizon, date.min)
        return working_days_later(self.anchor, 20 + self.extension, excluded)

    def _told_due(self, horizon: date) -> date:
        """A told day stands; what was asked or granted after it is added to it, working day by working day."""
        assert self.told is not None
        assert self.anchor is not None
        later = self.extension if self.extended_on is not None and self.extended_on >= self.anchor else 0
        excluded = self.excluded(horizon, self.anchor)
        number, day = 0, self.anchor
        while day < self.told:
            day += ONE
            number += works(day)
        end = working_days_later(self.anchor, number + later, excluded)
        # A told day that is no working day stays the last day where nothing is added.
        return max(end, self.told) if excluded or later else self.told

    def excluded(self, horizon: date, since: date) -> set[date]:
        found: set[date] = set()
        for one in self.asked.values():
            if one.sent >= since:
                found |= one.days(horizon)
        return found

    def state(self, today: date) -> str:
        if self.withdrawn:
            return "WITHDRAWN" if self.receipt else "LAPSED"
        if self.receipt is None:
            return "AWAITING_CONFIRMATION"
        if self.closed:
            return self.closed
        if self.replied:
            return "DELIVERED" if self.delivered else "REPLIED"
        if self.waits_for:
            return "CORRECTION_REQUESTED" if self.waits_for == "correction" else "FEE_PENDING"
        open_parties = {self.parties[ref] for ref, one in self.asked.items() if one.open_on(today)}
        if open_parties:
            return "THIRD_PARTY_CONSULTED" if "THIRD_PARTY" in open_parties else "AGENCY_CONSULTED"
        if self.reason:
            return "REASON_REQUESTED"
        return "UNDER_REVIEW" if self.moved else "REGISTERED"

    def days(self, today: date) -> dict[str, object]:
        """Every day the clock tells, by the clock's own names."""
        self.time_passes(today)
        reconsideration = litigation = None
        if self.delivered is not None and self.replied is not None:
            reconsideration = after_rest(self.delivered + 60 * ONE)
            first = self.outcome == REFUSED and self.replied >= date(2024, 1, 1)
            litigation = None if first else after_rest(months_later(self.delivered, 6))
        return {
            "state": self.state(today),
            "date_of_receipt": self.receipt,
            "clock_started_on": self.anchor if self.receipt else None,
            "correction_notice_due": working_days_later(self.receipt, 7) if self.receipt else None,
            "correction_due": self.correction_due,
            "reply_due": self.reply_due(today),
            "consultations": {ref: one.due for ref, one in self.asked.items()},
            "pay_by": self.pay_by,
            "closed_on": self.closed_on,
            "reconsideration_until": reconsideration,
            "litigation_until": litigation,
        }


# On one day the ledger is read in this order (docs/clock.md), whatever order it was entered in.
ORDER = (
    "submitted", "arrived", "confirmed", "correction_notice_sent", "correction_notice_received", "corrected_request_received",
    "reason_requested", "fee_notice_received", "fee_paid", "consultation_sent", "consultation_received", "opinion_received",
    "extended", "delayed_to", "replied", "reply_received", "withdrawn",
)  # fmt: skip
CHANNELS = ("IN_PERSON", "REGISTERED_MAIL", "ORDINARY_MAIL", "INTERNET", "FAX")


def invented(dice: Random) -> tuple[str, list[dict[str, Any]], date]:
    """A channel, a history that could happen, and a day on or after its last event."""
    channel = dice.choice(CHANNELS)
    day = date(2021, 1, 4) + dice.randrange(365 * 4) * ONE
    slow, events = Slow(channel), []

    def happens(kind: str, gap: int, **data: object) -> None:
        nonlocal day
        day += dice.randint(0, gap) * ONE
        if events and events[-1]["on"] == day and ORDER.index(kind) < ORDER.index(events[-1]["type"]):
            if kind in ("extended", "delayed_to"):  # judged by the days as they stood
                return
            day += ONE
        events.append({"type": kind, "on": day, **data})
        slow.tell(events[-1])

    happens("submitted" if channel in ("IN_PERSON", "INTERNET") else "arrived", 0)
    _received(channel, dice, happens)
    for _ in range(dice.randrange(9)):
        if slow.receipt is None or slow.withdrawn or slow.replied or slow.closed:
            break
        _move(dice, slow, happens, day)
    if slow.closed == "CLOSED_NOT_CORRECTED" and dice.random() < 0.5:
        happens("corrected_request_received", 5, **({"justified": True} if dice.random() < 0.7 else {}))
    if slow.receipt and not (slow.withdrawn or slow.replied or slow.closed or slow.waits_for) and dice.random() < 0.6:
        day += dice.randint(0, 15) * ONE
        happens("replied", 0, outcome=dice.choice(["GRANTED", REFUSED, "UNABLE_NOT_EXISTING"]))
        if dice.random() < 0.7:
            happens("reply_received", 6)
    return channel, events, day + dice.choice([0, 0, 1, 3, 10, 30]) * ONE


def _received(channel: str, dice: Random, happens: Any) -> None:
    if channel == "ORDINARY_MAIL":
        happens("confirmed", 3)
    elif channel in ("INTERNET", "FAX"):
        way = dice.randrange(4)
        if way == 0:
            happens("confirmed", 3)
        elif way == 1:
            happens("confirmed", 3, by=dice.choice(["applicant", "agency"]))  # the other side never does
        else:
            first = dice.choice(["applicant", "agency"])
            happens("confirmed", 3, by=first)
            happens("confirmed", 5, by="agency" if first == "applicant" else "applicant")


def _move(dice: Random, slow: Slow, happens: Any, day: date) -> None:
    """One of the things that may happen now."""
    if slow.waits_for == "correction":
        if slow.correction_due is None and dice.random() < 0.8:
            happens("correction_notice_received", 4, **({"days": dice.randint(5, 15)} if dice.random() < 0.5 else {}))
        else:
            gap = 12 if slow.correction_due is None else max(0, (slow.correction_due - day).days)
            happens("corrected_request_received", gap)
        return
    if slow.waits_for == "fee":
        assert slow.pay_by is not None
        happens("fee_paid", max(0, (slow.pay_by - day).days))
        return
    waiting = [ref for ref, one in slow.asked.items() if one.opinion is None]
    unread = [ref for ref in waiting if slow.asked[ref].received is None]
    moves = ["ask", "ask", "wait", "withdraw"]
    moves += ["correct"] * (slow.correction_sent is None)
    moves += ["fee"] * (slow.pay_by is None) + ["reason"] + ["extend"] * (2 if slow.extended_on is None else 0)
    moves += ["read"] * (2 * len(unread)) + ["opinion"] * (2 * len(waiting)) + ["delay"] * (3 if slow.reason else 0)
    match dice.choice(moves):
        case "ask":
            party = dice.choice(["THIRD_PARTY", "AGENCY"])
            happens("consultation_sent", 6, ref=str(len(slow.asked) + 1), party=party)
        case "read":
            happens("consultation_received", 4, ref=dice.choice(unread))
        case "opinion":
            happens("opinion_received", 25, ref=dice.choice(waiting))
        case "correct":
            happens("correction_notice_sent", 9)
        case "fee":
            happens("fee_notice_received", 8)
        case "reason":
            happens("reason_requested", 5)
        case "extend":
            due = slow.reply_due(day)
            if due is not None and due >= day:
                happens("extended", 0, days=dice.randint(1, 20))
        case "delay":
            due = slow.reply_due(day)
            if due is not None:
                happens("delayed_to", 0, until=max(due, day) + dice.randint(1, 60) * ONE)
        case "withdraw" if dice.random() < 0.3:
            happens("withdrawn", 5)
