"""The days by which the agency, the body and the applicant must act in a case: computed from its stages, with their articles.

The number of days stands in ``law.limits``; the day a stage happened decides which law applies.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.agencies.calendars import working_calendar
from gongkai.law.errors import LawError
from gongkai.law.explain import Due
from gongkai.law.single_limit import single_limit
from gongkai.remedies.models import Block, CaseStage, RemedyCase, StageKind


@dataclass(frozen=True, slots=True)
class CaseClock:
    """What is due in a case; None where its stage has not come or the law sets no limit."""

    answer_due: Due | None
    decision_due: Due | None
    suit_until: Due | None


def clock_of(case: RemedyCase, stages: list[CaseStage] | None = None) -> CaseClock:
    """The agency's answer with its evidence, the body's decision, the applicant's suit after the decision."""
    days = {stage.kind: stage.on for stage in (case.stages.all() if stages is None else stages)}
    reconsidered = case.block == Block.RECONSIDERATION
    return CaseClock(
        answer_due=_due(answer_limit(case), days.get(StageKind.COPY_RECEIVED)),
        decision_due=_due(_decision_limit(case), days.get(StageKind.ACCEPTED)) if reconsidered else None,
        suit_until=_due("litigation_after_reconsideration", days.get(StageKind.DECISION_RECEIVED))
        if reconsidered
        else None,
    )


def answer_limit(case: RemedyCase) -> str:
    """The name of the limit for the agency's answer."""
    if case.block != Block.RECONSIDERATION:
        return "court_answer"
    return "reconsideration_answer_simplified" if case.simplified else "reconsideration_answer"


def _decision_limit(case: RemedyCase) -> str:
    return "reconsideration_decision_simplified" if case.simplified else "reconsideration_decision"


def simplified_exists(on: date) -> bool:
    """Whether reconsideration knew the simplified procedure on a day (since REC23)."""
    try:
        return single_limit("reconsideration_answer_simplified", on, working_calendar()) is not None
    except LawError:
        return False


def _due(limit: str, start: date | None) -> Due | None:
    return None if start is None else single_limit(limit, start, working_calendar())
