"""Reads with the caller's rights: another agency's request is not found, an applicant is shown masked.

Opening the applicant's identity is an act of its own (``usecases.open_applicant``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import F, QuerySet

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.rights import may_see, visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.law.applicants import ApplicantCategory
from gongkai.law.clock import Reading
from gongkai.law.masks import mask_address, mask_person_name, mask_phone, mask_resident_number
from gongkai.law.states import OPEN_STATES, State
from gongkai.law.transitions import Transition, actions_offered
from gongkai.privacy.detection import masked_text
from gongkai.requests.errors import no_such_request
from gongkai.requests.ledger import composed, conventions_for, read_ledger
from gongkai.requests.models import InformationRequest, RequestEvent
from gongkai.requests.models.case import PERSONAL_FIELDS
from gongkai.requests.numbers import query_code_digest
from gongkai.requests.proceedings import writes_for


@dataclass(frozen=True, slots=True)
class CaseView:
    """A request as it stands today: the law's reading, the state shown, and what may be done from it."""

    request: InformationRequest
    reading: Reading
    state: State
    actions: tuple[Transition, ...]


@dataclass(frozen=True, slots=True)
class ApplicantView:
    """Who asked, masked or open."""

    name: str
    id_number: str
    contact: str
    address: str
    description: str
    agent_name: str
    handling_person: str = ""
    agent_id_number: str = ""
    agent_contact: str = ""


def requests_of(act: Act) -> QuerySet[InformationRequest]:
    """The requests this act may see, without personal fields."""
    rows = InformationRequest.objects.filter(agency_id__in=visible_agency_ids(act))
    return rows.select_related("agency").defer(*PERSONAL_FIELDS)


def request_of(act: Act, request_id: int) -> InformationRequest:
    """Raises NotFound for none and for another agency's: the two are not told apart."""
    request = requests_of(act).filter(pk=request_id).first()
    if request is None:
        raise no_such_request()
    return request


def open_requests(act: Act) -> QuerySet[InformationRequest]:
    """Everything a reply is still owed on, the nearest due day first; requests that wait for the applicant come last."""
    waiting = (*OPEN_STATES, State.AWAITING_CONFIRMATION)
    return (
        requests_of(act)
        .filter(state__in=[str(state) for state in waiting])
        .order_by(F("reply_due").asc(nulls_last=True), "id")
    )


def case_view(act: Act, request_id: int) -> CaseView:
    """A request with its dates, explained, as of today."""
    request = request_of(act, request_id)
    reading = reading_of(request, act.today)
    state = composed(request, reading.state)
    actions = actions_offered(state) if writes_for(act, request.agency_id) else ()
    return CaseView(request, reading, state, actions)


def reading_of(request: InformationRequest, today: date) -> Reading:
    """What the law says of a request on a day, from its ledger."""
    events = list(RequestEvent.objects.filter(request_id=request.id).order_by("sequence"))
    return read_ledger(request, events, working_calendar(), conventions_for(request), today)


def tracked(number: str, query_code: str) -> InformationRequest:
    """The request an applicant follows. Raises NotFound, without telling which of the two was wrong."""
    rows = InformationRequest.objects.select_related("agency").defer(*PERSONAL_FIELDS)
    request = rows.filter(number=number.strip(), query_code_digest=query_code_digest(query_code)).first()
    if request is None:
        raise no_such_request()
    return request


def version_of(request_id: int) -> int | None:
    """Rises with every act on the case; asked at every look of an applicant, so as one plain statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT version FROM requests_request WHERE id = %s", [request_id])
        row = cursor.fetchone()
    return None if row is None else int(row[0])


def masked_applicant(act: Act, request_id: int) -> ApplicantView:
    """Who asked, with the masks of domain 7.4; what the text says of persons is masked as far as it is recognised."""
    person = with_person(act, request_id)
    organisation = person.category != ApplicantCategory.NATURAL_PERSON.column
    return ApplicantView(
        name=person.applicant_name if organisation else mask_person_name(person.applicant_name),
        id_number=mask_resident_number(person.applicant_id_number),
        contact=mask_phone(person.applicant_contact),
        address=mask_address(person.applicant_address),
        description=masked_text(person.description, _names(person)),
        agent_name=mask_person_name(person.agent_name),
        handling_person=mask_person_name(person.handling_person),
    )


def _names(person: InformationRequest) -> tuple[str, ...]:
    """Persons known to stand in the text: the applicant where it is one, and who acts for them."""
    applicant = (person.applicant_name,) if person.category == ApplicantCategory.NATURAL_PERSON.column else ()
    return (*applicant, person.handling_person, person.agent_name)


def with_person(act: Act, request_id: int) -> InformationRequest:
    """A request with its personal fields, for the few places that show them. Raises NotFound."""
    person = InformationRequest.objects.select_related("agency").filter(pk=request_id).first()
    if person is None or not may_see(act, person.agency_id):
        raise no_such_request()
    return person
