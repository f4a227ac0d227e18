"""What each event does to the ledger of a request, and which order of events is refused.

Late is not refused, it is flagged: reality may be late. Refused is what cannot be true (paid before notified) and what
the law does not allow to be done at all (a second extension, an extension after the last day).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from gongkai.law.conventions import CLOSED_BY_DAY
from gongkai.law.events import Channel, Event
from gongkai.law.ledger import (
    AFTER_CORRECTION,
    AFTER_PAYMENT,
    CORRECTION_NOTICE,
    CORRECTION_PERIOD,
    EXTENSION_MAX,
    FEE_PAYMENT,
    OPINION,
    REMADE_REPLY,
    REPLY,
    Consultation,
    Ledger,
    refuse,
)  # fmt: skip
from gongkai.law.reference import FEE, P207, REC23, REG
from gongkai.law.remedy_limits import open_remedies, sue_after_reconsideration
from gongkai.law.single_limit import amount_of

_RECEIPT = {
    Channel.IN_PERSON: ("receipt: handed over in person", REG(31, 1)),
    Channel.REGISTERED_MAIL: ("receipt: the agency signed for the letter", REG(31, 2)),
    Channel.ORDINARY_MAIL: ("receipt: confirmed with the applicant", REG(31, 2)),
    Channel.INTERNET: ("receipt: confirmed by both sides", REG(31, 3)),
    Channel.FAX: ("receipt: confirmed by both sides", REG(31, 3)),
}


def _words(day: int | None) -> str:
    return "" if day is None else str(date.fromordinal(day))


def submitted(ledger: Ledger, event: Event) -> None:
    if ledger.submitted is not None:
        refuse(event, f"the request was already submitted on {_words(ledger.submitted)}; one is accepted")
    _nothing_before(ledger, event)
    ledger.submitted = event.on
    if ledger.channel is Channel.IN_PERSON:
        _receive(ledger, event.on)


def arrived(ledger: Ledger, event: Event) -> None:
    if ledger.arrived is not None:
        refuse(event, f"the request already arrived on {_words(ledger.arrived)}; one arrival is accepted")
    if ledger.agency_confirmed is not None or ledger.applicant_confirmed is not None:
        refuse(event, "a request cannot be confirmed before it arrives", str(REG(31)))
    ledger.arrived = event.on
    if ledger.receipt is None and ledger.channel in (Channel.REGISTERED_MAIL, Channel.IN_PERSON):
        _receive(ledger, event.on)


def confirmed(ledger: Ledger, event: Event) -> None:
    if event.by != "agency" and ledger.applicant_confirmed is None:
        ledger.applicant_confirmed = event.on
    if event.by != "applicant" and ledger.agency_confirmed is None:
        ledger.agency_confirmed = event.on
    if ledger.receipt is not None or ledger.channel in (Channel.REGISTERED_MAIL, Channel.IN_PERSON):
        return
    both = ledger.applicant_confirmed is not None and ledger.agency_confirmed is not None
    if both or ledger.channel is Channel.ORDINARY_MAIL:
        if ledger.channel is Channel.ORDINARY_MAIL and ledger.arrived is not None and event.on > ledger.arrived:
            ledger.flags.append("late_confirmation")
            ledger.step("confirmed later than the day the letter arrived", event.on, P207())
        _receive(ledger, event.on)


def _nothing_before(ledger: Ledger, event: Event) -> None:
    if ledger.arrived is not None or ledger.agency_confirmed is not None or ledger.applicant_confirmed is not None:
        refuse(event, "a request cannot arrive or be confirmed before it is submitted", str(REG(31)))


def _receive(ledger: Ledger, day: int) -> None:
    text, basis = _RECEIPT[ledger.channel]
    ledger.receipt = ledger.anchor = day
    ledger.step(text, day, basis)
    notice_due = ledger.add(day, CORRECTION_NOTICE.amount)
    ledger.correction_notice_due = notice_due
    ledger.step("correction notice, if needed: +7 working days", notice_due, CORRECTION_NOTICE.basis)


def correction_notice_sent(ledger: Ledger, event: Event) -> None:
    ledger.require_open(event)
    _refuse_while_awaiting(ledger, event)
    if ledger.correction_sent is not None:
        refuse(event, f"correction was already asked on {_words(ledger.correction_sent)}; it is asked once, a request "
               "still unclear is answered with UNABLE_STILL_UNCLEAR", str(REG(30)))  # fmt: skip
    ledger.correction_sent = event.on
    ledger.awaiting = "correction"
    late = ledger.correction_notice_due is not None and event.on > ledger.correction_notice_due
    if late:
        ledger.flags.append("late_correction_notice")
    words = f"correction notice sent late (due {_words(ledger.correction_notice_due)})" if late else "correction notice sent"
    ledger.step(words + ": the reply limit waits", event.on, REG(30))


def correction_notice_received(ledger: Ledger, event: Event) -> None:
    ledger.require_open(event)
    if ledger.correction_sent is None:
        refuse(event, "a notice is sent ('correction_notice_sent') before it is received", str(REG(30)))
    if ledger.correction_received is not None:
        refuse(event, f"the notice was already received on {_words(ledger.correction_received)}", str(REG(30)))
    if ledger.awaiting != "correction":
        refuse(event, "the corrected request had already come; its notice must be received before", str(REG(30)))
    days = event.days or amount_of(CORRECTION_PERIOD, ledger.conventions)
    ledger.correction_received = event.on
    ledger.correction_due = ledger.add(event.on, days)
    ledger.step("correction notice received", event.on, REG(30))
    ledger.step(f"+{days} working days to correct", ledger.correction_due, CORRECTION_PERIOD.basis)


def corrected_request_received(ledger: Ledger, event: Event) -> None:
    if ledger.closed == "CLOSED_NOT_CORRECTED" and ledger.replied is None and ledger.corrected is None:
        if not event.justified:
            ledger.flags.append("corrected_after_closing")
            ledger.step("corrected request came too late and without a justified reason", event.on, REG(30))
            return
        ledger.closed = ledger.closed_on = None
        ledger.flags.append("late_correction_justified")
    ledger.require_open(event)
    if ledger.awaiting != "correction":
        refuse(event, "a correction is asked ('correction_notice_sent') before it comes, and comes once", str(REG(30)))
    ledger.corrected = event.on
    ledger.restart(event.on, AFTER_CORRECTION.amount, AFTER_CORRECTION.basis)
    ledger.step("corrected request received: the reply limit begins anew", event.on, REG(30))


def reason_requested(ledger: Ledger, event: Event) -> None:
    ledger.require_open(event)
    ledger.reason = event.on
    ledger.step("applicant asked for reasons: the reply limit runs on", event.on, REG(35))


def delayed_to(ledger: Ledger, event: Event) -> None:
    ledger.require_open(event)
    if ledger.reason is None:
        refuse(event, "a delayed day is told after reasons were asked ('reason_requested')", str(REG(35)))
    until = event.until or 0
    counted = ledger.count(event.on)
    if until < event.on or (counted is not None and until <= counted.due):
        last = "the day it is told" if counted is None else f"the present last day {_words(max(counted.due, event.on))}"
        refuse(event, f"a delayed day lies after {last}", str(REG(35)), "until", _words(until))
    if counted is not None and event.on > counted.due:
        ledger.flags.append("late_delay")
    ledger.restart(event.on, REPLY.amount, REG(35))
    ledger.fix(event.on, until)
    ledger.reason = None
    ledger.step("delayed day told to the applicant", event.on, REG(35))


def fee_notice_received(ledger: Ledger, event: Event) -> None:
    ledger.require_open(event)
    _refuse_while_awaiting(ledger, event)
    if ledger.fee_notice is not None:
        refuse(event, f"a fee notice was already received on {_words(ledger.fee_notice)}; there is one per request", str(FEE(6)))
    if not FEE_PAYMENT.in_force(date.fromordinal(event.on)):
        refuse(event, f"fees can be charged since {FEE_PAYMENT.since}", str(FEE(6)))
    counted = ledger.count(event.on)
    late = counted is not None and event.on > counted.due
    if late:
        ledger.flags.append("late_fee_notice")
    ledger.fee_notice = event.on
    ledger.awaiting = "fee"
    ledger.reason = None
    ledger.pay_by = ledger.add(event.on, FEE_PAYMENT.amount)
    ledger.step(f"fee notice received{' after the reply limit' if late else ''}: the reply limit waits", event.on, FEE(6))
    ledger.step(f"+{FEE_PAYMENT.amount} working days to pay", ledger.pay_by, FEE_PAYMENT.basis)


def fee_paid(ledger: Ledger, event: Event) -> None:
    if ledger.closed == "CLOSED_FEE_UNPAID":
        ledger.flags.append("paid_after_closing")
        ledger.step("paid too late: the request stays closed", event.on, FEE(6))
        return
    ledger.require_open(event)
    if ledger.awaiting != "fee":
        refuse(event, "a fee is paid once, on or after the day its notice is received ('fee_notice_received')", str(FEE(6)))
    ledger.restart(event.on, AFTER_PAYMENT.amount, AFTER_PAYMENT.basis)
    ledger.step("fee paid: the reply limit begins anew", event.on, FEE(6))


def _refuse_while_awaiting(ledger: Ledger, event: Event) -> None:
    if ledger.awaiting == "correction":
        refuse(event, f"the correction asked on {_words(ledger.correction_sent)} is still awaited", str(REG(30)))
    if ledger.awaiting == "fee":
        refuse(event, f"the fee notified on {_words(ledger.fee_notice)} is still awaited", str(FEE(6)))


def consultation_sent(ledger: Ledger, event: Event) -> None:
    ledger.require_open(event)
    if any(str(asked.ref) == str(event.ref) for asked in ledger.consultations):
        refuse(event, "each consultation needs a name of its own", field="ref", value=event.ref)
    party = event.party or ""
    ledger.consultations.append(Consultation(event.ref, party, event.on))
    ledger.moved = True
    ledger.step(f"{_PARTY[party]} asked ({event.ref})", event.on, OPINION[party].basis)


_PARTY = {"THIRD_PARTY": "third party", "AGENCY": "other agency"}


def _asked(ledger: Ledger, event: Event) -> Consultation:
    if ledger.withdrawn is not None:
        ledger.require_open(event)
    asked = next((one for one in ledger.consultations if str(one.ref) == str(event.ref)), None)
    if asked is None:
        known = ", ".join(str(one.ref) for one in ledger.consultations) or "none"
        refuse(event, f"no consultation of this name was sent by then; sent so far: {known}", str(REG(32)), "ref", event.ref)
    if event.party not in (None, asked.party):
        refuse(event, f"consultation {asked.ref} was sent to {asked.party}", field="party", value=event.party)
    return asked


def consultation_received(ledger: Ledger, event: Event) -> None:
    asked = _asked(ledger, event)
    if asked.received is not None:
        refuse(event, f"the letter was already received on {_words(asked.received)}", str(REG(32)))
    if asked.opinion is not None:
        refuse(event, f"the opinion already came on {_words(asked.opinion)}, before the letter was received", str(REG(32)))
    limit = OPINION[asked.party]
    asked.received = event.on
    asked.due = ledger.add(event.on, limit.amount)
    ledger.step(f"opinion due ({asked.ref}): +{limit.amount} working days", asked.due, limit.basis)


def opinion_received(ledger: Ledger, event: Event) -> None:
    asked = _asked(ledger, event)
    if asked.opinion is not None:
        refuse(event, f"the opinion already came on {_words(asked.opinion)}", str(REG(32)))
    asked.opinion = event.on
    late = asked.due is not None and event.on > asked.due
    if late:
        ledger.flags.append("late_opinion")
    ledger.step(f"opinion received ({asked.ref}){' after its last day' if late else ''}", event.on, OPINION[asked.party].basis)


def extended(ledger: Ledger, event: Event) -> None:
    ledger.require_open(event)
    days = event.days or 0
    if days > EXTENSION_MAX.amount:
        refuse(event, f"an extension has at most {EXTENSION_MAX.amount} working days", str(REG(33, 2)), "days", days)
    if ledger.extended_on is not None:
        refuse(event, f"the limit was already extended on {_words(ledger.extended_on)}; once is accepted", str(REG(33, 2)))
    if ledger.remade and ledger.fixed is not None:
        refuse(event, f"the day {_words(ledger.fixed)} was ordered and cannot be extended by the agency", str(REG(33, 2)))
    counted = ledger.count(event.on)
    if counted is not None and event.on > counted.due:
        refuse(event, f"an extension is told on or before the last day, {_words(counted.due)}", str(REG(33, 2)))
    ledger.extension = days
    ledger.extended_on = event.on
    ledger.flags.append("extended")
    ledger.step(f"extended by {days} working days", event.on, REG(33, 2))


def withdrawn(ledger: Ledger, event: Event) -> None:
    if ledger.receipt is None and ledger.withdrawn is None:
        ledger.lapsed = True
        ledger.step("given up before receipt was confirmed: counted nowhere", event.on, REG(31))
    else:
        ledger.require_open(event)
        ledger.step("withdrawn by the applicant", event.on, REG(27))
    ledger.withdrawn = event.on


def replied(ledger: Ledger, event: Event) -> None:
    if ledger.closed is not None and event.outcome == ledger.closed and ledger.replied is None:
        ledger.step("closing told to the applicant", event.on, REG(30))
    else:
        ledger.require_open(event)
        counted = ledger.count(event.on)
        if counted is not None and event.on > counted.due:
            ledger.flags.append("late_reply")
        ledger.explain_reply(event.on)
        late = ledger.reply_due is not None and event.on > ledger.reply_due
        ledger.step("replied after the last day" if late else "replied", event.on, REG(33))
        ledger.awaiting = None
    ledger.replied = event.on
    ledger.reply_received = None
    ledger.outcome = event.outcome
    ledger.grounds = event.grounds


def reply_received(ledger: Ledger, event: Event) -> None:
    if ledger.replied is None:
        refuse(event, "a reply is made ('replied') before it is received", str(REG(33)))
    if ledger.reply_received is not None:
        refuse(event, f"the reply was already received on {_words(ledger.reply_received)}", str(REG(33)))
    ledger.reply_received = event.on
    open_remedies(ledger, event.on)


def _refuse_unless_challengeable(ledger: Ledger, event: Event) -> None:
    """There must be something to decide on: a reply, a closing, or a duty not performed in time."""
    if ledger.replied is not None or ledger.closed is not None:
        return
    ledger.require_open(event)
    counted = ledger.count(event.on)
    if ledger.decision_received is None and (counted is None or event.on <= counted.due):
        refuse(event, "there is neither a reply nor a reply limit that has passed", str(REC23(11)))


def reconsideration_decision_received(ledger: Ledger, event: Event) -> None:
    _refuse_unless_challengeable(ledger, event)
    if ledger.decision_received is not None and not ledger.remade:
        refuse(event, f"a decision was already received on {_words(ledger.decision_received)}", str(REC23(75)))
    ledger.decision_received = event.on
    sue_after_reconsideration(ledger, event.on)


def remade_ordered(ledger: Ledger, event: Event) -> None:
    _refuse_unless_challengeable(ledger, event)
    if event.until is not None and event.until < event.on:
        refuse(event, "the ordered day lies on or after the order", "", "until", _words(event.until))
    ledger.replied = ledger.reply_received = ledger.reconsideration_until = None
    ledger.closed = ledger.closed_on = None
    ledger.remade = True
    limit = REMADE_REPLY
    ledger.restart(event.on, amount_of(limit, ledger.conventions), limit.basis)
    ledger.step("ordered to reply again", event.on, REC23(64))
    if event.until is not None:
        ledger.fix(event.on, event.until)
        ledger.anchor_basis = REC23(64)


def settle(ledger: Ledger, day: int) -> None:
    """Close what nobody answered: from the day after the correction or payment period (REG 30, FEE 6)."""
    due = ledger.correction_due if ledger.awaiting == "correction" else ledger.pay_by
    if ledger.awaiting is None or due is None or day <= due or ledger.closed or ledger.withdrawn is not None:
        return
    unpaid = ledger.awaiting == "fee"
    ledger.closed = "CLOSED_FEE_UNPAID" if unpaid else "CLOSED_NOT_CORRECTED"
    ledger.closed_on = due + 1
    words = "not paid" if unpaid else "not corrected"
    ledger.step(f"{words} by {_words(due)}: deemed abandoned", due + 1, FEE(6) if unpaid else REG(30))
    if not unpaid:
        ledger.step("closed from the day after the period", due + 1, CLOSED_BY_DAY)


HANDLERS: dict[str, Callable[[Ledger, Event], None]] = {
    handler.__name__: handler
    for handler in (
        submitted, arrived, confirmed, correction_notice_sent, correction_notice_received, corrected_request_received,
        reason_requested, fee_notice_received, fee_paid, consultation_sent, consultation_received, opinion_received,
        extended, delayed_to, reconsideration_decision_received, remade_ordered, replied, reply_received, withdrawn,
    )
}  # fmt: skip
