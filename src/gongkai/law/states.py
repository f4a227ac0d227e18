"""The states of a request (domain 3.4) with the words officers see."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a request stands. ``EVENT_STATES`` are told by the ledger of events, the others by the office's workflow."""

    AWAITING_CONFIRMATION = "AWAITING_CONFIRMATION"
    REGISTERED = "REGISTERED"
    UNDER_REVIEW = "UNDER_REVIEW"
    CORRECTION_REQUESTED = "CORRECTION_REQUESTED"
    REASON_REQUESTED = "REASON_REQUESTED"
    THIRD_PARTY_CONSULTED = "THIRD_PARTY_CONSULTED"
    AGENCY_CONSULTED = "AGENCY_CONSULTED"
    FEE_PENDING = "FEE_PENDING"
    DRAFTING = "DRAFTING"
    IN_APPROVAL = "IN_APPROVAL"
    REPLIED = "REPLIED"
    DELIVERED = "DELIVERED"
    ARCHIVED = "ARCHIVED"
    CLOSED_NOT_CORRECTED = "CLOSED_NOT_CORRECTED"
    CLOSED_FEE_UNPAID = "CLOSED_FEE_UNPAID"
    WITHDRAWN = "WITHDRAWN"
    LAPSED = "LAPSED"
    UNDER_RECONSIDERATION = "UNDER_RECONSIDERATION"
    UNDER_LITIGATION = "UNDER_LITIGATION"
    REPLY_TO_BE_REMADE = "REPLY_TO_BE_REMADE"

    @property
    def label_zh(self) -> str:
        return _LABELS[self]


_LABELS = {
    State.AWAITING_CONFIRMATION: "待确认收到",
    State.REGISTERED: "已登记",
    State.UNDER_REVIEW: "审查办理中",
    State.CORRECTION_REQUESTED: "待补正",
    State.REASON_REQUESTED: "待说明理由",
    State.THIRD_PARTY_CONSULTED: "征求第三方意见中",
    State.AGENCY_CONSULTED: "征求其他行政机关意见中",
    State.FEE_PENDING: "待缴费",
    State.DRAFTING: "起草答复",
    State.IN_APPROVAL: "审核签发中",
    State.REPLIED: "已答复",
    State.DELIVERED: "已送达",
    State.ARCHIVED: "已归档",
    State.CLOSED_NOT_CORRECTED: "逾期不补正，不再处理",
    State.CLOSED_FEE_UNPAID: "逾期不缴费，不再处理",
    State.WITHDRAWN: "已撤回",
    State.LAPSED: "确认收到前已放弃",
    State.UNDER_RECONSIDERATION: "行政复议中",
    State.UNDER_LITIGATION: "行政诉讼中",
    State.REPLY_TO_BE_REMADE: "待重新答复",
}

WORKFLOW_STATES = frozenset({
    State.DRAFTING, State.IN_APPROVAL, State.ARCHIVED, State.UNDER_RECONSIDERATION, State.UNDER_LITIGATION,
})  # fmt: skip
EVENT_STATES = frozenset(State) - WORKFLOW_STATES
OPEN_STATES = frozenset({
    State.REGISTERED, State.UNDER_REVIEW, State.CORRECTION_REQUESTED, State.REASON_REQUESTED,
    State.THIRD_PARTY_CONSULTED, State.AGENCY_CONSULTED, State.FEE_PENDING, State.DRAFTING, State.IN_APPROVAL,
    State.REPLY_TO_BE_REMADE,
})  # fmt: skip
"""States in which a reply is still owed."""
