"""Record the corrected request: the reply limit begins anew that day (REG 30)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.states import State
from gongkai.requests.applicants import LONGEST_DESCRIPTION
from gongkai.requests.errors import not_in_future
from gongkai.requests.models import InformationRequest
from gongkai.requests.proceedings import Proceeding, add_line, conclude, is_applicant, opened
from gongkai.requests.steps import reasons_not_to
from gongkai.requests.texts import replace_description


def receive_correction(
    *, act: Act, request_id: int, description: str = "", justified: bool = False, on: date | None = None
) -> InformationRequest:
    """``description`` replaces the text where the applicant wrote it anew; ``justified`` says that a late correction had a
    justified reason, which only an officer can find."""
    day = on or act.today
    with transaction.atomic():
        proceeding = opened(act, request_id)
        if not is_applicant(act) or justified:
            require(act, Role.REQUEST_OFFICER)
        refuse_if([*_reasons(proceeding, description, justified, day), *not_in_future("on", day, act.today)])
        if description.strip():
            replace_description(proceeding.request, description)
        add_line(proceeding, "corrected_request_received", day, justified=True if justified else None)
        proceeding.change(workflow=State.UNDER_REVIEW)
        conclude(proceeding, "correction_received", {"on": day, "justified": justified})
    return proceeding.request


def _reasons(proceeding: Proceeding, description: str, justified: bool, day: date) -> Iterator[Reason]:
    state = proceeding.state_on(day)
    # The period has passed, the office has not closed the file: with a justified reason the correction still counts.
    passed = state is State.CLOSED_NOT_CORRECTED and not proceeding.has("replied")
    if not (passed and justified):
        yield from reasons_not_to("receive_correction", state)
    if len(description) > LONGEST_DESCRIPTION:
        yield Reason("description", f"描述最多 {LONGEST_DESCRIPTION} 个字，现有 {len(description)} 个字")
