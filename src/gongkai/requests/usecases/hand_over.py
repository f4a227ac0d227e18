"""Hand a case, or all open cases of an officer, to a colleague: one act, nothing is left behind."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Officer
from gongkai.agencies.rights import ids_written_for, require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.states import OPEN_STATES, State
from gongkai.numbering.keys import public_id
from gongkai.requests.models import CaseNote, InformationRequest
from gongkai.requests.proceedings import Proceeding, conclude, officer_id, opened
from gongkai.requests.working import may_handle, works_at

_STILL_OPEN = tuple(str(state) for state in (*OPEN_STATES, State.AWAITING_CONFIRMATION, State.REPLIED))


def hand_over(*, act: Act, request_id: int, to: Officer | None, because: str) -> InformationRequest:
    """The colleague becomes the handler; history, notes, letters and limits stay with the case. The reason is kept as a note."""
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.REQUEST_OFFICER, Role.OFFICE_HEAD, Role.DRAFTER)
        problems = [*_against(act, proceeding.request, to)]
        if to is not None and to.pk == proceeding.request.handler_id:
            problems.append(Reason("to", f"{to.name}已经是经办人"))
        if not because.strip():
            problems.append(Reason("because", "请写明交接事由，如：岗位调整"))
        refuse_if(problems)
        assert to is not None
        _give(proceeding, to, because)
    return proceeding.request


def hand_over_all(*, act: Act, giver: Officer, to: Officer | None, because: str) -> int:
    """Every open case of one officer in one transaction; how many. The head of the office decides, or the officer gives the own."""
    if officer_id(act) != giver.pk:
        require(act, Role.OFFICE_HEAD)
    with transaction.atomic():
        rows = InformationRequest.objects.filter(
            handler=giver, agency_id__in=ids_written_for(act), state__in=_STILL_OPEN
        )
        keys = list(rows.order_by("id").values_list("pk", flat=True))
        refuse_if([] if keys else [Reason("giver", f"{giver.name}没有在办的申请")])
        for key in keys:
            hand_over(act=act, request_id=key, to=to, because=because)
    return len(keys)


def _against(act: Act, request: InformationRequest, to: Officer | None) -> list[Reason]:
    if to is None:
        return [Reason("to", "请选择接手的工作人员")]
    if not to.is_active or not works_at(to, request, act.today):
        return [Reason("to", f"{to.name}不是本单位的在岗工作人员")]
    if not may_handle(to, act):
        return [Reason("to", f"{to.name}没有办理申请的角色，请先由系统管理员授予")]
    return []


def _give(proceeding: Proceeding, to: Officer, because: str) -> None:
    request, act = proceeding.request, proceeding.act
    before = request.handler.name if request.handler else "（未定）"
    CaseNote.objects.create(
        request=request,
        text=f"交接：{before} → {to.name}。{because.strip()}",
        written_by_id=officer_id(act),
        written_at=act.now,
    )
    proceeding.change(handler=to)
    conclude(proceeding, "handed_over", {"to": public_id(to.pk)}, {"because": because})
