"""Whose turn it is: what an officer may do with a letter in its state, as one table the board, the page and the to-do list read.

The use cases decide again, with every other reason; this table only keeps screens from offering what would be refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.agencies.rights import ids_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.engagement.letter_states import WITH_UNIT, LetterState, transition
from gongkai.engagement.models import Letter

_HANDLING = (Role.DRAFTER, Role.REQUEST_OFFICER, Role.OFFICE_HEAD)
_RECEIVING = (Role.REQUEST_OFFICER, Role.OFFICE_HEAD)
_REVIEWING = (Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.APPROVER, Role.OFFICE_HEAD)


@dataclass(frozen=True, slots=True)
class Duty:
    """``verb`` may be done by ``roles`` of the receiving organ or of the handling unit; ``waits``: the letter waits for it."""

    verb: str
    by_receiver: bool
    roles: tuple[Role, ...]
    what: str
    waits: bool = False

    @property
    def before(self) -> tuple[LetterState, ...]:
        return WITH_UNIT if self.verb == "ask_assistance" else transition(_TRANSITION.get(self.verb, self.verb)).before


_TRANSITION = {"review": "pass_answer"}
DUTIES: tuple[Duty, ...] = (
    Duty("accept", True, _RECEIVING, "受理，或者不予受理并说明理由", waits=True),
    Duty("reject", True, _RECEIVING, "不予受理"),
    Duty("assign", True, _RECEIVING, "交办", waits=True),
    Duty("reassign", True, _RECEIVING, "改派"),
    Duty("take_up", False, _HANDLING, "开始办理"),
    Duty("send_back", False, (Role.OFFICE_HEAD, Role.DRAFTER), "退回交办单位"),
    Duty("extend", False, (Role.OFFICE_HEAD,), "延期"),
    Duty("ask_assistance", False, _HANDLING, "请其他单位协办"),
    Duty("answer", False, (Role.DRAFTER,), "拟写答复", waits=True),
    Duty("review", False, _REVIEWING, "审核答复", waits=True),
    Duty("publish", False, (Role.PUBLISHER,), "公开答复"),
    Duty("keep_private", False, (Role.PUBLISHER,), "告知来信人（公开或不公开）", waits=True),
    Duty("close", True, _RECEIVING, "办结", waits=True),
    Duty("reopen", True, (Role.OFFICE_HEAD,), "重新办理"),
)


def duties(act: Act, letter: Letter) -> tuple[Duty, ...]:
    """What this officer may do now. Who drafted an answer is not offered its review: the caller knows the drafter."""
    own = ids_written_for(act)
    return tuple(
        duty
        for duty in DUTIES
        if letter.state in duty.before
        and act.roles.intersection(duty.roles)
        and (letter.agency_id if duty.by_receiver else letter.unit_id) in own
    )


def waiting(found: Iterable[Duty]) -> Duty | None:
    """What the letter waits for, among what the officer may do."""
    return next((duty for duty in found if duty.waits), None)
