"""What is known of a request after the events so far, and the reply limit that follows from it (domain 3.4).

The reply limit is counted from ``anchor`` (receipt, corrected request, payment, order to reply again): 20 working days,
plus an extension, not counting the days others were asked. A told or ordered day replaces the count. While a correction
or a payment is awaited there is no reply limit. All days are ordinals.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, NoReturn

from gongkai.law.calendar import Calendar
from gongkai.law.clock_error import ClockError
from gongkai.law.conventions import EXTENSION_KEPT, Conventions, SuspensionBegins
from gongkai.law.events import Channel, Event
from gongkai.law.explain import Step
from gongkai.law.limits import rows_of
from gongkai.law.reference import REG, Basis
from gongkai.law.suspension import Counted, count_to, union

REG_IN_FORCE = date(2019, 5, 15).toordinal()
REPLY = rows_of("reply")[0]
CORRECTION_NOTICE = rows_of("correction_notice")[0]
CORRECTION_PERIOD = rows_of("correction_period")[0]
AFTER_CORRECTION = rows_of("reply_after_correction")[0]
SUSPENSION = REG(33, 3)  # the law excludes the time; where it begins and ends is a convention
EXTENSION_MAX = rows_of("extension_max")[0]
FEE_PAYMENT = rows_of("fee_payment")[0]
AFTER_PAYMENT = rows_of("reply_after_payment")[0]
REMADE_REPLY = rows_of("remade_reply")[0]
OPINION = {"THIRD_PARTY": rows_of("third_party_opinion")[0], "AGENCY": rows_of("agency_opinion")[0]}


class Consultation:
    """One party asked: when the letter went out, when they had it, by when they must answer, when they did."""

    __slots__ = ("due", "opinion", "party", "received", "ref", "sent")

    def __init__(self, ref: str | int, party: str, sent: int) -> None:
        self.ref = ref
        self.party = party
        self.sent = sent
        self.received: int | None = None
        self.due: int | None = None
        self.opinion: int | None = None

    def excluded_until(self, horizon: int) -> int:
        """Last excluded day: the opinion or the respondent's last day, the earlier; with neither known, ``horizon``."""
        if self.opinion is not None:
            return self.opinion if self.due is None else min(self.opinion, self.due)
        return horizon if self.due is None else self.due

    def is_open(self, day: int) -> bool:
        return self.opinion is None and (self.due is None or day <= self.due)


