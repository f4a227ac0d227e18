"""Everything that can be done with a case, as the random walks do it: by which role, and with which words.

One entry a use case (or one answer of it). ``applicant`` says that the person let in by number and query code may do it too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.states import State
from gongkai.requests.models import Assistance, Consultation, OutgoingLetter
from gongkai.requests.results import Decision, ItemDecision
from gongkai.requests.usecases.add_note import add_note
from gongkai.requests.usecases.approve_reply import approve_reply
from gongkai.requests.usecases.archive import archive
from gongkai.requests.usecases.ask_correction import ask_correction
from gongkai.requests.usecases.ask_reason import ask_reason
from gongkai.requests.usecases.assist import answer_assistance, ask_assistance
from gongkai.requests.usecases.begin_review import begin_review
from gongkai.requests.usecases.close_fee_unpaid import close_fee_unpaid
from gongkai.requests.usecases.close_not_corrected import close_not_corrected
from gongkai.requests.usecases.confirm_receipt import confirm_receipt
from gongkai.requests.usecases.consult import consult
from gongkai.requests.usecases.correct_category import correct_category
from gongkai.requests.usecases.deliver import deliver
from gongkai.requests.usecases.disclose_despite import disclose_despite
from gongkai.requests.usecases.draft_reply import draft_reply
from gongkai.requests.usecases.extend import extend
from gongkai.requests.usecases.legal_review import legal_review
from gongkai.requests.usecases.note_challenge import note_challenge
from gongkai.requests.usecases.note_decision import note_decision
from gongkai.requests.usecases.receive_correction import receive_correction
from gongkai.requests.usecases.receive_opinion import receive_opinion
from gongkai.requests.usecases.receive_payment import receive_payment
from gongkai.requests.usecases.record_received import record_received
from gongkai.requests.usecases.remake_reply import remake_reply
from gongkai.requests.usecases.reopen import reopen
from gongkai.requests.usecases.send_fee_notice import send_fee_notice
from gongkai.requests.usecases.send_reply import send_reply
from gongkai.requests.usecases.set_delayed_date import set_delayed_date
from gongkai.requests.usecases.submit_reply import submit_reply
from gongkai.requests.usecases.withdraw import withdraw

CATEGORIES = (
    "NATURAL_PERSON", "COMMERCIAL_ENTERPRISE", "RESEARCH_INSTITUTION", "PUBLIC_WELFARE_ORGANISATION",
    "LEGAL_SERVICE_INSTITUTION", "OTHER",
)  # fmt: skip
REPLIES = tuple(code for code, entry in OUTCOMES.items() if entry.is_reply)
OFFICER, DRAFTER, HEAD = Role.REQUEST_OFFICER, Role.DRAFTER, Role.OFFICE_HEAD
LAWYER, SIGNER = Role.LEGAL_REVIEWER, Role.APPROVER

Do = Callable[[Act, int, Random], Any]


@dataclass(frozen=True, slots=True)
class Deed:
    role: Role
    do: Do
    applicant: bool = False


def decision(dice: Random) -> Decision:
    """Any outcome of domain 3.6; a partial grant says what it withholds, sometimes item by item."""
    outcome = dice.choice(REPLIES)
    if outcome != "PARTIALLY_GRANTED":
        return Decision(outcome)
    if dice.random() < 0.5:
        return Decision(outcome, ("REG 15",))
    return Decision(
        outcome, (), (ItemDecision(1, "GRANTED"), ItemDecision(2, "REFUSED_PROCESS_INFORMATION", ("REG 16(2)",)))
    )


def _consult(act: Act, pk: int, dice: Random) -> Any:
    party = dice.choice(("THIRD_PARTY", "AGENCY"))
    return consult(act=act, request_id=pk, party=party, name="怀川商贸有限公司", question="是否同意公开")


def _opinion(act: Act, pk: int, dice: Random) -> Any:
    asked = Consultation.objects.filter(request_id=pk).order_by("id").values_list("ref", "answer")
    waiting = [ref for ref, answer in asked if not answer] or ["9"]
    return receive_opinion(
        act=act, request_id=pk, ref=dice.choice(waiting), answer=dice.choice(("AGREES", "OBJECTS")), reasons="理由"
    )


def _letter_arrives(act: Act, pk: int, dice: Random) -> Any:
    letters = OutgoingLetter.objects.filter(request_id=pk, received_on__isnull=True).order_by("id")
    return record_received(act=act, request_id=pk, letter_id=letters.values_list("pk", flat=True).first() or 0)


def _fee(act: Act, pk: int, dice: Random) -> Any:
    method, quantity = dice.choice((("item", 45), ("item", 11), ("volume", 120), ("item", 3)))
    return send_fee_notice(
        act=act, request_id=pk, method=method, quantity=quantity, payment="窗口", counted_because="按一事一申请拆分"
    )


def _delay(act: Act, pk: int, dice: Random) -> Any:
    until = act.today + timedelta(days=dice.randint(-2, 90))
    return set_delayed_date(act=act, request_id=pk, until=until, because="数量较多")


def _assist(act: Act, pk: int, dice: Random) -> Any:
    due = act.today + timedelta(days=dice.randint(-1, 6))
    return ask_assistance(act=act, request_id=pk, unit="公路股", question="请提供底稿", due=due)


def _assisted(act: Act, pk: int, dice: Random) -> Any:
    key = Assistance.objects.filter(request_id=pk).values_list("pk", flat=True).last() or 0
    return answer_assistance(act=act, request_id=pk, assistance_id=key, answer="无意见")


def _remake(act: Act, pk: int, dice: Random) -> Any:
    until: date | None = act.today + timedelta(days=dice.randint(5, 60)) if dice.random() < 0.5 else None
    return remake_reply(act=act, request_id=pk, until=until)


def _confirm(act: Act, pk: int, dice: Random) -> Any:
    return confirm_receipt(act=act, request_id=pk, by=dice.choice((None, "agency", "applicant")))


def _challenge(act: Act, pk: int, dice: Random) -> Any:
    state = dice.choice((None, State.UNDER_RECONSIDERATION, State.UNDER_LITIGATION))
    return note_challenge(act=act, request_id=pk, challenge=state)


def _draft(act: Act, pk: int, dice: Random) -> Any:
    return draft_reply(act=act, request_id=pk, decision=decision(dice), content="正文", submit=dice.random() < 0.7)


DEEDS: dict[str, Deed] = {
    "confirm": Deed(OFFICER, _confirm, applicant=True),
    "review": Deed(OFFICER, lambda act, pk, dice: begin_review(act=act, request_id=pk, handling_unit="法规股")),
    "ask_correction": Deed(
        OFFICER, lambda act, pk, dice: ask_correction(act=act, request_id=pk, points="请补正", days=dice.choice((None, 5, 15)))
    ),
    "corrected": Deed(
        OFFICER, lambda act, pk, dice: receive_correction(act=act, request_id=pk, description="滨河路东段", justified=dice.random() < 0.3),
        applicant=True,
    ),
    "consult": Deed(DRAFTER, _consult),
    "opinion": Deed(DRAFTER, _opinion),
    "despite": Deed(HEAD, lambda act, pk, dice: disclose_despite(act=act, request_id=pk, ref="1", because="公共利益")),
    "extend": Deed(HEAD, lambda act, pk, dice: extend(act=act, request_id=pk, days=dice.choice((1, 10, 20, 21)), because="情况复杂")),
    "ask_reason": Deed(OFFICER, lambda act, pk, dice: ask_reason(act=act, request_id=pk, facts="本月第40件")),
    "delay": Deed(HEAD, _delay),
    "fee": Deed(HEAD, _fee),
    "pay": Deed(OFFICER, lambda act, pk, dice: receive_payment(act=act, request_id=pk, amount=30000)),
    "withdraw": Deed(OFFICER, lambda act, pk, dice: withdraw(act=act, request_id=pk), applicant=True),
    "close_not_corrected": Deed(OFFICER, lambda act, pk, dice: close_not_corrected(act=act, request_id=pk, letter=dice.choice(("", "视为放弃")))),
    "close_unpaid": Deed(OFFICER, lambda act, pk, dice: close_fee_unpaid(act=act, request_id=pk)),
    "draft": Deed(DRAFTER, _draft),
    "submit": Deed(DRAFTER, lambda act, pk, dice: submit_reply(act=act, request_id=pk)),
    "review_law": Deed(LAWYER, lambda act, pk, dice: legal_review(act=act, request_id=pk, passed=dice.random() < 0.8, note="请补充")),
    "sign": Deed(SIGNER, lambda act, pk, dice: approve_reply(act=act, request_id=pk, approved=dice.random() < 0.9, note="请修改")),
    "send": Deed(OFFICER, lambda act, pk, dice: send_reply(act=act, request_id=pk, delivery=dice.choice(("POST", "IN_PERSON", "ELECTRONIC", "E_MAIL")))),
    "deliver": Deed(OFFICER, lambda act, pk, dice: deliver(act=act, request_id=pk), applicant=True),
    "archive": Deed(OFFICER, lambda act, pk, dice: archive(act=act, request_id=pk)),
    "reopen": Deed(HEAD, lambda act, pk, dice: reopen(act=act, request_id=pk, because="自行纠正")),
    "remake": Deed(LAWYER, _remake),
    "challenge": Deed(LAWYER, _challenge),
    "decided": Deed(LAWYER, lambda act, pk, dice: note_decision(act=act, request_id=pk)),
    "category": Deed(HEAD, lambda act, pk, dice: correct_category(act=act, request_id=pk, category=dice.choice(CATEGORIES), because="登记有误")),
    "letter": Deed(OFFICER, _letter_arrives, applicant=True),
    "note": Deed(OFFICER, lambda act, pk, dice: add_note(act=act, request_id=pk, text="已电话联系")),
    "assist": Deed(DRAFTER, _assist),
    "assisted": Deed(DRAFTER, _assisted),
}  # fmt: skip

# What goes with the moves the transition table offers; a move may have several deeds behind it.
OFFERED = {
    "confirm_receipt": ("confirm", "confirm", "confirm"), "begin_review": ("review",), "ask_correction": ("ask_correction",),
    "consult_third_party": ("consult",), "consult_agency": ("consult",), "receive_opinion": ("opinion",), "extend": ("extend",),
    "ask_reason": ("ask_reason",), "tell_delayed_day": ("delay", "delay"), "notify_fee": ("fee",),
    "receive_payment": ("pay", "close_unpaid"), "receive_correction": ("corrected", "close_not_corrected"),
    "draft_reply": ("draft", "draft", "draft"), "submit_for_approval": ("submit", "draft"),
    "return_draft": ("review_law", "review_law", "sign"), "reply": ("sign", "send", "send"),
    "record_delivery": ("deliver", "deliver"), "archive": ("archive", "reopen"), "withdraw": (), "lapse": (), "refuse_excessive": ("draft",),
    "open_reconsideration": ("challenge",), "open_litigation": ("challenge",), "remake_reply": ("remake", "decided"),
}  # fmt: skip
ALWAYS = ("letter", "letter", "note", "assist", "assisted", "despite", "category", "withdraw")
# Ways a request's state changes that are no move of the table: a reopening, an order against silence, the end of a pending case.
BESIDE_THE_TABLE = frozenset({"reopen", "remake", "challenge"})
