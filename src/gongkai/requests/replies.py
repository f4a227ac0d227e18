"""Which reply of a request is being worked at, and which was sent last."""

from __future__ import annotations

from gongkai.agencies.errors import Reason, Refused
from gongkai.requests.models import InformationRequest, Reply

IN_WORK = (Reply.Stage.DRAFT, Reply.Stage.REVIEWED, Reply.Stage.RETURNED, Reply.Stage.APPROVED)
SENT = (Reply.Stage.SENT, Reply.Stage.DELIVERED)


def reply_in_work(request: InformationRequest) -> Reply | None:
    return Reply.objects.filter(request=request, stage__in=IN_WORK).first()


def draft_of(request: InformationRequest) -> Reply:
    """Raises Refused when there is no draft."""
    reply = reply_in_work(request)
    if reply is None:
        raise Refused([Reason("", "这件申请还没有答复书草稿，请先起草答复")])
    return reply


def last_sent(request: InformationRequest) -> Reply | None:
    return Reply.objects.filter(request=request, stage__in=SENT).order_by("-id").first()


def abandon_draft(request: InformationRequest) -> None:
    """A draft whose request ended otherwise stays on file, unsent."""
    Reply.objects.filter(request=request, stage__in=IN_WORK).update(stage=Reply.Stage.ABANDONED)
