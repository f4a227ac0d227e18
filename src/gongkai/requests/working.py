"""Who works on cases: the roles that may keep notes, ask other units, hand over, and see the applicant."""

from __future__ import annotations

from datetime import date

from gongkai.agencies.answering import answerer_of
from gongkai.agencies.models import Officer
from gongkai.agencies.rights import ids_written_for, require, roles_of
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.clock import legal_day
from gongkai.requests.models import InformationRequest

WORKERS = (Role.REQUEST_OFFICER, Role.DRAFTER, Role.LEGAL_REVIEWER, Role.APPROVER, Role.OFFICE_HEAD)


def require_worker(act: Act) -> None:
    require(act, *WORKERS)


def works_at(officer: Officer, request: InformationRequest, day: date) -> bool:
    """At the agency, at the office of the government that was asked, or at the authority that answers for the unit."""
    if request.agency_id in (officer.agency_id, officer.agency.supervises_id):
        return True
    return answerer_of(request.agency, day) == officer.agency


def may_handle(officer: Officer, act: Act) -> bool:
    """An active account with a role that works on cases."""
    return bool(roles_of(officer, legal_day(act.now)) & set(WORKERS))


def colleagues(request: InformationRequest, day: date) -> list[Officer]:
    """Officers a case may be given to, by name."""
    agencies = [request.agency_id, *request.agency.supervised_by.values_list("pk", flat=True)]
    answerer = answerer_of(request.agency, day)
    agencies += [] if answerer is None else [answerer.pk]
    rows = Officer.objects.filter(agency_id__in=agencies, is_active=True, grants__role__in=WORKERS)
    return list(rows.distinct().order_by("name", "id"))


def officers_of(act: Act) -> list[Officer]:
    """Active officers of the agencies the act writes for who work on cases, by name."""
    rows = Officer.objects.filter(agency_id__in=ids_written_for(act), is_active=True, grants__role__in=WORKERS)
    return list(rows.distinct().order_by("name", "id"))
