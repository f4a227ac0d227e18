"""How a request is received: which event fixes the date of receipt, by channel (REG 31)."""

from __future__ import annotations

from gongkai.law.events import Channel, Event
from gongkai.law.ledger import CORRECTION_NOTICE, Ledger, Said, day_words, refuse
from gongkai.law.reference import P207, REG

RECEIPT, CONFIRMING = REG(31), P207()
_RECEIPT = {
    Channel.IN_PERSON: ("receipt_in_person", REG(31, 1)),
    Channel.REGISTERED_MAIL: ("receipt_signed", REG(31, 2)),
    Channel.ORDINARY_MAIL: ("receipt_confirmed", REG(31, 2)),
    Channel.INTERNET: ("receipt_both", REG(31, 3)),
    Channel.FAX: ("receipt_both", REG(31, 3)),
}


def submitted(ledger: Ledger, event: Event) -> None:
    _not_withdrawn(ledger, event)
    if ledger.submitted is not None:
        refuse(
            event,
            Said(
                f"the request was already submitted on {day_words(ledger.submitted)}; one is accepted",
                f"申请已登记于 {day_words(ledger.submitted)} 提交",
            ),
        )
    _nothing_before(ledger, event)
    ledger.submitted = event.on
    if ledger.channel is Channel.IN_PERSON:
        _receive(ledger, event.on)


def arrived(ledger: Ledger, event: Event) -> None:
    _not_withdrawn(ledger, event)
    if ledger.arrived is not None:
        refuse(
            event,
            Said(
                f"the request already arrived on {day_words(ledger.arrived)}; one arrival is accepted",
                f"申请已登记于 {day_words(ledger.arrived)} 到达",
            ),
        )
    if ledger.agency_confirmed is not None or ledger.applicant_confirmed is not None:
        refuse(
            event,
            Said("a request cannot be confirmed before it arrives", "确认收到的日期不能早于申请到达的日期"),
            str(RECEIPT),
        )
    ledger.arrived = event.on
    if ledger.receipt is None and ledger.channel in (Channel.REGISTERED_MAIL, Channel.IN_PERSON):
        _receive(ledger, event.on)


def confirmed(ledger: Ledger, event: Event) -> None:
    _not_withdrawn(ledger, event)
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
            ledger.step("confirmed_late", event.on, CONFIRMING)
        _receive(ledger, event.on)


def _not_withdrawn(ledger: Ledger, event: Event) -> None:
    if ledger.withdrawn is not None:
        refuse(
            event,
            Said(
                f"the request was withdrawn on {day_words(ledger.withdrawn)}; nothing follows that",
                f"申请已于 {day_words(ledger.withdrawn)} 撤回",
            ),
        )


def _nothing_before(ledger: Ledger, event: Event) -> None:
    if ledger.arrived is not None or ledger.agency_confirmed is not None or ledger.applicant_confirmed is not None:
        refuse(
            event,
            Said(
                "a request cannot arrive or be confirmed before it is submitted",
                "到达、确认收到的日期不能早于提交的日期",
            ),
            str(RECEIPT),
        )


def _receive(ledger: Ledger, day: int) -> None:
    kind, basis = _RECEIPT[ledger.channel]
    ledger.receipt = ledger.anchor = day
    ledger.step(kind, day, basis)
    notice_due = ledger.add(day, CORRECTION_NOTICE.amount)
    ledger.correction_notice_due = notice_due
    ledger.step("notice_due", notice_due, CORRECTION_NOTICE.basis, CORRECTION_NOTICE.amount)
