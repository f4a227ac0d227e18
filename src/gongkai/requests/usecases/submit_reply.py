"""Send a draft on to legal review and approval."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.errors import refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.states import State
from gongkai.requests.models import Reply
from gongkai.requests.proceedings import conclude, opened
from gongkai.requests.replies import draft_of
from gongkai.requests.steps import reasons_not_to


def submit_reply(*, act: Act, request_id: int) -> Reply:
    """From here the draft can only be reviewed, signed or returned."""
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.DRAFTER, Role.REQUEST_OFFICER)
        refuse_if(reasons_not_to("submit_for_approval", proceeding.state))
        reply = draft_of(proceeding.request)
        proceeding.change(workflow=State.IN_APPROVAL)
        conclude(proceeding, "reply_submitted")
    return reply
