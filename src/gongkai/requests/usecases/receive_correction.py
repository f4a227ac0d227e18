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
from gongkai.requests.errors import cite, not_in_future
from gongkai.requests.models import InformationRequest
from gongkai.requests.proceedings import Proceeding, add_line, conclude, is_applicant, opened
from gongkai.requests.steps import reasons_not_to
from gongkai.requests.texts import replace_description


def receive_correction(
    *,
    act: Act,
    request_id: int,
    description: str = "",
    justified: bool = False,
    on: date | None = None,
    identity_proof_id: int | None = None,
    power_of_attorney_id: int | None = None,
) -> InformationRequest:
    """``description`` replaces the text where the applicant wrote it anew; ``justified`` says that a late correction had a
    justified reason, which only an officer can find. Papers that were missing are stored files; one on file is not replaced."""
    day = on or act.today
    papers = {"identity_proof_id": identity_proof_id, "power_of_attorney_id": power_of_attorney_id}
    brought = {name: key for name, key in papers.items() if key is not None}
    with transaction.atomic():
        proceeding = opened(act, request_id)
        if not is_applicant(act) or justified:
            require(act, Role.REQUEST_OFFICER)
        refuse_if([
            *_reasons(proceeding, description, justified, day), *_paper_reasons(proceeding, brought),
            *_nothing_brought(proceeding, description, brought), *not_in_future("on", day, act.today),
        ])  # fmt: skip
        if description.strip():
            replace_description(proceeding.request, description)
        add_line(proceeding, "corrected_request_received", day, justified=True if justified else None)
        proceeding.change(workflow=State.UNDER_REVIEW, **brought)
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


def _paper_reasons(proceeding: Proceeding, brought: dict[str, int]) -> Iterator[Reason]:
    for name, words in (("identity_proof_id", "身份证明"), ("power_of_attorney_id", "授权委托书")):
        if name in brought and getattr(proceeding.request, name) is not None:
            yield Reason(name.removesuffix("_id"), f"这件申请已有{words}；需要更换的，请向受理机关当面提交或者邮寄")


def _nothing_brought(proceeding: Proceeding, description: str, brought: dict[str, int]) -> Iterator[Reason]:
    """A correction can be asked for once and begins the limit anew: an empty form is none. What came on paper the officer has seen."""
    if is_applicant(proceeding.act) and not description.strip() and not brought:
        yield Reason("description", "请写明补正后的内容描述，或者补交所缺的材料", cite("REG 30"))
