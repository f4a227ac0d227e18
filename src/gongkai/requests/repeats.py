"""The same applicant and the same text: for the repeat check, the fee by item, and REG 35. Found by keyed digests only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.requests.models import InformationRequest, Reply
from gongkai.requests.models.case import PERSONAL_FIELDS
from gongkai.requests.replies import last_sent

MOST_COMPARED = 30


def earlier_by_same_applicant(request: InformationRequest) -> QuerySet[InformationRequest]:
    """Earlier requests of the applicant to this agency, newest first; those with the same text are repeats on their face."""
    rows = InformationRequest.objects.filter(agency_id=request.agency_id, applicant_index=request.applicant_index)
    return rows.filter(id__lt=request.id).defer(*PERSONAL_FIELDS).order_by("-id")


def same_text_elsewhere(request: InformationRequest) -> QuerySet[InformationRequest]:
    """The same text sent to other agencies (one question, one answer): for the competent authority."""
    rows = InformationRequest.objects.filter(description_index=request.description_index)
    return rows.filter(~Q(agency_id=request.agency_id)).defer(*PERSONAL_FIELDS).order_by("-id")


def asked_by_others(request: InformationRequest) -> int:
    """How many other applicants asked this agency for the same: a reason to publish it for all (REG 44)."""
    rows = InformationRequest.objects.filter(agency_id=request.agency_id, description_index=request.description_index)
    return rows.exclude(applicant_index=request.applicant_index).values("applicant_index").distinct().count()


def place_in_month(request: InformationRequest) -> int:
    """Which of the applicant's requests to this agency in the calendar month of receipt this is, from 1 (FEE 4).

    0 while there is no date of receipt. Requests received on one day count in the order of registration.
    """
    day = request.date_of_receipt
    if day is None:
        return 0
    same = InformationRequest.objects.filter(
        agency_id=request.agency_id, applicant_index=request.applicant_index,
        date_of_receipt__gte=date(day.year, day.month, 1),
    )  # fmt: skip
    return same.filter(Q(date_of_receipt__lt=day) | Q(date_of_receipt=day, id__lte=request.id)).count()


@dataclass(frozen=True, slots=True)
class Alike:
    """An earlier request to look at before another is registered: how alike the texts are (1 is the same), and its reply."""

    request: InformationRequest
    likeness: float
    same_applicant: bool
    reply: Reply | None

    @property
    def percent(self) -> int:
        return round(self.likeness * 100)


def alike(agency_id: int, applicant_index: str, description: str, description_index: str) -> list[Alike]:
    """Earlier requests of the same applicant to the agency by likeness of the text, and the same text of anybody."""
    mine = InformationRequest.objects.filter(agency_id=agency_id, applicant_index=applicant_index)
    theirs = InformationRequest.objects.filter(agency_id=agency_id, description_index=description_index)
    hidden = [name for name in PERSONAL_FIELDS if name != "description"]
    found = [
        Alike(one, _likeness(description, one.description), True, last_sent(one))
        for one in mine.defer(*hidden).order_by("-id")[:MOST_COMPARED]
    ]
    known = {one.request.pk for one in found}
    found += [
        Alike(one, 1.0, False, last_sent(one))
        for one in theirs.defer(*PERSONAL_FIELDS).order_by("-id")[:5]
        if one.pk not in known
    ]
    return sorted(found, key=lambda one: -one.likeness)[:10]


def _likeness(one: str, other: str) -> float:
    """Shared pairs of characters over all pairs (Dice); order and punctuation hardly matter."""
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return float(one == other)
    return 2 * len(first & second) / (len(first) + len(second))


def _pairs(text: str) -> set[str]:
    plain = "".join(character for character in text if character.isalnum())
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
