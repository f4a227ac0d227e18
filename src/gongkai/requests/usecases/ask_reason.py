"""Ask an applicant whose requests are clearly excessive in number or frequency for reasons (REG 35); the clock runs on."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.states import State
from gongkai.requests.correspondence import send_letter
from gongkai.requests.errors import not_in_future, period_faults
from gongkai.requests.models import OutgoingLetter
from gongkai.requests.models.letters import LetterKind
from gongkai.requests.proceedings import add_line, conclude, opened
from gongkai.requests.steps import reasons_not_to


def ask_reason(
    *, act: Act, request_id: int, facts: str, days: int | None = None, on: date | None = None, proof: str = ""
) -> OutgoingLetter:
    """``facts`` states number and frequency; ``days`` the period told to the applicant, which moves no date by itself."""
    day = on or act.today
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.REQUEST_OFFICER)
        problems = [*reasons_not_to("ask_reason", proceeding.state), *not_in_future("on", day, act.today)]
        problems.extend(period_faults(days, proceeding.conventions))
        if not facts.strip():
            problems.append(
                Reason(
                    "facts", "请写明申请的数量、频次，例如：本月第31件", "《中华人民共和国政府信息公开条例》第三十五条"
                )
            )
        refuse_if(problems)
        letter = send_letter(proceeding, LetterKind.REASON, facts, day, days=days, proof=proof)
        add_line(proceeding, "reason_requested", day)
        proceeding.change(workflow=State.UNDER_REVIEW)
        conclude(proceeding, "reason_asked", {"on": day, "letter": letter.number})
    return letter
