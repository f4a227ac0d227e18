"""Record that the applicant withdrew in writing; before receipt is confirmed the request lapses and is counted nowhere."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.agencies.errors import refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.states import State
from gongkai.requests.closings import WITHDRAWN, count_closing
from gongkai.requests.correspondence import send_letter
from gongkai.requests.errors import not_in_future
from gongkai.requests.models import InformationRequest
from gongkai.requests.models.letters import LetterKind
from gongkai.requests.proceedings import add_line, conclude, is_applicant, opened
from gongkai.requests.replies import abandon_draft
from gongkai.requests.steps import reasons_not_to


def withdraw(*, act: Act, request_id: int, on: date | None = None, letter: str = "") -> InformationRequest:
    """Stop the clock; a received request counts in the row 其他处理 其他 (domain 3.6). ``letter`` says why it has ended, where the
    office tells the applicant (办结告知书); one that lapses before receipt has nothing to be told of."""
    day = on or act.today
    with transaction.atomic():
        proceeding = opened(act, request_id)
        if not is_applicant(act):
            require(act, Role.REQUEST_OFFICER)
        lapses = proceeding.state is State.AWAITING_CONFIRMATION
        action = "lapse" if lapses else "withdraw"
        refuse_if([*reasons_not_to(action, proceeding.state), *not_in_future("on", day, act.today)])
        if letter.strip() and not lapses:
            send_letter(proceeding, LetterKind.CLOSING, letter, day)
        add_line(proceeding, "withdrawn", day)
        proceeding.change(workflow="")
        conclude(proceeding, "lapsed" if lapses else "withdrawn", {"on": day})
        abandon_draft(proceeding.request)
        if not lapses:
            count_closing(proceeding, "CLOSED_OTHER", day, WITHDRAWN)
    return proceeding.request
