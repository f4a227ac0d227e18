"""Sign a reply (签发) after legal review; whoever wrote at it cannot."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.states import State
from gongkai.requests.models import Reply
from gongkai.requests.numbers import reply_number
from gongkai.requests.proceedings import Proceeding, conclude, officer_id, opened
from gongkai.requests.replies import draft_of
from gongkai.requests.steps import reasons_not_to


def approve_reply(*, act: Act, request_id: int, approved: bool = True, note: str = "") -> Reply:
    """Give the reply its number (文号), or return it to its drafter with a note."""
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.APPROVER)
        reply = draft_of(proceeding.request)
        approver = officer_id(act)
        refuse_if(_reasons(proceeding, reply, approver, approved, note))
        if approved:
            _sign(act, proceeding, reply, approver)
        else:
            reply.stage, reply.note = Reply.Stage.RETURNED, note
            reply.save(update_fields=["stage", "note"])
            proceeding.change(workflow=State.DRAFTING)
        verb = "reply_approved" if approved else "reply_returned"
        conclude(proceeding, verb, {"reply": reply.number or ""}, {"note": note})
    return reply


def _sign(act: Act, proceeding: Proceeding, reply: Reply, approver: int) -> None:
    reply.number = reply.number or reply_number(act, proceeding.request.agency)
    reply.approved_by_id, reply.approved_at, reply.stage = approver, act.now, Reply.Stage.APPROVED
    reply.save(update_fields=["number", "approved_by", "approved_at", "stage"])


def _reasons(proceeding: Proceeding, reply: Reply, approver: int, approved: bool, note: str) -> Iterator[Reason]:
    yield from reasons_not_to("reply" if approved else "return_draft", proceeding.state)
    if approver in reply.drafters:
        yield Reason("", "起草人不能签发自己起草的答复")
    if approved and reply.stage != Reply.Stage.REVIEWED:
        yield Reason("", f"答复书处于“{reply.get_stage_display()}”，须先经法制审核通过")
    if not approved and not note.strip():
        yield Reason("note", "退回修改须写明理由")
