"""Draft the reply: an outcome per item, one main result and its row, the grounds, the text."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import Fact
from gongkai.law.states import State
from gongkai.requests.models import InformationRequest, Reply
from gongkai.requests.proceedings import Proceeding, conclude, officer_id, opened
from gongkai.requests.replies import last_sent, reply_in_work
from gongkai.requests.results import Decision, reasons_against
from gongkai.requests.steps import reasons_not_to


def draft_reply(
    *, act: Act, request_id: int, decision: Decision, content: str, repeats: InformationRequest | None = None,
    submit: bool = True,
) -> Reply:  # fmt: skip
    """Write the draft, or write it anew after it was returned; ``submit`` sends it on to review and approval.

    ``repeats`` names the earlier request whose reply answers this one too (REG 36(6)). A draft after a reply that was
    sent replaces that reply.
    """
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.DRAFTER, Role.REQUEST_OFFICER)
        reply = reply_in_work(proceeding.request)
        refuse_if([*_reasons(proceeding, reply, content, repeats), *reasons_against(decision, act.today)])
        reply = reply or Reply(
            request=proceeding.request, agency_id=proceeding.request.agency_id, replaces=last_sent(proceeding.request)
        )
        _write(act, reply, decision, content)
        if repeats is not None:
            proceeding.change(repeats=repeats)
        proceeding.change(workflow=State.IN_APPROVAL if submit else State.DRAFTING)
        facts: dict[str, Fact] = {"outcome": decision.outcome, "row": decision.row, "submitted": submit}
        conclude(proceeding, "reply_drafted", facts, {"content": content})
    return reply


def _write(act: Act, reply: Reply, decision: Decision, content: str) -> None:
    drafter = officer_id(act)
    reply.stage = Reply.Stage.DRAFT
    reply.outcome, reply.row, reply.grounds = decision.outcome, decision.row, list(decision.cited)
    reply.items = [
        {"item": item.item, "outcome": item.outcome, "grounds": list(item.grounds)} for item in decision.items
    ]
    reply.content = content
    reply.drafted_by_id, reply.drafted_at = drafter, act.now
    reply.drafters = sorted({*reply.drafters, drafter})
    reply.reviewed_by = reply.reviewed_at = reply.approved_by = reply.approved_at = None
    reply.save()


def _reasons(
    proceeding: Proceeding, reply: Reply | None, content: str, repeats: InformationRequest | None
) -> Iterator[Reason]:
    being_written = proceeding.state is State.DRAFTING and reply is not None
    if not being_written:
        yield from reasons_not_to("draft_reply", proceeding.state)
    if not content.strip():
        yield Reason("content", "请填写答复内容")
    if repeats is not None and repeats.agency_id != proceeding.request.agency_id:
        yield Reason(
            "repeats", "此前的申请须是本单位答复的申请", "《中华人民共和国政府信息公开条例》第三十六条第（六）项"
        )
