"""The same applicant and the same text: for the repeat check, the fee by item, and REG 35. Found by keyed digests only."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.requests.models import InformationRequest
from gongkai.requests.models.case import PERSONAL_FIELDS


def earlier_by_same_applicant(request: InformationRequest) -> QuerySet[InformationRequest]:
    """Earlier requests of the applicant to this agency, newest first; those with the same text are repeats on their face."""
    rows = InformationRequest.objects.filter(agency_id=request.agency_id, applicant_index=request.applicant_index)
    return rows.filter(id__lt=request.id).defer(*PERSONAL_FIELDS).order_by("-id")


def same_text_elsewhere(request: InformationRequest) -> QuerySet[InformationRequest]:
    """The same text sent to other agencies (one question, one answer): for the competent authority."""
    rows = InformationRequest.objects.filter(description_index=request.description_index)
    return rows.filter(~Q(agency_id=request.agency_id)).defer(*PERSONAL_FIELDS).order_by("-id")


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
