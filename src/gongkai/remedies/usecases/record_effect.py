"""Carry out what a decision orders: the request is taken up again, its new reply due by the decision's day (REC23 64, LIT 70)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.remedy_results import CORRECTED
from gongkai.remedies.models import CaseResult, RemedyCase, StageKind
from gongkai.remedies.proceedings import OpenedCase, add_stage, day_faults, opened, result_in_force, tell
from gongkai.requests.usecases.remake_reply import remake_reply


def record_effect(
    *, act: Act, case_id: int, effect: str, until: date | None = None, on: date | None = None
) -> RemedyCase:
    """``on`` is the day the decision reached the agency; without ``until`` the convention for remade replies applies.

    Where the case has no request (a duty to publish), only the order is kept.
    """
    day = on or act.today
    with transaction.atomic():
        case = opened(act, case_id)
        require(act, Role.REQUEST_OFFICER, Role.LEGAL_REVIEWER)
        held = result_in_force(case.case)
        refuse_if([*_reasons(case, held, effect, until, day), *day_faults(case, day)])
        case.case.effect, case.case.effect_until = effect, until
        case.case.save(update_fields=["effect", "effect_until"])
        add_stage(case, StageKind.EFFECT_ORDERED, day)
        tell(act, case.case, "effect_recorded", {"effect": effect, "until": until, "on": day})
        if case.case.request_id is not None:
            remake_reply(act=act, request_id=case.case.request_id, until=until, on=day)
    return case.case


def _reasons(case: OpenedCase, held: CaseResult | None, effect: str, until: date | None, day: date) -> Iterator[Reason]:
    if effect not in RemedyCase.Effect.values:
        yield Reason("effect", f"处理“{effect}”不存在；可选：REMAKE（责令重新答复）、DUTY_TO_ACT（责令履行职责）")
    if case.case.effect:
        yield Reason("effect", "此案的重新办理已经登记")
    if held is None or held.result != CORRECTED:
        yield Reason("", "案件结果不是纠正，没有需要重新办理的事项")
    elif day < held.happened_on:
        yield Reason("on", f"日期 {day} 早于决定的日期 {held.happened_on}")
    if until is not None and until < day:
        yield Reason("until", f"限定的日期 {until} 早于收到决定的日期 {day}")
