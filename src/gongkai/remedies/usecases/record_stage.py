"""Record a stage of a case between filing and result: acceptance, the copy, the agency's answer, a hearing, an appeal."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.remedies.models import CaseStage, StageKind
from gongkai.remedies.proceedings import add_stage, day_faults, opened, result_in_force, tell

BY_HAND = (
    StageKind.ACCEPTED, StageKind.COPY_RECEIVED, StageKind.ANSWERED, StageKind.HEARING, StageKind.APPEALED,
)  # fmt: skip
"""The others are written by the acts they belong to."""


def record_stage(*, act: Act, case_id: int, kind: str, on: date | None = None) -> CaseStage:
    """The copy's day starts the agency's own clock (``clocks.clock_of``)."""
    day = on or act.today
    with transaction.atomic():
        case = opened(act, case_id)
        require(act, Role.REQUEST_OFFICER, Role.LEGAL_REVIEWER)
        problems = [*day_faults(case, day)]
        if kind not in BY_HAND:
            problems.append(Reason("kind", f"环节“{kind}”不能直接登记；可选：{'、'.join(BY_HAND)}"))
        if kind == StageKind.COPY_RECEIVED and case.day_of(StageKind.COPY_RECEIVED):
            problems.append(Reason("kind", f"副本已于 {case.day_of(StageKind.COPY_RECEIVED)} 收到"))
        if kind == StageKind.APPEALED and result_in_force(case.case) is None:
            problems.append(Reason("kind", "尚无一审结果，不能登记上诉"))
        refuse_if(problems)
        stage = add_stage(case, StageKind(kind), day)
        tell(act, case.case, "stage_recorded", {"kind": kind, "on": day})
    return stage
