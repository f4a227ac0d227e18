"""Reads with the caller's rights: another agency's case is not found."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.remedies.clocks import CaseClock, clock_of
from gongkai.remedies.models import CaseResult, CaseStage, RemedyCase


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with its stages, its result, and the days that are due in it."""

    case: RemedyCase
    stages: tuple[CaseStage, ...]
    result: CaseResult | None
    clock: CaseClock


def cases_of(act: Act) -> QuerySet[RemedyCase]:
    """The cases this act may see, newest first, without what names a party."""
    rows = RemedyCase.objects.filter(agency_id__in=visible_agency_ids(act))
    return rows.select_related("agency").defer("claimant", "claims").order_by("-id")


def pending_cases(act: Act) -> QuerySet[RemedyCase]:
    """Those without a result."""
    return cases_of(act).filter(~Exists(CaseResult.objects.current().filter(case=OuterRef("pk"))))


def case_view(act: Act, case_id: int) -> CaseView:
    """Raises NotFound for none and for another agency's."""
    case = cases_of(act).filter(pk=case_id).first()
    if case is None:
        raise NotFound([Reason("case", "没有这件案件，或者不属于本单位办理")])
    stages = list(CaseStage.objects.filter(case=case).order_by("sequence"))
    return CaseView(case, tuple(stages), CaseResult.objects.current().filter(case=case).first(), clock_of(case, stages))
