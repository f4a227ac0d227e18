"""The transition table of a request (domain 3.4): what may follow from where, under which condition, with which effect.

The table is read by the desk (which actions to offer), by the letters (which document goes with it) and by people. What
the clock does is decided by events (``gongkai.law.clock``); ``event`` names the one that goes with a row.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.law.reference import FEE, LIT, REC23, REG, Basis, Convention
from gongkai.law.states import OPEN_STATES, State


@dataclass(frozen=True, slots=True)
class Transition:
    """One row. ``sources`` the states it starts from, ``target`` None where the state stays (an extension).

    ``number`` is the row of domain 3.4; ``acts`` says whose move it is: an officer's action is offered on the desk,
    the rest happens (the applicant corrects, a period passes).
    """

    number: int
    action: str
    sources: frozenset[State]
    target: State | None
    label_zh: str
    guard: str
    clock_effect: str
    document_zh: str
    basis: tuple[Basis, ...]
    event: str = ""
    acts: str = "officer"


_WORKFLOW = Convention("办理环节按登记、审查、起草、审核签发顺序流转", "workflow")
_S = State


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


_REVIEW = _from(_S.REGISTERED, _S.UNDER_REVIEW, _S.DRAFTING, _S.REASON_REQUESTED, _S.REPLY_TO_BE_REMADE)
_CONSULTABLE = _REVIEW | _from(_S.THIRD_PARTY_CONSULTED, _S.AGENCY_CONSULTED)
_CONSULTED = _from(_S.THIRD_PARTY_CONSULTED, _S.AGENCY_CONSULTED)
_ANSWERED = _from(_S.REPLIED, _S.DELIVERED, _S.ARCHIVED, _S.UNDER_RECONSIDERATION, _S.UNDER_LITIGATION)

TRANSITIONS: tuple[Transition, ...] = (
    Transition(1, "confirm_receipt", _from(_S.AWAITING_CONFIRMATION), _S.REGISTERED, "确认收到并登记",
               "the date of receipt is fixed by the channel", "start: reply_due = receipt + 20 working days; "
               "correction_notice_due = receipt + 7 working days", "登记回执", (REG(31), REG(33, 2)), "confirmed"),
    Transition(1, "begin_review", _from(_S.REGISTERED), _S.UNDER_REVIEW, "转入审查办理", "a handling unit is named",
               "none", "", (_WORKFLOW,)),
    Transition(2, "ask_correction", _REVIEW, _S.CORRECTION_REQUESTED, "告知补正",
               "content unclear; once only; with guidance and explanation", "notice within 7 working days of receipt; "
               "the reply limit waits", "补正告知书", (REG(30),), "correction_notice_sent"),
    Transition(3, "receive_correction", _from(_S.CORRECTION_REQUESTED), _S.UNDER_REVIEW, "登记补正材料",
               "the corrected request is received", "restart: reply_due = that day + 20 working days", "登记回执",
               (REG(30),), "corrected_request_received"),
    Transition(4, "close_not_corrected", _from(_S.CORRECTION_REQUESTED), _S.CLOSED_NOT_CORRECTED, "逾期不补正结案",
               "the correction period has passed without a justified reason", "closed; deemed abandoned", "结案记录",
               (REG(30),), acts="time"),
    Transition(5, "consult_third_party", _CONSULTABLE, _S.THIRD_PARTY_CONSULTED, "书面征求第三方意见",
               "disclosure would harm a third party", "suspended", "征求意见书", (REG(32), REG(33, 3)), "consultation_sent"),
    Transition(6, "consult_agency", _CONSULTABLE, _S.AGENCY_CONSULTED, "征求其他行政机关意见",
               "jointly made information, or other organs concerned", "suspended", "征求意见书(机关)",
               (REG(34), REG(33, 3)), "consultation_sent"),
    Transition(7, "receive_opinion", _CONSULTED, _S.UNDER_REVIEW, "登记反馈意见",
               "the opinion is in, or the respondent's 15 working days have passed", "resume", "",
               (REG(32), REG(34)), "opinion_received"),
    Transition(8, "extend", OPEN_STATES, None, "延长答复期限", "the head of the disclosure office agrees; told on or "
               "before reply_due; once; at most 20 working days", "reply_due + k working days", "延期告知书", (REG(33, 2),),
               "extended"),
    Transition(9, "ask_reason", _REVIEW - {_S.REASON_REQUESTED}, _S.REASON_REQUESTED, "要求说明理由",
               "number or frequency clearly beyond a reasonable range", "none: the reply limit runs on", "说明理由告知书",
               (REG(35),), "reason_requested"),
    Transition(10, "tell_delayed_day", _from(_S.REASON_REQUESTED), _S.UNDER_REVIEW, "告知延迟答复的合理期限",
               "reasons are reasonable but the limit cannot be met", "reply_due = the day told", "延迟答复告知书",
               (REG(35),), "delayed_to"),
    Transition(10, "refuse_excessive", _from(_S.REASON_REQUESTED), _S.DRAFTING, "理由不合理，不予处理",
               "reasons are not reasonable", "none", "答复书", (REG(35),)),
    Transition(11, "notify_fee", _REVIEW, _S.FEE_PENDING, "通知缴纳信息处理费",
               "a fee is decided and notified within the reply limit", "the reply limit waits", "收费通知",
               (REG(42), FEE(6)), "fee_notice_received"),
    Transition(12, "receive_payment", _from(_S.FEE_PENDING), _S.UNDER_REVIEW, "登记缴费", "paid in time",
               "restart: reply_due = payment day + 20 working days", "", (FEE(6),), "fee_paid"),
    Transition(13, "close_fee_unpaid", _from(_S.FEE_PENDING), _S.CLOSED_FEE_UNPAID, "逾期不缴费结案",
               "not paid within 20 working days after receipt of the notice", "closed; deemed abandoned", "结案记录",
               (FEE(6),), acts="time"),
    Transition(14, "draft_reply", _CONSULTABLE - {_S.DRAFTING}, _S.DRAFTING, "起草答复", "", "none", "", (_WORKFLOW,)),
    Transition(14, "submit_for_approval", _from(_S.DRAFTING), _S.IN_APPROVAL, "送审签发", "drafter and approver differ",
               "none", "", (_WORKFLOW,)),
    Transition(14, "return_draft", _from(_S.IN_APPROVAL), _S.DRAFTING, "退回修改", "a reason is given", "none", "",
               (_WORKFLOW,)),
    Transition(14, "reply", _from(_S.IN_APPROVAL), _S.REPLIED, "签发并发出答复", "reviewed, signed, sealed, sent",
               "stop", "答复书", (REG(33), REG(36)), "replied"),
    Transition(15, "record_delivery", _from(_S.REPLIED), _S.DELIVERED, "登记送达", "proof of delivery",
               "opens the remedy limits of the applicant", "送达回证", (REG(33),), "reply_received"),
    Transition(15, "archive", _from(_S.DELIVERED, _S.WITHDRAWN, _S.CLOSED_NOT_CORRECTED, _S.CLOSED_FEE_UNPAID),
               _S.ARCHIVED, "归档", "the file is complete", "none", "", (REG(45),)),
    Transition(16, "withdraw", OPEN_STATES, _S.WITHDRAWN, "登记撤回申请", "the applicant withdraws in writing",
               "stop", "结案记录", (Convention("申请人书面撤回的，终止办理", "withdrawal"),), "withdrawn"),
    Transition(16, "lapse", _from(_S.AWAITING_CONFIRMATION), _S.LAPSED, "确认前放弃",
               "given up before receipt was confirmed", "counted nowhere", "",
               (Convention("确认收到前放弃的，不计入统计", "lapse"),), "withdrawn"),
    Transition(17, "open_reconsideration", _from(_S.REPLIED, _S.DELIVERED, _S.ARCHIVED), _S.UNDER_RECONSIDERATION,
               "登记行政复议", "the copy of the application is received", "answer within 10 (simplified: 5) working days",
               "行政复议答复书", (REC23(48), REC23(54))),
    Transition(17, "open_litigation", _from(_S.REPLIED, _S.DELIVERED, _S.ARCHIVED, _S.UNDER_RECONSIDERATION),
               _S.UNDER_LITIGATION, "登记行政诉讼", "the copy of the complaint is received",
               "answer and evidence within 15 natural days", "行政诉讼答辩状", (LIT(67),)),
    Transition(17, "remake_reply", _ANSWERED, _S.REPLY_TO_BE_REMADE, "责令重新答复",
               "the reply is revoked or a duty is ordered", "reply_due = the day given; if none, 20 working days",
               "答复书", (REC23(64), LIT(70)), "remade_ordered"),
)  # fmt: skip


def actions_offered(state: State) -> tuple[Transition, ...]:
    """What an officer may do from this state, in the order of the table. Guards are for people and use cases to judge."""
    return tuple(row for row in TRANSITIONS if state in row.sources and row.acts == "officer")


def next_states(state: State) -> frozenset[State]:
    """All states that may follow, by whoever's move."""
    return frozenset(row.target for row in TRANSITIONS if state in row.sources and row.target is not None)
