"""Tell a reasonable delayed day for a reply when reasons are sound but the limit cannot be met (REG 35)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.states import State
from gongkai.requests.correspondence import send_letter
from gongkai.requests.errors import not_in_future
from gongkai.requests.models import OutgoingLetter
from gongkai.requests.models.letters import LetterKind
from gongkai.requests.proceedings import add_line, conclude, opened
from gongkai.requests.steps import reasons_not_to


def set_delayed_date(
    *, act: Act, request_id: int, until: date, because: str, on: date | None = None, proof: str = ""
) -> OutgoingLetter:
    """``until`` becomes the last day for the reply; it is not capped by 20 and 20 working days."""
    day = on or act.today
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.OFFICE_HEAD)
        problems = [*reasons_not_to("tell_delayed_day", proceeding.state), *not_in_future("on", day, act.today)]
        if not because.strip():
            problems.append(Reason("because", "请写明延迟答复的理由", "《中华人民共和国政府信息公开条例》第三十五条"))
        refuse_if(problems)
        letter = send_letter(proceeding, LetterKind.DELAY, because, day, proof=proof, approved=True)
        add_line(proceeding, "delayed_to", day, until=until)
        proceeding.change(workflow=State.UNDER_REVIEW)
        conclude(proceeding, "delayed", {"on": day, "until": until, "letter": letter.number})
    return letter
