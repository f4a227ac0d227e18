"""What lengthens the reply limit: consultations (REG 33(3)), one extension (REG 33(2)), a delayed day (REG 35)."""

from __future__ import annotations

from gongkai.law.events import Event
from gongkai.law.ledger import EXTENSION_MAX, OPINION, REPLY, Consultation, Ledger, day_words, refuse
from gongkai.law.reference import REG

CONSULTING, EXTENSION, EXCESSIVE = REG(32), REG(33, 2), REG(35)
_ASKED = {"THIRD_PARTY": "asked_third_party", "AGENCY": "asked_agency"}


def consultation_sent(ledger: Ledger, event: Event) -> None:
    ledger.require_open(event)
    if any(str(asked.ref) == str(event.ref) for asked in ledger.consultations):
        refuse(event, "each consultation needs a name of its own", field="ref", value=event.ref)
    party = event.party or ""
    ledger.consultations.append(Consultation(event.ref, party, event.on))
    ledger.moved = True
    ledger.step(_ASKED[party], event.on, OPINION[party].basis, event.ref)


def _asked(ledger: Ledger, event: Event) -> Consultation:
    if ledger.withdrawn is not None:
        ledger.require_open(event)
    asked = next((one for one in ledger.consultations if str(one.ref) == str(event.ref)), None)
    if asked is None:
        known = ", ".join(str(one.ref) for one in ledger.consultations) or "none"
        refuse(
            event,
            f"no consultation of this name was sent by then; sent so far: {known}",
            str(CONSULTING),
            "ref",
            event.ref,
        )
    if event.party not in (None, asked.party):
        refuse(event, f"consultation {asked.ref} was sent to {asked.party}", field="party", value=event.party)
    return asked


def consultation_received(ledger: Ledger, event: Event) -> None:
    asked = _asked(ledger, event)
    if asked.received is not None:
        refuse(event, f"the letter was already received on {day_words(asked.received)}", str(CONSULTING))
    if asked.opinion is not None:
        refuse(
            event,
            f"the opinion already came on {day_words(asked.opinion)}, before the letter was received",
            str(CONSULTING),
        )
    limit = OPINION[asked.party]
    asked.received = event.on
    asked.due = ledger.add(event.on, limit.amount)
    ledger.step("opinion_due", asked.due, limit.basis, asked.ref, limit.amount)


def opinion_received(ledger: Ledger, event: Event) -> None:
    asked = _asked(ledger, event)
    if asked.opinion is not None:
        refuse(event, f"the opinion already came on {day_words(asked.opinion)}", str(CONSULTING))
    asked.opinion = event.on
    late = asked.due is not None and event.on > asked.due
    if late:
        ledger.flags.append("late_opinion")
    ledger.step("opinion_late" if late else "opinion", event.on, OPINION[asked.party].basis, asked.ref)


def extended(ledger: Ledger, event: Event) -> None:
    ledger.require_open(event)
    days = event.days or 0
    if days > EXTENSION_MAX.amount:
        refuse(event, f"an extension has at most {EXTENSION_MAX.amount} working days", str(EXTENSION), "days", days)
    if ledger.extended_on is not None:
        refuse(
            event,
            f"the limit was already extended on {day_words(ledger.extended_on)}; once is accepted",
            str(EXTENSION),
        )
    if ledger.remade and ledger.fixed is not None:
        refuse(
            event, f"the day {day_words(ledger.fixed)} was ordered and cannot be extended by the agency", str(EXTENSION)
        )
    counted = ledger.count(event.on)
    if counted is not None and event.on > counted.due:
        refuse(event, f"an extension is told on or before the last day, {day_words(counted.due)}", str(EXTENSION))
    ledger.extension = days
    ledger.extended_on = event.on
    ledger.flags.append("extended")
    ledger.step("extended", event.on, EXTENSION, days)


def reason_requested(ledger: Ledger, event: Event) -> None:
    ledger.require_open(event)
    ledger.reason = event.on
    ledger.step("reason_requested", event.on, EXCESSIVE)


def delayed_to(ledger: Ledger, event: Event) -> None:
    ledger.require_open(event)
    if ledger.reason is None:
        refuse(event, "a delayed day is told after reasons were asked ('reason_requested')", str(EXCESSIVE))
    ledger.refuse_while_awaiting(event)
    until = event.until or 0
    counted = ledger.count(event.on)
    if until < event.on or (counted is not None and until <= counted.due):
        last = (
            "the day it is told" if counted is None else f"the present last day {day_words(max(counted.due, event.on))}"
        )
        refuse(event, f"a delayed day lies after {last}", str(EXCESSIVE), "until", day_words(until))
    if counted is not None and event.on > counted.due:
        ledger.flags.append("late_delay")
    ledger.restart(event.on, REPLY.amount, EXCESSIVE)
    ledger.fix(event.on, until)
    ledger.reason = None
    ledger.step("delayed", event.on, EXCESSIVE)
