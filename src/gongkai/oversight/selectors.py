"""Reads of this room: the authority its own cases, an agency those about itself."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.oversight.models import AccountabilityCase, DisclosureStaff, RectificationOrder, TrainingSession


def cases_for(act: Act) -> QuerySet[AccountabilityCase]:
    ids = visible_agency_ids(act)
    rows = AccountabilityCase.objects.filter(Q(agency_id__in=ids) | Q(responsible_agency_id__in=ids))
    return rows.select_related("agency", "responsible_agency")


def waiting_orders(act: Act) -> QuerySet[RectificationOrder]:
    """Orders not yet done, the most urgent first."""
    return (
        RectificationOrder.objects.filter(case__in=cases_for(act), done_on__isnull=True)
        .select_related("case__responsible_agency")
        .order_by("due_on", "id")
    )


def trainings_for(act: Act) -> QuerySet[TrainingSession]:
    rows = TrainingSession.objects.current().filter(agency_id__in=visible_agency_ids(act))
    return rows.select_related("agency").order_by("-happened_on", "-id")


def case_for(act: Act, key: int) -> AccountabilityCase:
    found = cases_for(act).filter(pk=key).first()
    if found is None:
        raise NotFound([Reason("case", "没有这个案件，或者它不属于本单位")])
    return found


def staff_for(act: Act) -> QuerySet[DisclosureStaff]:
    rows = DisclosureStaff.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("agency")
    return rows.order_by("until", "agency__path", "-full_time", "name")
