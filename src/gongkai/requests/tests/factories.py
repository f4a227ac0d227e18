"""A request counter with its people, and requests brought to a stage by the real use cases.

request = counter.received()                      # in person, today, a natural person
counter.reviewed(request)
counter.replied(request, "GRANTED")               # drafted, reviewed, signed, sent by four persons
"""

from __future__ import annotations

from datetime import date

from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.acts import Act
from gongkai.law.codes import make_resident_number
from gongkai.requests.applicants import Agent, Applicant, Application, Wanted
from gongkai.requests.models import InformationRequest, Reply
from gongkai.requests.proceedings import applicant_actor
from gongkai.requests.results import Decision
from gongkai.requests.usecases.approve_reply import approve_reply
from gongkai.requests.usecases.begin_review import begin_review
from gongkai.requests.usecases.deliver import deliver
from gongkai.requests.usecases.draft_reply import draft_reply
from gongkai.requests.usecases.legal_review import legal_review
from gongkai.requests.usecases.register import Registered, register
from gongkai.requests.usecases.send_reply import send_reply

NAME = "闻人芷若"
ID_NUMBER = make_resident_number("410825", date(1985, 3, 7), 127)
PHONE = "13803917788"
TEXT = "申请公开温县滨河路2021年道路维修资金安排文件，我家住滨河路18号。"


def applicant(category: str = "NATURAL_PERSON", **changed: str) -> Applicant:
    person = {
        "name": NAME,
        "contact": PHONE,
        "id_type": "RESIDENT_ID",
        "id_number": ID_NUMBER,
        "address": "温县滨河路18号",
    }
    firm = {"name": "怀川商贸有限公司", "contact": PHONE, "uscc": "", "handling_person": "司马青"}
    return Applicant(category, **{**(person if category == "NATURAL_PERSON" else firm), **changed})


def application(
    category: str = "NATURAL_PERSON", subject: str = "滨河路道路维修资金安排", **changed: str
) -> Application:
    return Application(applicant(category, **changed), Wanted(subject, TEXT), Agent())


class Counter:
    """The people of one agency's counter: clerk, drafter, lawyer, signer, head."""

    def __init__(self, cast: Cast, agency: Agency) -> None:
        self.cast = cast
        self.agency = agency
        self.clerk = cast.act(Role.REQUEST_OFFICER, agency=agency)
        self.drafter = cast.act(Role.DRAFTER, agency=agency)
        self.lawyer = cast.act(Role.LEGAL_REVIEWER, agency=agency)
        self.signer = cast.act(Role.APPROVER, agency=agency)
        self.head = cast.act(Role.OFFICE_HEAD, agency=agency)

    def on(self, day: date) -> None:
        self.cast.on(day)

    def registered(
        self, channel: str = "IN_PERSON", category: str = "NATURAL_PERSON", on: date | None = None
    ) -> Registered:
        return register(act=self.clerk, agency=self.agency, channel=channel, application=application(category), on=on)

    def received(self, category: str = "NATURAL_PERSON", on: date | None = None) -> InformationRequest:
        """Handed in at the counter: the day is the date of receipt."""
        return self.registered("IN_PERSON", category, on).request

    def reviewed(self, request: InformationRequest) -> InformationRequest:
        return begin_review(act=self.clerk, request_id=request.id, handling_unit="治安大队")

    def under_review(self, category: str = "NATURAL_PERSON", on: date | None = None) -> InformationRequest:
        return self.reviewed(self.received(category, on))

    def drafted(
        self, request: InformationRequest, outcome: str = "GRANTED", *grounds: str, submit: bool = True
    ) -> Reply:
        decision = Decision(outcome, tuple(grounds))
        return draft_reply(
            act=self.drafter, request_id=request.id, decision=decision, content="现将信息提供给您。", submit=submit
        )

    def signed(self, request: InformationRequest, outcome: str = "GRANTED", *grounds: str) -> Reply:
        self.drafted(request, outcome, *grounds)
        legal_review(act=self.lawyer, request_id=request.id)
        return approve_reply(act=self.signer, request_id=request.id)

    def replied(self, request: InformationRequest, outcome: str = "GRANTED", *grounds: str) -> Reply:
        self.signed(request, outcome, *grounds)
        return send_reply(act=self.clerk, request_id=request.id, delivery="POST", proof="SF1000000001")

    def delivered(self, request: InformationRequest, outcome: str = "GRANTED", *grounds: str) -> Reply:
        self.replied(request, outcome, *grounds)
        return deliver(act=self.clerk, request_id=request.id, proof="签收")

    def applicant(self, request: InformationRequest) -> Act:
        """The applicant, let in by number and query code."""
        return Act(
            applicant_actor(request.id), "申请人", None, self.agency.code, clock=self.cast.clock, source="portal"
        )
