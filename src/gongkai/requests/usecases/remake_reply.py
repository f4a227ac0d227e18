"""Take up a request again because a reply was revoked or a duty ordered: the new reply is drafted, reviewed and sent as any other.

The request keeps its one row in table 3; the result of the remedy counts in table 4 (domain 4.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.states import OPEN_STATES, State
from gongkai.requests.errors import not_in_future
from gongkai.requests.models import InformationRequest
from gongkai.requests.proceedings import Proceeding, add_line, conclude, opened
from gongkai.requests.replies import abandon_draft
from gongkai.requests.steps import reasons_not_to

# Also challenged, though not by a letter: silence, and closing without a reply. The clock judges whether a limit had passed.
_WITHOUT_REPLY = OPEN_STATES | {State.CLOSED_NOT_CORRECTED, State.CLOSED_FEE_UNPAID, State.WITHDRAWN}


def remake_reply(*, act: Act, request_id: int, until: date | None = None, on: date | None = None) -> InformationRequest:
    """``on`` is the day the decision reached the agency, ``until`` the day it sets for the new reply, if it sets one."""
    day = on or act.today
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.REQUEST_OFFICER, Role.LEGAL_REVIEWER)
        refuse_if([*_reasons(proceeding), *not_in_future("on", day, act.today)])
        add_line(proceeding, "remade_ordered", day, until=until)
        proceeding.change(workflow="", challenge="", archived_on=None, retention_until=None)
        conclude(proceeding, "remake_ordered", {"on": day, "until": until})
        abandon_draft(proceeding.request)
    return proceeding.request


def _reasons(proceeding: Proceeding) -> Iterator[Reason]:
    if proceeding.state not in _WITHOUT_REPLY:
        yield from reasons_not_to("remake_reply", proceeding.state)
