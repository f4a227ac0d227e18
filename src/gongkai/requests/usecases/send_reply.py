"""Send the signed reply: the day it goes out is the day it is made, and the request counts in its row from then on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.clock import legal_day
from gongkai.requests.closings import count_closing
from gongkai.requests.errors import not_in_future
from gongkai.requests.models import Reply
from gongkai.requests.proceedings import Proceeding, add_line, conclude, opened
from gongkai.requests.replies import draft_of
from gongkai.requests.steps import reasons_not_to


def send_reply(*, act: Act, request_id: int, delivery: str, proof: str = "", on: date | None = None) -> Reply:
    """Hand over, post or send the reply. A reply made anew after a remedy adds no second closing (domain 4.4)."""
    day = on or act.today
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.REQUEST_OFFICER)
        reply = draft_of(proceeding.request)
        refuse_if([*_reasons(proceeding, reply, delivery, day), *not_in_future("on", day, act.today)])
        reply.made_on, reply.delivery, reply.proof, reply.stage = day, delivery, proof, Reply.Stage.SENT
        reply.save(update_fields=["made_on", "delivery", "proof", "stage"])
        proceeding.papers.append(reply)
        add_line(proceeding, "replied", day, outcome=reply.outcome, grounds=reply.grounds)
        proceeding.change(workflow="")
        conclude(proceeding, "replied", {"on": day, "outcome": reply.outcome, "row": reply.row, "reply": reply.number})
        count_closing(proceeding, reply.outcome, day)
    return reply


def _reasons(proceeding: Proceeding, reply: Reply, delivery: str, day: date) -> Iterator[Reason]:
    yield from reasons_not_to("reply", proceeding.state)
    if reply.stage != Reply.Stage.APPROVED or reply.approved_at is None:
        yield Reason("", f"答复书处于“{reply.get_stage_display()}”，尚未签发，不能发出")
    elif day < legal_day(reply.approved_at):
        yield Reason("on", f"发出日期 {day} 早于签发日期 {legal_day(reply.approved_at)}")
    if delivery not in Reply.Delivery.values:
        yield Reason("delivery", f"送达方式“{delivery}”不存在；可选：{'、'.join(Reply.Delivery.values)}")
