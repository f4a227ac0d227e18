"""Waiting for the applicant: correction (REG 30) and fee (FEE 6). Both stop the reply limit and begin it anew."""

from __future__ import annotations

from datetime import date

from gongkai.law.conventions import CLOSED_BY_DAY
from gongkai.law.events import Event
from gongkai.law.ledger import (
    AFTER_CORRECTION,
    AFTER_PAYMENT,
    CORRECTION_PERIOD,
    FEE_PAYMENT,
    Ledger,
    Said,
    day_words,
    refuse,
)
from gongkai.law.reference import FEE, REG
from gongkai.law.single_limit import amount_of

CORRECTION, FEES = REG(30), FEE(6)


def correction_notice_sent(ledger: Ledger, event: Event) -> None:
    ledger.require_open(event)
    ledger.refuse_while_awaiting(event)
    if ledger.correction_sent is not None:
        refuse(event, Said(f"correction was already asked on {day_words(ledger.correction_sent)}; it is asked once, a request "
               "still unclear is answered with UNABLE_STILL_UNCLEAR", f"已于 {day_words(ledger.correction_sent)} 告知补正，只能告知一次；仍不明确的，作“无法提供”答复"), str(CORRECTION))  # fmt: skip
    ledger.correction_sent = event.on
    ledger.awaiting = "correction"
    late = ledger.correction_notice_due is not None and event.on > ledger.correction_notice_due
    if late:
        ledger.flags.append("late_correction_notice")
        ledger.step("correction_sent_late", event.on, CORRECTION, day_words(ledger.correction_notice_due))
    else:
        ledger.step("correction_sent", event.on, CORRECTION)


def correction_notice_received(ledger: Ledger, event: Event) -> None:
    ledger.require_open(event)
    if ledger.correction_sent is None:
        refuse(
            event,
            Said("a notice is sent ('correction_notice_sent') before it is received", "到这一天还没有发出补正告知书"),
            str(CORRECTION),
        )
    if ledger.correction_received is not None:
        refuse(
            event,
            Said(
                f"the notice was already received on {day_words(ledger.correction_received)}",
                f"补正告知书已登记于 {day_words(ledger.correction_received)} 收到",
            ),
            str(CORRECTION),
        )
    if ledger.awaiting != "correction":
        refuse(
            event,
            Said(
                "the corrected request had already come; its notice must be received before",
                "补正材料已经收到，补正告知书的送达应当在此之前",
            ),
            str(CORRECTION),
        )
    days = event.days or amount_of(CORRECTION_PERIOD, ledger.conventions)
    ledger.correction_received = event.on
    ledger.correction_due = ledger.add(event.on, days)
    ledger.step("correction_received", event.on, CORRECTION)
    ledger.step("correction_period", ledger.correction_due, CORRECTION_PERIOD.basis, days)


def corrected_request_received(ledger: Ledger, event: Event) -> None:
    if ledger.closed == "CLOSED_NOT_CORRECTED" and ledger.replied is None and ledger.corrected is None:
        if not event.justified:
            ledger.flags.append("corrected_after_closing")
            ledger.step("corrected_too_late", event.on, CORRECTION)
            return
        ledger.closed = ledger.closed_on = None
        ledger.flags.append("late_correction_justified")
    ledger.require_open(event)
    if ledger.awaiting != "correction":
        refuse(
            event,
            Said(
                "a correction is asked ('correction_notice_sent') before it comes, and comes once",
                "到这一天没有告知过补正，或者补正材料已经收到",
            ),
            str(CORRECTION),
        )
    ledger.corrected = event.on
    ledger.restart(event.on, AFTER_CORRECTION.amount, AFTER_CORRECTION.basis)
    ledger.step("corrected", event.on, CORRECTION)


def fee_notice_received(ledger: Ledger, event: Event) -> None:
    ledger.require_open(event)
    ledger.refuse_while_awaiting(event)
    if ledger.fee_notice is not None:
        refuse(
            event,
            Said(
                f"a fee notice was already received on {day_words(ledger.fee_notice)}; there is one per request",
                f"收费通知已登记于 {day_words(ledger.fee_notice)} 收到，一件申请只通知一次",
            ),
            str(FEES),
        )
    if not FEE_PAYMENT.in_force(date.fromordinal(event.on)):
        refuse(
            event,
            Said(f"fees can be charged since {FEE_PAYMENT.since}", f"信息处理费自 {FEE_PAYMENT.since} 起才能收取"),
            str(FEES),
        )
    counted = ledger.count(event.on)
    late = counted is not None and event.on > counted.due
    if late:
        ledger.flags.append("late_fee_notice")
    ledger.fee_notice = event.on
    ledger.awaiting = "fee"
    ledger.reason = None
    ledger.pay_by = ledger.add(event.on, FEE_PAYMENT.amount)
    ledger.step("fee_notice_late" if late else "fee_notice", event.on, FEES)
    ledger.step("payment_period", ledger.pay_by, FEE_PAYMENT.basis, FEE_PAYMENT.amount)


def fee_paid(ledger: Ledger, event: Event) -> None:
    if ledger.closed == "CLOSED_FEE_UNPAID":
        ledger.flags.append("paid_after_closing")
        ledger.step("paid_too_late", event.on, FEES)
        return
    ledger.require_open(event)
    if ledger.awaiting != "fee":
        refuse(
            event,
            Said(
                "a fee is paid once, on or after the day its notice is received ('fee_notice_received')",
                "缴费只登记一次，且不早于收费通知送达的日期",
            ),
            str(FEES),
        )
    ledger.restart(event.on, AFTER_PAYMENT.amount, AFTER_PAYMENT.basis)
    ledger.step("paid", event.on, FEES)


def settle(ledger: Ledger, day: int) -> None:
    """Close what nobody answered: from the day after the correction or payment period (REG 30, FEE 6)."""
    due = ledger.correction_due if ledger.awaiting == "correction" else ledger.pay_by
    if ledger.awaiting is None or due is None or day <= due or ledger.closed or ledger.withdrawn is not None:
        return
    unpaid = ledger.awaiting == "fee"
    ledger.closed = "CLOSED_FEE_UNPAID" if unpaid else "CLOSED_NOT_CORRECTED"
    ledger.closed_on = due + 1
    if unpaid:
        ledger.step("not_paid", due + 1, FEES, day_words(due))
    else:
        ledger.step("not_corrected", due + 1, CORRECTION, day_words(due))
    ledger.step("closed_next_day", due + 1, CLOSED_BY_DAY)
