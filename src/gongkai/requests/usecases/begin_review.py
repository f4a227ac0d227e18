"""Hand a registered request to the unit that works on it."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Officer
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.states import State
from gongkai.requests.models import InformationRequest
from gongkai.requests.proceedings import conclude, opened
from gongkai.requests.steps import reasons_not_to
from gongkai.requests.working import works_at

LONGEST_UNIT = 80


def begin_review(
    *, act: Act, request_id: int, handling_unit: str, handler: Officer | None = None
) -> InformationRequest:
    """Name the handling unit, and the officer where one is known; the clock runs on unchanged."""
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.REQUEST_OFFICER, Role.OFFICE_HEAD)
        problems = [*reasons_not_to("begin_review", proceeding.state)]
        if not handling_unit.strip():
            problems.append(Reason("handling_unit", "请填写承办单位，如：交通运输局公路股"))
        if len(handling_unit.strip()) > LONGEST_UNIT:
            problems.append(
                Reason("handling_unit", f"承办单位最多 {LONGEST_UNIT} 个字，现有 {len(handling_unit.strip())} 个字")
            )
        if handler is not None and not works_at(handler, proceeding.request, act.today):
            problems.append(Reason("handler", f"{handler.name}不是本单位的工作人员"))
        refuse_if(problems)
        proceeding.change(workflow=State.UNDER_REVIEW, handling_unit=handling_unit.strip())
        if handler is not None:
            proceeding.change(handler=handler)
        conclude(proceeding, "review_begun")
    return proceeding.request