class Ledger:
    """The state the handlers in ``ledger_events`` move on, event by event in the order of days."""

    __slots__ = (
        "agency_confirmed", "anchor", "anchor_basis", "applicant_confirmed", "arrived", "awaiting", "calendar", "channel",
        "closed", "closed_on", "consultations", "conventions", "corrected", "correction_due", "correction_notice_due",
        "correction_received", "correction_sent", "decision_received", "extended_on", "extension", "fee_notice", "fixed",
        "flags", "grounds", "lapsed", "limit", "litigation_until", "missing", "moved", "ordered", "outcome", "pay_by", "reason",
        "receipt", "reconsideration_until", "remade", "replied", "reply_due", "reply_received", "steps", "submitted",
        "withdrawn",
    )  # fmt: skip

    def __init__(self, calendar: Calendar, conventions: Conventions, channel: Channel) -> None:
        self.calendar = calendar
        self.conventions = conventions
        self.channel = channel
        self.steps: list[Step] = []
        self.flags: list[str] = []
        self.missing: set[int] = set()
        self.consultations: list[Consultation] = []
        self.submitted: int | None = None
        self.arrived: int | None = None
        self.applicant_confirmed: int | None = None
        self.agency_confirmed: int | None = None
        self.receipt: int | None = None
        self.anchor = 0
        self.anchor_basis: Basis = REPLY.basis
        self.limit = REPLY.amount
        self.fixed: int | None = None
        self.extension = 0
        self.extended_on: int | None = None
        self.awaiting: str | None = None
        self.correction_notice_due: int | None = None
        self.correction_sent: int | None = None
        self.correction_received: int | None = None
        self.correction_due: int | None = None
        self.corrected: int | None = None
        self.reason: int | None = None
        self.fee_notice: int | None = None
        self.pay_by: int | None = None
        self.withdrawn: int | None = None
        self.lapsed = False
        self.closed: str | None = None
        self.closed_on: int | None = None
        self.moved = False
        self.replied: int | None = None
        self.outcome: str | None = None
        self.grounds: Sequence[str] = ()
        self.reply_due: int | None = None
        self.reply_received: int | None = None
        self.decision_received: int | None = None
        self.remade = False
        self.ordered = False  # the day in force was set by a reconsideration body or a court
        self.reconsideration_until: int | None = None
        self.litigation_until: int | None = None

    def step(self, kind: str, day: int, basis: Basis, *details: object, added: int = 0) -> None:
        self.steps.append(Step(kind, date.fromordinal(day), basis, added, details))

    def add(self, start: int, number: int) -> int:
        """``number`` working days after ``start``, remembering years whose notice is missing."""
        end = self.calendar.add(start, number)
        self.note(start, end)
        return end

    def note(self, start: int, end: int) -> None:
        self.missing.update(self.calendar.missing(start, end))

    def restart(self, anchor: int, limit: int, basis: Basis) -> None:
        """Begin the reply limit anew; suspensions before ``anchor`` no longer count."""
        self.awaiting = None
        self.anchor = anchor
        self.limit = limit
        self.anchor_basis = basis
        self.fixed = None
        self.ordered = False
        self.moved = True

    def fix(self, anchor: int, until: int) -> None:
        """Let a told or ordered day replace the count."""
        self.anchor = anchor
        self.fixed = until

    def extension_days(self) -> int:
        """Days of the extension that count: those granted since the anchor, and carried ones (a convention)."""
        if self.extended_on is None:
            return 0
        carried = self.conventions.restart_keeps_extension and self.fixed is None and not self.remade
        return self.extension if carried or self.extended_on >= self.anchor else 0

    def count(self, horizon: int) -> Counted | None:
        """The reply limit as it stands on ``horizon``, None while there is none."""
        if self.receipt is None or self.awaiting is not None:
            return None
        number = self.limit
        if self.fixed is not None:
            number = self.calendar.between(self.anchor, self.fixed)
        counted = count_to(self.calendar, self.anchor, number + self.extension_days(), self.intervals(horizon))
        if self.fixed is not None and counted.due < self.fixed:
            return Counted(self.fixed, counted.excluded)
        if self.fixed is not None and not counted.excluded and not self.extension_days():
            return Counted(self.fixed)
        return counted

    def intervals(self, horizon: int) -> list[tuple[int, int]]:
        """The excluded intervals; against a told day only letters sent since count, the day was told knowing the others.

        REG 33(3) excludes days from the limit of REG 33(2); a day that a court or a reconsideration body set is none of the
        agency's limits and moves by no act of the agency.
        """
        if self.ordered or not self.consultations:
            return []
        from_receipt = self.conventions.suspension_begins is SuspensionBegins.RECEIPT
        begins = [
            (asked.received if from_receipt else asked.sent, asked)
            for asked in self.consultations
            if self.fixed is None or asked.sent >= self.anchor
        ]
        return union((begin, asked.excluded_until(horizon)) for begin, asked in begins if begin is not None)

    def explain_reply(self, horizon: int) -> None:
        """Settle ``reply_due`` as of ``horizon`` and write its chain of steps."""
        counted = self.count(horizon)
        self.reply_due = None if counted is None else counted.due
        if counted is None:
            return
        self.note(self.anchor, counted.due)
        position = self._first_link()
        total = self.calendar.between(self.anchor, position)
        for begin, end, number in counted.excluded:
            total += number
            first, last = date.fromordinal(begin + 1), date.fromordinal(end)
            day = self.calendar.add(self.anchor, total)
            self.step("excluded", day, SUSPENSION, number, first, last, added=number)
        if days := self.extension_days():
            carried = self.extended_on is not None and self.extended_on < self.anchor
            day = self.calendar.add(self.anchor, total + days)
            if carried:
                self.step("extension_carried", day, EXTENSION_KEPT, days, added=days)
            else:
                self.step("extension", day, EXTENSION_MAX.basis, days, added=days)

    def _first_link(self) -> int:
        if self.fixed is not None:
            self.step("told_day", self.fixed, self.anchor_basis)
            return self.fixed
        end = self.calendar.add(self.anchor, self.limit)
        self.step("working_days", end, self.anchor_basis, self.limit, added=self.limit)
        return end

    def require_open(self, event: Event) -> None:
        """Refuse an event that needs an open request."""
        if self.receipt is None:
            english, chinese = _NEEDED[self.channel]
            said = Said(
                f"the request had no date of receipt by then; {english}", f"到这一天收到申请之日还没有确定：{chinese}"
            )
            refuse(event, said, "REG 31")
        if self.withdrawn is not None:
            day = date.fromordinal(self.withdrawn)
            refuse(event, Said(f"the request was withdrawn on {day}; nothing follows that", f"申请已于 {day} 撤回"))
        if self.closed is not None and self.closed_on is not None:
            self._refuse_closed(event, date.fromordinal(self.closed_on))
        if self.replied is not None:
            day = date.fromordinal(self.replied)
            english = f"the reply was already made on {day}; only its receipt, a reconsideration decision or an order to reply again may follow"
            refuse(event, Said(english, f"已于 {day} 作出答复，此后只能登记送达、复议决定或者责令重新答复"))

    def _refuse_closed(self, event: Event, day: date) -> NoReturn:
        english, chinese = f"the request was closed as {self.closed} on {day}", f"申请已于 {day} 视为放弃"
        if self.closed == "CLOSED_NOT_CORRECTED":
            english += "; if the delay had a justified reason, write 'justified': true on the corrected request"
            chinese += "；逾期补正有正当理由的，登记补正材料时勾选"
        refuse(event, Said(english, chinese), "REG 30")

    def refuse_while_awaiting(self, event: Event) -> None:
        """Refuse an event that cannot come between a correction or fee notice and its answer."""
        if self.awaiting == "correction":
            day = day_words(self.correction_sent)
            refuse(
                event, Said(f"the correction asked on {day} is still awaited", f"{day} 告知的补正还没有收到"), "REG 30"
            )
        if self.awaiting == "fee":
            day = day_words(self.fee_notice)
            refuse(
                event, Said(f"the fee notified on {day} is still awaited", f"{day} 送达的收费通知还没有缴费"), "FEE 6"
            )


