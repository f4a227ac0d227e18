"""The states of an account and which act leads from which to which (domain 6.1), as one table."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from gongkai.agencies.errors import Reason, reasons_of_state


class AccountState(models.TextChoices):
    APPLIED = "APPLIED", "申请开设"
    APPROVED = "APPROVED", "同意开设"
    RUNNING = "RUNNING", "正常运行"
    RECTIFYING = "RECTIFYING", "整改"
    SUSPENDED = "SUSPENDED", "暂停"
    CLOSED = "CLOSED", "关停"
    CANCELLED = "CANCELLED", "注销"


S = AccountState
# An account under rectification still runs; a suspended one does not.
RUNNING_STATES = (S.RUNNING, S.RECTIFYING)


@dataclass(frozen=True, slots=True)
class Transition:
    act: str
    label_zh: str
    before: tuple[AccountState, ...]
    after: AccountState


TRANSITIONS: tuple[Transition, ...] = (
    Transition("approve", "同意开设", (S.APPLIED,), S.APPROVED),
    Transition("run", "投入运行", (S.APPROVED, S.RECTIFYING, S.SUSPENDED), S.RUNNING),
    Transition("rectify", "责令整改", (S.RUNNING, S.SUSPENDED), S.RECTIFYING),
    Transition("suspend", "暂停", (S.RUNNING, S.RECTIFYING), S.SUSPENDED),
    Transition("close", "关停", (S.RUNNING, S.RECTIFYING, S.SUSPENDED), S.CLOSED),
    Transition("cancel", "注销", (S.APPLIED, S.APPROVED, S.CLOSED), S.CANCELLED),
)
_BY_ACT = {row.act: row for row in TRANSITIONS}


def transition(act: str) -> Transition:
    return _BY_ACT[act]


def state_reasons(state: str, act: str) -> list[Reason]:
    """Why ``act`` cannot be done in ``state``: names the state and those in which it can."""
    row = _BY_ACT[act]
    return reasons_of_state("账号", AccountState(state), row.before, row.label_zh)
