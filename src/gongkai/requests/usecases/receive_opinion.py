"""Record the opinion of a party that was asked, also one that comes after its last day."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.states import OPEN_STATES, State
from gongkai.requests.errors import not_in_future
from gongkai.requests.models import Consultation
from gongkai.requests.proceedings import add_line, conclude, opened
from gongkai.requests.steps import reasons_not_to

ANSWERS = (Consultation.Answer.AGREES, Consultation.Answer.OBJECTS)


def receive_opinion(
    *, act: Act, request_id: int, ref: str, answer: str, reasons: str = "", on: date | None = None
) -> Consultation:
    """``answer`` is AGREES or OBJECTS; silence needs no entry: the clock knows the party's last day (REG 32, 34)."""
    day = on or act.today
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.REQUEST_OFFICER, Role.DRAFTER)
        consultation = Consultation.objects.filter(request=proceeding.request, ref=ref).select_related("letter").first()
        problems = [*not_in_future("on", day, act.today)]
        if proceeding.state not in OPEN_STATES:
            problems.extend(reasons_not_to("receive_opinion", State(proceeding.state)))
        if consultation is None:
            problems.append(Reason("ref", f"没有编号为“{ref}”的征求意见书"))
        elif consultation.answer:
            problems.append(Reason("ref", f"征求意见书“{ref}”的意见已经登记"))
        if answer not in ANSWERS:
            problems.append(Reason("answer", f"意见“{answer}”不存在；可选：AGREES（同意公开）、OBJECTS（不同意公开）"))
        refuse_if(problems)
        assert consultation is not None
        consultation.answer, consultation.reasons = answer, reasons
        consultation.save(update_fields=["answer", "reasons"])
        add_line(proceeding, "opinion_received", day, ref=ref)
        conclude(proceeding, "opinion_received", {"on": day, "ref": ref, "answer": answer})
    return consultation