_NEEDED = {
    Channel.IN_PERSON: ("IN_PERSON needs an event 'submitted' on or before that day", "当面提交的，先登记提交日期"),
    Channel.REGISTERED_MAIL: (
        "REGISTERED_MAIL needs an event 'arrived' (the day of signature) on or before that day",
        "挂号信、快递，先登记签收日期",
    ),
    Channel.ORDINARY_MAIL: (
        "ORDINARY_MAIL needs an event 'confirmed' on or before that day",
        "平信，先登记与申请人确认的日期",
    ),
    Channel.INTERNET: (
        "INTERNET needs 'confirmed' by applicant and agency on or before that day",
        "互联网提交的，双方都确认后才算收到",
    ),
    Channel.FAX: (
        "FAX needs 'confirmed' by applicant and agency on or before that day",
        "传真提交的，双方都确认后才算收到",
    ),
}


def day_words(day: int | None) -> str:
    """A day as a message writes it, 2022-01-19; empty for none."""
    return "" if day is None else str(date.fromordinal(day))


class Said(NamedTuple):
    """Why something cannot be: for programs and logs in English, for officers in Chinese."""

    en: str
    zh: str


def refuse(event: Event, why: Said, article: str = "", field: str = "on", value: object = None) -> NoReturn:
    """Raise the ClockError of an event that cannot be true at its place."""
    if value is None and field == "on":
        value = date.fromordinal(event.on).isoformat()
    raise ClockError(why.en, zh=why.zh, number=event.number, type=event.type, field=field, value=value, article=article)
