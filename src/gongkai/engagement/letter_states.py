"""The states of a letter and which act leads from which to which (domain 5.1), as one table."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from gongkai.agencies.errors import Reason, reasons_of_state


class LetterState(models.TextChoices):
    SUBMITTED = "SUBMITTED", "已提交"
    ACCEPTED = "ACCEPTED", "已受理"
    REJECTED = "REJECTED", "不予受理"
    ASSIGNED = "ASSIGNED", "已交办"
    REASSIGNED = "REASSIGNED", "已改派"
    IN_PROGRESS = "IN_PROGRESS", "办理中"
    EXTENDED = "EXTENDED", "已延期"
    ANSWERED = "ANSWERED", "已拟复，待审核"
    REVIEWED = "REVIEWED", "审核通过"
    PUBLISHED = "PUBLISHED", "已答复并公开"
    KEPT_PRIVATE = "KEPT_PRIVATE", "已答复（不公开）"
    RATED = "RATED", "已评价"
    CLOSED = "CLOSED", "已办结"


S = LetterState
WITH_UNIT = (S.ASSIGNED, S.REASSIGNED, S.IN_PROGRESS, S.EXTENDED)
TOLD = (S.PUBLISHED, S.KEPT_PRIVATE)
OPEN_STATES = (S.SUBMITTED, S.ACCEPTED, *WITH_UNIT, S.ANSWERED, S.REVIEWED)


@dataclass(frozen=True, slots=True)
class Transition:
    """``act`` may be done in any of ``before`` and leads to ``after``."""

    act: str
    label_zh: str
    before: tuple[LetterState, ...]
    after: LetterState


TRANSITIONS: tuple[Transition, ...] = (
    Transition("accept", "受理", (S.SUBMITTED,), S.ACCEPTED),
    Transition("reject", "不予受理", (S.SUBMITTED, S.ACCEPTED), S.REJECTED),
    Transition("assign", "交办", (S.ACCEPTED,), S.ASSIGNED),
    Transition("reassign", "改派", WITH_UNIT, S.REASSIGNED),
    Transition("send_back", "退回交办单位", WITH_UNIT, S.ACCEPTED),
    Transition("take_up", "开始办理", (S.ASSIGNED, S.REASSIGNED), S.IN_PROGRESS),
    Transition("extend", "延期", (S.ASSIGNED, S.REASSIGNED, S.IN_PROGRESS), S.EXTENDED),
    Transition("answer", "拟复", WITH_UNIT, S.ANSWERED),
    Transition("pass_answer", "审核通过", (S.ANSWERED,), S.REVIEWED),
    Transition("return_answer", "退回修改", (S.ANSWERED,), S.IN_PROGRESS),
    Transition("publish", "公开答复", (S.REVIEWED,), S.PUBLISHED),
    Transition("keep_private", "答复（不公开）", (S.REVIEWED,), S.KEPT_PRIVATE),
    Transition("rate", "评价", TOLD, S.RATED),
    Transition("close", "办结", (*TOLD, S.RATED), S.CLOSED),
    Transition("reopen", "重新办理", (S.CLOSED,), S.IN_PROGRESS),
)
_BY_ACT = {row.act: row for row in TRANSITIONS}


def transition(act: str) -> Transition:
    return _BY_ACT[act]


def state_reasons(state: str, act: str) -> list[Reason]:
    """Why ``act`` cannot be done in ``state``: names the state and those in which it can."""
    row = _BY_ACT[act]
    return reasons_of_state("来信", LetterState(state), row.before, row.label_zh)
