"""What lengthens the reply limit: consultations (REG 33(3)), one extension (REG 33(2)), a delayed day (REG 35)."""

from __future__ import annotations

from gongkai.law.events import Event
from gongkai.law.ledger import EXTENSION_MAX, OPINION, REPLY, Consultation, Ledger, Said, day_words, refuse
from gongkai.law.reference import REG

CONSULTING, EXTENSION, EXCESSIVE = REG(32), REG(33, 2), REG(35)
_ASKED = {"THIRD_PARTY": "asked_third_party", "AGENCY": "asked_agency"}


def consultation_sent(ledger: Ledger, event: Event) -> None:
    ledger.require_open(event)
    if any(str(asked.ref) == str(event.ref) for asked in ledger.consultations):
        refuse(
            event,
            Said("each consultation needs a name of its own", "这个编号的征求意见已经登记过"),
            field="ref",
            value=event.ref,
        )
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
            Said(
                f"no consultation of this name was sent by then; sent so far: {known}",
                "到这一天还没有发出这份征求意见书",
            ),
            str(CONSULTING),
            "ref",
            event.ref,
        )
    if event.party not in (None, asked.party):
        refuse(
            event,
            Said(f"consultation {asked.ref} was sent to {asked.party}", "与征求意见时登记的对象不符"),
            field="party",
            value=event.party,
        )
    return asked


def consultation_received(ledger: Ledger, event: Event) -> None:
    asked = _asked(ledger, event)
    if asked.received is not None:
        refuse(
            event,
            Said(
                f"the letter was already received on {day_words(asked.received)}",
                f"征求意见书已登记于 {day_words(asked.received)} 收到",
            ),
            str(CONSULTING),
        )
    if asked.opinion is not None:
        refuse(
            event,
            Said(
                f"the opinion already came on {day_words(asked.opinion)}, before the letter was received",
                f"意见已登记于 {day_words(asked.opinion)} 收到，征求意见书的送达应当在此之前",
            ),
            str(CONSULTING),
        )
    limit = OPINION[asked.party]
    asked.received = event.on
    asked.due = ledger.add(event.on, limit.amount)
    ledger.step("opinion_due", asked.due, limit.basis, asked.ref, limit.amount)


def opinion_received(ledger: Ledger, event: Event) -> None:
    asked = _asked(ledger, event)
    if asked.opinion is not None:
        refuse(
            event,
            Said(
                f"the opinion already came on {day_words(asked.opinion)}",
                f"意见已登记于 {day_words(asked.opinion)} 收到",
            ),
            str(CONSULTING),
        )
    asked.opinion = event.on
    late = asked.due is not None and event.on > asked.due
    if late:
        ledger.flags.append("late_opinion")
    ledger.step("opinion_late" if late else "opinion", event.on, OPINION[asked.party].basis, asked.ref)


def extended(ledger: Ledger, event: Event) -> None:
    ledger.require_open(event)
    days = event.days or 0
    if days > EXTENSION_MAX.amount:
        refuse(
            event,
            Said(
                f"an extension has at most {EXTENSION_MAX.amount} working days",
                f"延长最多 {EXTENSION_MAX.amount} 个工作日",
            ),
            str(EXTENSION),
            "days",
            days,
        )
    if ledger.extended_on is not None:
        refuse(
            event,
            Said(
                f"the limit was already extended on {day_words(ledger.extended_on)}; once is accepted",
                f"已于 {day_words(ledger.extended_on)} 延期，只能延长一次",
            ),
            str(EXTENSION),
        )
    if ledger.ordered:
        refuse(
            event,
            Said(
                f"the day {day_words(ledger.fixed)} was ordered and cannot be extended by the agency",
                f"答复日期 {day_words(ledger.fixed)} 由决定、判决所定，本机关不能延长",
            ),
            str(EXTENSION),
        )
    counted = ledger.count(event.on)
    if counted is not None and event.on > counted.due:
        refuse(
            event,
            Said(
                f"an extension is told on or before the last day, {day_words(counted.due)}",
                f"延期须在答复期限 {day_words(counted.due)} 当日或者之前告知",
            ),
            str(EXTENSION),
        )
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
        refuse(
            event,
            Said(
                "a delayed day is told after reasons were asked ('reason_requested')",
                "先要求说明理由，再告知延迟答复的日期",
            ),
            str(EXCESSIVE),
        )
    ledger.refuse_while_awaiting(event)
    if ledger.ordered:
        day = day_words(ledger.fixed)
        said = Said(
            f"the day {day} was ordered and cannot be put off", f"答复日期 {day} 由决定、判决所定，本机关不能另定"
        )
        refuse(event, said, str(EXCESSIVE))
    until = event.until or 0
    counted = ledger.count(event.on)
    if until < event.on or (counted is not None and until <= counted.due):
        last = event.on if counted is None else max(counted.due, event.on)
        what = "the day it is told" if counted is None else "the present last day"
        said = Said(f"a delayed day lies after {what} {day_words(last)}", f"延迟答复的日期须晚于 {day_words(last)}")
        refuse(event, said, str(EXCESSIVE), "until", day_words(until))
    if counted is not None and event.on > counted.due:
        ledger.flags.append("late_delay")
    ledger.restart(event.on, REPLY.amount, EXCESSIVE)
    ledger.fix(event.on, until)
    ledger.reason = None
    ledger.step("delayed", event.on, EXCESSIVE)
