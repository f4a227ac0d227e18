"""What a passed period closes. The clock finds that it has passed; an officer puts it on record, and the report counts it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.states import State
from gongkai.requests.closings import count_closing
from gongkai.requests.correspondence import send_letter
from gongkai.requests.errors import not_in_future
from gongkai.requests.models import InformationRequest
from gongkai.requests.models.letters import LetterKind
from gongkai.requests.proceedings import add_line, conclude, opened
from gongkai.requests.steps import reasons_not_to


def close_by_time(act: Act, request_id: int, target: State, action: str, letter: str, day: date) -> InformationRequest:
    """Refused while the period still runs, with its last day; the closing counts on the day the clock names."""
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.REQUEST_OFFICER)
        reading = proceeding.reading(day)
        waiting = State(proceeding.request.state)
        problems = [*reasons_not_to(action, waiting), *not_in_future("on", day, act.today)]
        if not problems and reading.state is not target:
            last = reading.correction_due or reading.pay_by
            problems.append(
                Reason("on", f"期限（{last}）届满的次日起才能办结" if last else "文书尚未登记送达，期限还没有开始计算")
            )
        refuse_if(problems)
        assert reading.closed_on is not None
        if letter.strip():
            send_letter(proceeding, LetterKind.CLOSING, letter, day)
        add_line(proceeding, "replied", day, outcome=str(target))
        proceeding.change(workflow="")
        conclude(proceeding, action, {"on": day, "closed_on": reading.closed_on})
        count_closing(proceeding, str(target), reading.closed_on)
    return proceeding.request
