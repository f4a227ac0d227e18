"""What was granted on application and might be published for all (REG 44): what was proposed, and what is asked for again and again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, QuerySet

from gongkai.audit.acts import Act
from gongkai.law.outcomes import OUTCOMES, OutcomeGroup
from gongkai.links.models import DisclosureProposal
from gongkai.requests.models import Closing, InformationRequest
from gongkai.requests.selectors import requests_of

SEVERAL = 2
"""Applicants who asked for the same before it is suggested; the law says 多个, ours."""
A_YEAR, LOOKED_AT = timedelta(days=365), 200
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
    """Texts granted of late that several applicants sent, and nobody proposed anything yet; most asked first.

    The latest grants of a year are looked at, ``LOOKED_AT`` at most: the list is counted with every page of the desk.
    """
    granted = Closing.objects.current().filter(agency_id__in=agencies, outcome__in=_GRANTED)
    latest = granted.filter(happened_on__gte=act.today - A_YEAR).order_by("-happened_on", "-id")[:LOOKED_AT]
    texts = {index: pk for pk, index in latest.values_list("request_id", "request__description_index") if index}
    own = InformationRequest.objects.filter(agency_id__in=agencies, description_index__in=texts)
    proposed = DisclosureProposal.objects.filter(request__in=own).values_list("request__description_index", flat=True)
    often = own.order_by().values("description_index").annotate(applicants=Count("applicant_index", distinct=True))
    asked = {row["description_index"]: row["applicants"] for row in often if row["applicants"] >= SEVERAL}
    for index in set(proposed):
        asked.pop(index, None)
    chosen = sorted(asked, key=lambda index: (-asked[index], texts[index]))[:most]
    seen = requests_of(act).in_bulk([texts[index] for index in chosen])
    return [Suggestion(seen[texts[index]], asked[index]) for index in chosen if texts[index] in seen]
