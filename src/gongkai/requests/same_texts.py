"""One applicant's one text at many units (一事多投): shown to the competent authority, so that one question gets one answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Max

from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.requests.models import Closing, InformationRequest
from gongkai.requests.models.case import PERSONAL_FIELDS

MOST = 100
A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class SameText:
    """The requests of one applicant with one text, at several agencies of the area, oldest first; ``rows`` of table 3 so far."""

    requests: tuple[InformationRequest, ...]
    rows: frozenset[str]

    @property
    def outcomes_differ(self) -> bool:
        return len(self.rows) > 1


def same_texts(act: Act) -> list[SameText]:
    """Those received in the last year, the newest groups first; nobody is named, the agencies and their subject lines are."""
    seen = InformationRequest.objects.filter(
        agency_id__in=visible_agency_ids(act), date_of_receipt__gte=act.today - A_YEAR
    ).exclude(applicant_index="")
    groups = (
        seen.values("applicant_index", "description_index")
        .annotate(units=Count("agency_id", distinct=True), newest=Max("id"))
        .filter(units__gt=1)
        .order_by("-newest")[:MOST]
    )
    found = []
    for group in groups:
        rows = seen.filter(applicant_index=group["applicant_index"], description_index=group["description_index"])
        requests = tuple(rows.select_related("agency").defer(*PERSONAL_FIELDS).order_by("id"))
        closed = Closing.objects.current().filter(request__in=requests).values_list("row", flat=True)
        found.append(SameText(requests, frozenset(closed)))
    return found
