"""Record that the applicant received the reply: from that day the limits of the remedies run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.requests.errors import not_in_future
from gongkai.requests.models import Reply
from gongkai.requests.proceedings import Proceeding, add_line, conclude, is_applicant, opened
from gongkai.requests.replies import last_sent
from gongkai.requests.steps import reasons_not_to


def deliver(*, act: Act, request_id: int, proof: str = "", on: date | None = None) -> Reply:
    """``proof`` names the signature, the tracking number or the moment it was read; the applicant may acknowledge online."""
    day = on or act.today
    with transaction.atomic():
        proceeding = opened(act, request_id)
        if not is_applicant(act):
            require(act, Role.REQUEST_OFFICER)
        reply = last_sent(proceeding.request)
        refuse_if([*_reasons(proceeding, reply, day), *not_in_future("on", day, act.today)])
        assert reply is not None
        reply.delivered_on, reply.proof, reply.stage = day, proof or reply.proof, Reply.Stage.DELIVERED
        reply.save(update_fields=["delivered_on", "proof", "stage"])
        add_line(proceeding, "reply_received", day)
        conclude(proceeding, "delivered", {"on": day, "reply": reply.number})
    return reply


def _reasons(proceeding: Proceeding, reply: Reply | None, day: date) -> Iterator[Reason]:
    yield from reasons_not_to("record_delivery", proceeding.state)
    if reply is None or reply.made_on is None:
        yield Reason("", "这件申请还没有发出的答复书")
    elif day < reply.made_on:
        yield Reason("on", f"送达日期 {day} 早于答复日期 {reply.made_on}")
