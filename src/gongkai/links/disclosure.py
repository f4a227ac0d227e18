"""What was granted on application and might be published for all (REG 44): what was proposed, and what is asked for again and again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, Min, OuterRef, QuerySet

from gongkai.audit.acts import Act
from gongkai.law.outcomes import OUTCOMES, OutcomeGroup
from gongkai.links.models import DisclosureProposal
from gongkai.requests.models import Closing, InformationRequest
from gongkai.requests.selectors import requests_of

SEVERAL = 2
"""Applicants who asked for the same before it is suggested; the law says 多个, ours."""
A_YEAR = timedelta(days=365)
_GRANTED = [code for code, one in OUTCOMES.items() if one.group == OutcomeGroup.GRANTED]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A granted request whose very text several applicants sent."""

    request: InformationRequest
    applicants: int


def is_granted(request: InformationRequest) -> bool:
    return Closing.objects.current().filter(request=request, outcome__in=_GRANTED).exists()


def proposal_of(request: InformationRequest) -> DisclosureProposal | None:
    """The latest one."""
    rows = DisclosureProposal.objects.filter(request=request)
    return rows.select_related("proposed_by", "decided_by", "item").order_by("-id").first()


def proposals(act: Act, agencies: Collection[int], state: str) -> QuerySet[DisclosureProposal]:
    seen = requests_of(act).filter(agency_id__in=agencies)
    rows = DisclosureProposal.objects.filter(state=state, request__in=seen).select_related("request")
    return rows.defer("because", "answer").order_by("id")


def suggestions(act: Act, agencies: Collection[int], most: int) -> list[Suggestion]:
    """Texts several applicants sent to one agency within a year, one of which was granted, and nobody proposed anything yet."""
    recent = requests_of(act).filter(agency_id__in=agencies, date_of_receipt__gte=act.today - A_YEAR)
    granted = Closing.objects.current().filter(request_id=OuterRef("pk"), outcome__in=_GRANTED)
    proposed = DisclosureProposal.objects.filter(
        request__agency_id=OuterRef("agency_id"), request__description_index=OuterRef("description_index")
    )
    often = (
        recent.order_by()
        .values("agency_id", "description_index")
        .annotate(applicants=Count("applicant_index", distinct=True))
    )
    often = often.filter(applicants__gte=SEVERAL).exclude(description_index="").order_by("-applicants")[:most]
    found = []
    for row in often:
        alike = recent.filter(agency_id=row["agency_id"], description_index=row["description_index"])
        first = alike.filter(Exists(granted), ~Exists(proposed)).aggregate(first=Min("pk"))["first"]
        if first is not None:
            found.append(Suggestion(alike.get(pk=first), row["applicants"]))
    return found
