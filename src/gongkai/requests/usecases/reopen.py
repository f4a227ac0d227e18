"""Reopen a closed request: the end is voided in the ledger, its closing superseded; figures of earlier days keep it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.states import State
from gongkai.requests.closings import supersede_closing
from gongkai.requests.ledger import in_force
from gongkai.requests.models import InformationRequest, RequestEvent
from gongkai.requests.proceedings import Proceeding, conclude, opened, void_line

# A withdrawal entered by mistake, a reply the agency corrects by itself, a correction that was missed for a good reason.
# Not a fee paid too late: by FEE 6 the request stays closed and a new one may be made.
REOPENABLE = (State.WITHDRAWN, State.REPLIED, State.DELIVERED, State.CLOSED_NOT_CORRECTED)
_ENDS = ("replied", "withdrawn")


def reopen(*, act: Act, request_id: int, because: str) -> InformationRequest:
    """The clock goes on as if the end had not been; ``because`` is kept as a digest in the audit log."""
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.OFFICE_HEAD)
        refuse_if(_reasons(proceeding, because))
        for line in _ending_lines(proceeding):
            void_line(proceeding, line.sequence)
        superseded = supersede_closing(proceeding)
        proceeding.change(workflow=State.UNDER_REVIEW)
        conclude(proceeding, "reopened", {"closings": superseded}, {"because": because})
    return proceeding.request


def _ending_lines(proceeding: Proceeding) -> list[RequestEvent]:
    """The line that ended the request and everything entered after it."""
    lines = in_force(proceeding.events)
    ends = [line.sequence for line in lines if line.type in _ENDS]
    return [line for line in lines if ends and line.sequence >= ends[-1]]


def _reasons(proceeding: Proceeding, because: str) -> Iterator[Reason]:
    state = proceeding.state
    if state not in REOPENABLE:
        accepted = "、".join(known.label_zh for known in REOPENABLE)
        yield Reason("", f"申请处于“{state.label_zh}”，不能重新办理；可以重新办理的状态：{accepted}")
    elif not _ending_lines(proceeding):
        yield Reason("", "这件申请尚未办结，不需要重新办理")
    if not because.strip():
        yield Reason("because", "请写明重新办理的理由")
