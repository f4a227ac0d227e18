"""Ask a third party or another agency in writing whether information may be disclosed (REG 32, 34): the clock is suspended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.states import State
from gongkai.requests.correspondence import send_letter
from gongkai.requests.errors import not_in_future
from gongkai.requests.models import Consultation
from gongkai.requests.models.letters import LetterKind
from gongkai.requests.proceedings import Proceeding, add_line, conclude, opened
from gongkai.requests.steps import reasons_not_to

ACTIONS = {"THIRD_PARTY": "consult_third_party", "AGENCY": "consult_agency"}


def consult(
    *, act: Act, request_id: int, party: str, name: str, question: str, contact: str = "", on: date | None = None,
    proof: str = "",
) -> Consultation:  # fmt: skip
    """Send a consultation letter (征求意见书); several may run at once, their suspensions are counted as one union."""
    day = on or act.today
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.REQUEST_OFFICER, Role.DRAFTER)
        refuse_if([*_reasons(proceeding, party, name, question), *not_in_future("on", day, act.today)])
        letter = send_letter(proceeding, LetterKind.CONSULTATION, question, day, proof=proof, addressee=name.strip())
        ref = str(Consultation.objects.filter(request=proceeding.request).count() + 1)
        consultation = Consultation.objects.create(
            request=proceeding.request, ref=ref, party=party, name=name, contact=contact, letter=letter
        )
        add_line(proceeding, "consultation_sent", day, ref=ref, party=party)
        proceeding.change(workflow=State.UNDER_REVIEW)
        conclude(proceeding, "consulted", {"on": day, "party": party, "ref": ref, "letter": letter.number})
    return consultation


def _reasons(proceeding: Proceeding, party: str, name: str, question: str) -> Iterator[Reason]:
    if party not in ACTIONS:
        yield Reason("party", f"征求意见对象类别“{party}”不存在；可选：THIRD_PARTY（第三方）、AGENCY（其他行政机关）")
    else:
        yield from reasons_not_to(ACTIONS[party], proceeding.state)
    if not name.strip():
        yield Reason("name", "请填写征求意见对象的姓名或者名称")
    if not question.strip():
        yield Reason("question", "请写明涉及的信息和需要答复的问题", "《中华人民共和国政府信息公开条例》第三十二条")
