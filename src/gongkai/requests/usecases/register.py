"""Register a request that came in by any channel; the channel decides whether its date of receipt is already fixed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.errors import NotAllowed, Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.applicants import Channel
from gongkai.law.states import State
from gongkai.requests.applicants import Application, faults
from gongkai.requests.errors import not_in_future
from gongkai.requests.ledger import conventions_for
from gongkai.requests.models import InformationRequest
from gongkai.requests.numbers import new_query_code, query_code_digest, request_number
from gongkai.requests.proceedings import Proceeding, add_line, conclude
from gongkai.requests.typed import one_line

PORTAL = "portal"
# What a request's coming in is called in the ledger, by channel (REG 31).
_FIRST_EVENT = {
    Channel.IN_PERSON: "submitted",
    Channel.REGISTERED_MAIL: "arrived",
    Channel.ORDINARY_MAIL: "arrived",
    Channel.INTERNET: "submitted",
    Channel.FAX: "arrived",
}


@dataclass(frozen=True, slots=True)
class Registered:
    """The new request and its query code, which is shown this once and cannot be read back."""

    request: InformationRequest
    query_code: str


def register(
    *,
    act: Act,
    agency: Agency,
    channel: str,
    application: Application,
    on: date | None = None,
    submitted_at: datetime | None = None,
    handling_unit: str = "",
) -> Registered:
    """Give a number and a query code, and open the ledger with the day it came in.

    An officer registers for the own agency (REQUEST_OFFICER); the online form registers for the applicant. Raises
    Refused with everything to mend, NotAllowed without the role.
    """
    day = on or act.today
    _require_registrar(act, agency, channel)
    refuse_if(_reasons(act, channel, application, day))
    code = new_query_code()
    with transaction.atomic():
        request = _new_request(act, agency, Channel(channel), application, code)
        request.submitted_at, request.handling_unit = submitted_at, handling_unit
        request.save(force_insert=True)
        proceeding = Proceeding(act, request, [], working_calendar(), conventions_for(request))
        add_line(proceeding, _FIRST_EVENT[Channel(channel)], day)
        conclude(proceeding, "registered", {"channel": channel, "category": request.category, "on": day})
    return Registered(request, code)


def _require_registrar(act: Act, agency: Agency, channel: str) -> None:
    if act.agency_id is None and act.source == PORTAL:
        if channel != Channel.INTERNET:
            raise NotAllowed([Reason("channel", "网上表单只能登记互联网渠道的申请")])
        return
    require(act, Role.REQUEST_OFFICER, agency_id=agency.id)


def _reasons(act: Act, channel: str, application: Application, day: date) -> Iterator[Reason]:
    if channel not in Channel.__members__:
        yield Reason("channel", f"请选择申请渠道：{'、'.join(one.label_zh for one in Channel)}")
    yield from not_in_future("on", day, act.today)
    yield from faults(application, act.today, complete=act.source == PORTAL)


def _new_request(act: Act, agency: Agency, channel: Channel, application: Application, code: str) -> InformationRequest:
    applicant, agent, wanted = application.applicant, application.agent, application.wanted
    return InformationRequest(
        agency=agency,
        number=request_number(act, agency),
        query_code_digest=query_code_digest(code),
        registered_at=act.now,
        registered_by=act.actor_id,
        channel=channel,
        category=applicant.column,
        applicant_name=applicant.name.strip(),
        applicant_id_type=applicant.id_type,
        applicant_id_number=applicant.id_number,
        applicant_contact=applicant.contact,
        applicant_address=applicant.address,
        handling_person=applicant.handling_person,
        organisation_uscc=applicant.uscc,
        identity_proof_id=application.identity_proof_id,
        applicant_index=applicant.index,
        agent_name=agent.name,
        agent_id_number=agent.id_number,
        agent_contact=agent.contact,
        power_of_attorney_id=agent.power_of_attorney_id,
        subject=one_line(wanted.subject),
        description=wanted.description,
        description_index=wanted.index,
        wanted_form=wanted.form,
        wanted_delivery=wanted.delivery,
        state=State.AWAITING_CONFIRMATION,
    )
