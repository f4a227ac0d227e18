"""Four replies were taken further: two to reconsideration (both corrected), two straight to court (one dismissed, one withdrawn).

By the law of 2022 a suit needed no reconsideration before it, and against a department reconsideration went to the county government
or the upper department, as the applicant chose.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Protocol

from gongkai.agencies.roles import Role
from gongkai.demo.stage import Stage
from gongkai.remedies.usecases.record_effect import record_effect
from gongkai.remedies.usecases.record_result import record_result
from gongkai.remedies.usecases.record_stage import record_stage
from gongkai.remedies.usecases.register_case import Claim, register_case

_COURT = "温县人民法院"


class Answered(Protocol):
    """A request whose reply was delivered (``requests.Case``)."""

    stage: Stage
    place: int
    random: Random

    @property
    def key(self) -> int: ...
    @property
    def organ(self) -> str: ...
    @property
    def subject(self) -> str: ...
    def later(self, moment: datetime, working_days: int) -> datetime: ...
    def answer_again(self, moment: datetime, outcome: str) -> Generator[datetime, None, datetime]: ...


@dataclass(frozen=True, slots=True)
class Course:
    """``waits`` working days to filing, ``takes`` to the decision; ``again`` the outcome of the reply made anew."""

    block: str
    body: str
    number: str
    claims: str
    waits: int
    takes: int
    detail: str
    again: str = ""


# By the place of the request in the table of requests.
COURSES: dict[int, Course] = {
    0: Course(
        "reconsideration", "温县人民政府", "温政复〔2022〕7号", "撤销答复，责令重新答复", 12, 36, "REVOKED", "GRANTED"
    ),
    1: Course("reconsideration", "温县人民政府", "温政复〔2022〕15号", "确认逾期答复违法", 15, 34, "DECLARED_UNLAWFUL"),
    2: Course("litigation_direct", _COURT, "（2022）豫0825行初12号", "撤销告知，责令处理", 25, 70, "CLAIM_DISMISSED"),
    3: Course("litigation_direct", _COURT, "（2022）豫0825行初19号", "撤销答复，责令公开", 30, 45, "WITHDRAWN"),
}


def taken_further(case: Answered, moment: datetime) -> Generator[datetime, None, None]:
    """The case of this request, if it has one, from its filing to what it orders."""
    course = COURSES.get(case.place)
    if course is None:
        return
    officer = case.stage.act(case.organ, Role.LEGAL_REVIEWER)
    filed = case.later(moment, course.waits)
    yield (moment := case.later(filed, 6))
    key = register_case(
        act=officer, agency=case.stage.agencies[case.organ], block=course.block, filed_on=filed.date(),
        request_id=case.key, copy_received_on=moment.date(),
        claim=Claim(course.body, case.subject, course.number, claimant="", claims=course.claims),
    ).case.id  # fmt: skip
    yield (moment := case.later(moment, 7))
    record_stage(act=officer, case_id=key, kind="ANSWERED")
    yield (decided := case.later(moment, course.takes))
    record_result(act=officer, case_id=key, detail=course.detail, on=decided.date(), received_on=decided.date())
    if course.again:
        yield (moment := case.later(decided, 1))
        record_effect(act=officer, case_id=key, effect="REMAKE")
        yield (moment := case.later(moment, 6))
        yield from case.answer_again(moment, course.again)
