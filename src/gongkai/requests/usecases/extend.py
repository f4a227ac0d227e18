"""Extend the reply limit once, by at most 20 working days, told to the applicant before the last day (REG 33(2))."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.requests.correspondence import send_letter
from gongkai.requests.errors import not_in_future
from gongkai.requests.models import OutgoingLetter
from gongkai.requests.models.letters import LetterKind
from gongkai.requests.proceedings import add_line, conclude, opened
from gongkai.requests.steps import reasons_not_to


def extend(
    *, act: Act, request_id: int, days: int, because: str, on: date | None = None, proof: str = ""
) -> OutgoingLetter:
    """The head of the disclosure office agrees by this act and the extension notice (延期告知书) goes out."""
    day = on or act.today
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.OFFICE_HEAD)
        problems = [*reasons_not_to("extend", proceeding.state), *not_in_future("on", day, act.today)]
        if not because.strip():
            problems.append(
                Reason("because", "请写明延长答复期限的理由", "《中华人民共和国政府信息公开条例》第三十三条第二款")
            )
        refuse_if(problems)
        letter = send_letter(proceeding, LetterKind.EXTENSION, because, day, days=days, proof=proof, approved=True)
        add_line(proceeding, "extended", day, days=days)
        reading = conclude(proceeding, "extended", {"on": day, "days": days, "letter": letter.number})
        refuse_if(
            []
            if reading.reply_due is None or reading.reply_due >= day
            else [Reason("days", "延长后的期限仍在今天之前")]
        )
    return letter
