"""Ask the applicant to complete an unclear request, once, with all points at once (REG 30)."""

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


def ask_correction(
    *, act: Act, request_id: int, points: str, days: int | None = None, on: date | None = None, proof: str = ""
) -> OutgoingLetter:
    """Send the correction notice (补正告知书); the reply limit waits from here.

    ``points`` holds everything to complete, with guidance; ``days`` the working days granted, by default the
    agency's convention. The period runs from the day the applicant has the notice (``record_received``).
    """
    day = on or act.today
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.REQUEST_OFFICER)
        problems = [*reasons_not_to("ask_correction", proceeding.state), *not_in_future("on", day, act.today)]
        problems.extend(period_faults(days, proceeding.conventions))
        if not points.strip():
            problems.append(
                Reason(
                    "points",
                    "请一次写明全部需要补正的事项，并给予指导和释明",
                    "《中华人民共和国政府信息公开条例》第三十条",
                )
            )
        if proceeding.has("correction_notice_sent"):
            problems.append(
                Reason(
                    "",
                    "补正只能告知一次；补正后仍不明确的，作出“无法提供”答复",
                    "《中华人民共和国政府信息公开条例》第三十条",
                )
            )
        refuse_if(problems)
        letter = send_letter(proceeding, LetterKind.CORRECTION, points, day, days=days, proof=proof)
        add_line(proceeding, "correction_notice_sent", day)
        proceeding.change(workflow=State.UNDER_REVIEW)
        conclude(proceeding, "correction_asked", {"on": day, "letter": letter.number})
    return letter
