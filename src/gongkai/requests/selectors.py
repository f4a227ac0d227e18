"""Reads with the caller's rights: another agency's request is not found, an applicant is shown masked.

Opening the applicant's identity is an act of its own and stands in the log (domain section 9).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import may_see, require, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.clock import Reading
from gongkai.law.masks import mask_address, mask_person_name, mask_phone, mask_resident_number
from gongkai.law.states import OPEN_STATES, State
from gongkai.law.transitions import Transition, actions_offered
from gongkai.requests.errors import no_such_request
from gongkai.requests.ledger import composed, conventions_for, read_ledger
from gongkai.requests.models import InformationRequest, RequestEvent
from gongkai.requests.models.case import PERSONAL_FIELDS
from gongkai.requests.numbers import query_code_digest
from gongkai.requests.proceedings import tell, writes_for
from gongkai.requests.rules import working_calendar


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
    return requests_of(act).filter(state__in=[str(state) for state in waiting]).order_by("reply_due", "id")


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


def masked_applicant(act: Act, request_id: int) -> ApplicantView:
    """Who asked, with the masks of domain 7.4; the text itself may name persons and is not shown."""
    person = _with_person(act, request_id)
    organisation = person.category != "natural_person"
    return ApplicantView(
        name=person.applicant_name if organisation else mask_person_name(person.applicant_name),
        id_number=mask_resident_number(person.applicant_id_number),
        contact=mask_phone(person.applicant_contact),
        address=mask_address(person.applicant_address),
        description="",
        agent_name=mask_person_name(person.agent_name),
    )


def open_applicant(*, act: Act, request_id: int, because: str) -> ApplicantView:
    """Show the applicant in clear to an officer who works on the case, with a reason, logged."""
    refuse_if([] if because.strip() else [Reason("because", "请写明查看申请人信息的理由；查看将记入操作日志")])
    with transaction.atomic():
        person = _with_person(act, request_id)
        require(
            act, Role.REQUEST_OFFICER, Role.DRAFTER, Role.LEGAL_REVIEWER, Role.APPROVER, Role.OFFICE_HEAD,
            agency_id=person.agency_id,
        )  # fmt: skip
        tell(act, person, "applicant_opened", changed={"because": because})
    return ApplicantView(
        name=person.applicant_name,
        id_number=person.applicant_id_number,
        contact=person.applicant_contact,
        address=person.applicant_address,
        description=person.description,
        agent_name=person.agent_name,
    )


def _with_person(act: Act, request_id: int) -> InformationRequest:
    person = InformationRequest.objects.select_related("agency").filter(pk=request_id).first()
    if person is None or not may_see(act, person.agency_id):
        raise no_such_request()
    return person
