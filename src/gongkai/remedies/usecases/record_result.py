"""Record how a case ended in its first decision: the result counts in table 4 on the day of the decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.remedy_results import REMEDY_RESULTS
from gongkai.remedies.challenge import follow
from gongkai.remedies.models import Block, CaseResult, Instance, StageKind
from gongkai.remedies.proceedings import OpenedCase, add_stage, day_faults, opened, result_in_force, tell
from gongkai.requests.replies import last_sent
from gongkai.requests.usecases.note_decision import note_decision


def record_result(
    *, act: Act, case_id: int, detail: str, on: date | None = None, received_on: date | None = None
) -> CaseResult:
    """``detail`` is a code of ``law.remedy_results``; ``received_on`` the day the decision reached the parties.

    A reconsideration decision received opens the applicant's fifteen days for a suit in the request's own clock.
    """
    day = on or act.today
    with transaction.atomic():
        case = opened(act, case_id)
        require(act, Role.REQUEST_OFFICER, Role.LEGAL_REVIEWER)
        refuse_if([*_reasons(case, detail, day, received_on), *day_faults(case, day)])
        result = write_result(case, detail, _first_instance(case), day)
        add_stage(case, StageKind.DECIDED, day)
        if received_on is not None:
            add_stage(case, StageKind.DECISION_RECEIVED, received_on)
        tell(act, case.case, "result_recorded", {"detail": detail, "result": result.result, "on": day})
        follow(act, case.case)
        _tell_the_request(case, received_on)
    return result


def write_result(case: OpenedCase, detail: str, instance: Instance, on: date) -> CaseResult:
    """Write the fact that table 4 counts."""
    return CaseResult.objects.create(
        agency_id=case.case.agency_id, case=case.case, block=case.case.block, result=REMEDY_RESULTS[detail].column,
        detail=detail, instance=instance, happened_on=on, recorded_at=case.act.now,
    )  # fmt: skip


def detail_faults(detail: str, instance: Instance) -> Iterator[Reason]:
    """Whether this body can end a case so."""
    accepted = "、".join(
        f"{known.code}（{known.label_zh}）" for known in REMEDY_RESULTS.values() if instance in known.instances
    )
    if detail not in REMEDY_RESULTS:
        yield Reason("detail", f"结果“{detail}”不存在；可选：{accepted}")
    elif instance not in REMEDY_RESULTS[detail].instances:
        yield Reason("detail", f"“{REMEDY_RESULTS[detail].label_zh}”不是{instance.label}的结果；可选：{accepted}")


def _first_instance(case: OpenedCase) -> Instance:
    return Instance.RECONSIDERATION if case.case.block == Block.RECONSIDERATION else Instance.FIRST


def _reasons(case: OpenedCase, detail: str, day: date, received_on: date | None) -> Iterator[Reason]:
    yield from detail_faults(detail, _first_instance(case))
    held = result_in_force(case.case)
    if held is not None:
        yield Reason("", f"案件已于 {held.happened_on} 有结果；二审、再审结果请用“登记上诉结果”")
    if received_on is not None and not day <= received_on <= case.act.today:
        yield Reason("received_on", f"收到日期须在决定日期 {day} 和今天 {case.act.today} 之间")


def _tell_the_request(case: OpenedCase, received_on: date | None) -> None:
    request = case.case.request
    if case.case.block != Block.RECONSIDERATION or received_on is None or request is None:
        return
    if last_sent(request) is not None:
        note_decision(act=case.act, request_id=request.id, on=received_on)
