"""Ask another unit to help (协办) by a day of our own, and record what it says. No statutory day moves.

To another agency goes a numbered letter (协办函); a division of the own house may be asked without one.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.states import OPEN_STATES
from gongkai.requests.correspondence import send_letter
from gongkai.requests.errors import not_in_future
from gongkai.requests.models import Assistance
from gongkai.requests.models.letters import LetterKind
from gongkai.requests.proceedings import conclude, officer_id, opened


def ask_assistance(
    *, act: Act, request_id: int, unit: str, question: str, due: date, with_letter: bool = True
) -> Assistance:
    """``due`` is the unit's own limit; it should lie before the reply is due, which the desk shows beside it."""
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.REQUEST_OFFICER, Role.DRAFTER)
        problems = []
        if not unit.strip():
            problems.append(Reason("unit", "请填写协办单位"))
        if not question.strip():
            problems.append(Reason("question", "请写明请对方协助的事项"))
        if due < act.today:
            problems.append(Reason("due", f"反馈期限 {due} 早于今天"))
        limit = proceeding.reading().reply_due
        if limit is not None and due > limit:
            problems.append(Reason("due", f"反馈期限 {due} 晚于答复期限 {limit}"))
        if proceeding.state not in OPEN_STATES:
            problems.append(Reason("", f"申请处于“{proceeding.state.label_zh}”，不再需要协办"))
        refuse_if(problems)
        name, asked = unit.strip()[:80], question.strip()
        letter = None
        if with_letter:
            letter = send_letter(proceeding, LetterKind.ASSISTANCE, asked, act.today, addressee=name)
        made = Assistance.objects.create(
            request=proceeding.request, unit=name, question=asked, asked_on=act.today, due=due, letter=letter,
            asked_by_id=officer_id(act),
        )  # fmt: skip
        conclude(proceeding, "assistance_asked", {"due": due, "letter": letter.number if letter else None})
    return made


def answer_assistance(
    *, act: Act, request_id: int, assistance_id: int, answer: str, on: date | None = None
) -> Assistance:
    """What the unit answered, once."""
    day = on or act.today
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.REQUEST_OFFICER, Role.DRAFTER)
        asked = Assistance.objects.filter(request=proceeding.request, pk=assistance_id).first()
        problems = [*not_in_future("on", day, act.today)]
        if asked is None:
            problems.append(Reason("assistance", "请选择协办事项"))
        elif asked.answered_on is not None:
            problems.append(Reason("assistance", f"{asked.unit}已于 {asked.answered_on} 反馈"))
        elif day < asked.asked_on:
            problems.append(Reason("on", f"反馈日期 {day} 早于 {asked.asked_on} 提出协办的日期"))
        if not answer.strip():
            problems.append(Reason("answer", "请填写反馈意见"))
        refuse_if(problems)
        assert asked is not None
        asked.answer, asked.answered_on = answer.strip(), day
        asked.save(update_fields=["answer", "answered_on"])
        conclude(proceeding, "assistance_answered", {"on": day})
    return asked
