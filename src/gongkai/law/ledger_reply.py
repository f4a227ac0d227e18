"""How a request ends and what may follow: withdrawal, reply, its receipt, reconsideration, an order to reply again."""

from __future__ import annotations

from gongkai.law.events import Event
from gongkai.law.ledger import REMADE_REPLY, Ledger, Said, day_words, refuse
from gongkai.law.reference import FEE, REC23, REG
from gongkai.law.remedy_limits import open_remedies, sue_after_reconsideration
from gongkai.law.single_limit import amount_of

REQUESTING, CORRECTION, RECEIPT, REPLYING = REG(27), REG(30), REG(31), REG(33)
FEES = FEE(6)
CHALLENGING, REMADE, DECIDED = REC23(11), REC23(64), REC23(75)


def withdrawn(ledger: Ledger, event: Event) -> None:
    came = (ledger.submitted, ledger.arrived, ledger.agency_confirmed, ledger.applicant_confirmed)
    if all(day is None for day in came):
        refuse(
            event,
            Said("a request cannot be withdrawn before it is submitted or arrives", "撤回的日期不能早于收到申请的日期"),
            str(REQUESTING),
        )
    if ledger.receipt is None and ledger.withdrawn is None:
        ledger.lapsed = True
        ledger.step("lapsed", event.on, RECEIPT)
    else:
        ledger.require_open(event)
        ledger.step("withdrawn", event.on, REQUESTING)
    ledger.withdrawn = event.on


def replied(ledger: Ledger, event: Event) -> None:
    if ledger.closed is not None and event.outcome == ledger.closed and ledger.replied is None:
        ledger.step("closing_told", event.on, CORRECTION)
    else:
        ledger.require_open(event)
        _refuse_closing_without_asking(ledger, event)
        counted = ledger.count(event.on)
        if counted is not None and event.on > counted.due:
            ledger.flags.append("late_reply")
        ledger.explain_reply(event.on)
        late = ledger.reply_due is not None and event.on > ledger.reply_due
        ledger.step("replied_late" if late else "replied", event.on, REPLYING)
        ledger.awaiting = None
    ledger.replied = event.on
    ledger.reply_received = None
    ledger.outcome = event.outcome
    ledger.grounds = event.grounds


def _refuse_closing_without_asking(ledger: Ledger, event: Event) -> None:
    """Nobody gives up what was never asked: a correction (REG 30) or a fee (FEE 6)."""
    if event.outcome == "CLOSED_NOT_CORRECTED" and ledger.correction_sent is None:
        refuse(event, Said("no correction was asked by then; this outcome needs an event 'correction_notice_sent' before it", "到这一天没有告知过补正，不能作逾期不补正办结"),
               str(CORRECTION), "outcome", event.outcome)  # fmt: skip
    if event.outcome == "CLOSED_FEE_UNPAID" and ledger.fee_notice is None:
        refuse(event, Said("no fee was asked by then; this outcome needs an event 'fee_notice_received' before it", "到这一天没有送达过收费通知，不能作逾期不缴费办结"),
               str(FEES), "outcome", event.outcome)  # fmt: skip


def reply_received(ledger: Ledger, event: Event) -> None:
    if ledger.replied is None:
        refuse(
            event,
            Said("a reply is made ('replied') before it is received", "到这一天还没有作出答复，不能登记送达"),
            str(REPLYING),
        )
    if ledger.reply_received is not None:
        refuse(
            event,
            Said(
                f"the reply was already received on {day_words(ledger.reply_received)}",
                f"答复书已登记于 {day_words(ledger.reply_received)} 送达",
            ),
            str(REPLYING),
        )
    ledger.reply_received = event.on
    open_remedies(ledger, event.on)


def _refuse_unless_challengeable(ledger: Ledger, event: Event) -> None:
    """There must be something to decide on: a reply, a closing, or a duty not performed in time."""
    if ledger.replied is not None or ledger.closed is not None:
        return
    ledger.require_open(event)
    counted = ledger.count(event.on)
    if ledger.decision_received is None and (counted is None or event.on <= counted.due):
        refuse(
            event,
            Said(
                "there is neither a reply nor a reply limit that has passed", "到这一天既没有答复，答复期限也没有届满"
            ),
            str(CHALLENGING),
        )


def reconsideration_decision_received(ledger: Ledger, event: Event) -> None:
    _refuse_unless_challengeable(ledger, event)
    if ledger.decision_received is not None and not ledger.remade:
        refuse(
            event,
            Said(
                f"a decision was already received on {day_words(ledger.decision_received)}",
                f"行政复议决定已登记于 {day_words(ledger.decision_received)} 收到",
            ),
            str(DECIDED),
        )
    ledger.decision_received = event.on
    sue_after_reconsideration(ledger, event.on)


def remade_ordered(ledger: Ledger, event: Event) -> None:
    _refuse_unless_challengeable(ledger, event)
    if event.until is not None and event.until < event.on:
        refuse(
            event,
            Said("the ordered day lies on or after the order", "所定的答复日期不能早于收到决定、判决的日期"),
            "",
            "until",
            day_words(event.until),
        )
    decided = ledger.decision_received is not None and ledger.decision_received >= (ledger.replied or 0)
    if not decided:  # the reply that could be sued over is gone; a reconsideration decision can still be
        ledger.litigation_until = None
    ledger.replied = ledger.reply_received = ledger.reconsideration_until = None
    ledger.closed = ledger.closed_on = ledger.reason = None
    ledger.remade = True
    limit = REMADE_REPLY
    ledger.restart(event.on, amount_of(limit, ledger.conventions), limit.basis)
    ledger.step("remade", event.on, REMADE)
    if event.until is not None:
        ledger.fix(event.on, event.until)
        ledger.anchor_basis = REMADE
        ledger.ordered = True
