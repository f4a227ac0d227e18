"""Review the legality of a draft (法制审核): pass it on or return it with a note. Nobody reviews the own draft."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.states import State
from gongkai.requests.models import Reply
from gongkai.requests.proceedings import Proceeding, conclude, officer_id, opened
from gongkai.requests.replies import draft_of
from gongkai.requests.steps import reasons_not_to


def legal_review(*, act: Act, request_id: int, passed: bool = True, note: str = "") -> Reply:
    """A returned draft goes back to its drafter (退回修改) and needs a note saying why."""
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.LEGAL_REVIEWER)
        reply = draft_of(proceeding.request)
        reviewer = officer_id(act)
        refuse_if(_reasons(proceeding, reply, reviewer, passed, note))
        reply.reviewed_by_id, reply.reviewed_at, reply.note = reviewer, act.now, note
        reply.stage = Reply.Stage.REVIEWED if passed else Reply.Stage.RETURNED
        reply.save(update_fields=["reviewed_by", "reviewed_at", "note", "stage"])
        if not passed:
            proceeding.change(workflow=State.DRAFTING)
        conclude(proceeding, "reply_reviewed" if passed else "reply_returned", {}, {"note": note})
    return reply


def _reasons(proceeding: Proceeding, reply: Reply, reviewer: int, passed: bool, note: str) -> Iterator[Reason]:
    yield from reasons_not_to("return_draft", proceeding.state)  # review happens where a draft can be returned
    if reply.stage != Reply.Stage.DRAFT:
        yield Reason("", f"答复书处于“{reply.get_stage_display()}”，不在法制审核环节")
    if reviewer in reply.drafters:
        yield Reason("", "法制审核须由起草人以外的人员办理")
    if not passed and not note.strip():
        yield Reason("note", "退回修改须写明理由")
