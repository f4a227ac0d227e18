"""Tell the applicant that others are being asked and that the time does not count (征求意见告知书, REG 33(3))."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.requests.correspondence import send_letter
from gongkai.requests.errors import not_in_future, reasons_if_archived
from gongkai.requests.models import Consultation, OutgoingLetter
from gongkai.requests.models.letters import LetterKind
from gongkai.requests.proceedings import conclude, opened


def tell_consultation(*, act: Act, request_id: int, on: date | None = None, proof: str = "") -> OutgoingLetter:
    """Nobody who is asked is named in it; it moves no date."""
    day = on or act.today
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.REQUEST_OFFICER, Role.DRAFTER)
        problems = [*not_in_future("on", day, act.today), *reasons_if_archived(proceeding.request.archived_on)]
        if not Consultation.objects.filter(request=proceeding.request).exists():
            problems.append(Reason("", "这件申请还没有发出征求意见书"))
        refuse_if(problems)
        letter = send_letter(proceeding, LetterKind.CONSULTATION_TOLD, "", day, proof=proof)
        conclude(proceeding, "consultation_told", {"on": day, "letter": letter.number})
    return letter
