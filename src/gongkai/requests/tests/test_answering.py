"""A unit without accounts: the competent authority registers and answers; everything is the unit's; default deny."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.answering import answering
from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.agencies.usecases.entrust import entrust_requests
from gongkai.annual_report.compute import compute
from gongkai.audit.acts import Act
from gongkai.audit.models import AuditLine
from gongkai.requests.letter_documents import document_of
from gongkai.requests.models import InformationRequest
from gongkai.requests.results import Decision
from gongkai.requests.selectors import requests_of
from gongkai.requests.tests.factories import application
from gongkai.requests.usecases.acknowledge import acknowledge
from gongkai.requests.usecases.approve_reply import approve_reply
from gongkai.requests.usecases.begin_review import begin_review
from gongkai.requests.usecases.draft_reply import draft_reply
from gongkai.requests.usecases.legal_review import legal_review
from gongkai.requests.usecases.register import register
from gongkai.requests.usecases.send_reply import send_reply


def office(cast: Cast, *roles: Role) -> Act:
    """An officer of the county's competent authority, as the request rooms let them in."""
    return answering(cast.act(*roles, agency=cast.office))


def entrusted(cast: Cast) -> None:
    entrust_requests(act=cast.act(Role.OFFICE_HEAD, agency=cast.office), unit=cast.township, is_entrusted=True)


def registered(cast: Cast) -> InformationRequest:
    clerk = office(cast, Role.REQUEST_OFFICER)
    return register(act=clerk, agency=cast.township, channel="IN_PERSON", application=application()).request


def test_without_the_choice_of_the_unit_nobody_answers_for_it(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        registered(cast)
    assert office(cast, Role.REQUEST_OFFICER).answers_for == ()


def test_entrusted_the_office_registers_and_answers_and_all_of_it_is_the_units(cast: Cast) -> None:
    entrusted(cast)
    made = registered(cast)
    assert made.number.startswith("WENXIAN-XIANGYUN2022-")
    begin_review(act=office(cast, Role.REQUEST_OFFICER), request_id=made.pk, handling_unit="党政办",
                 handler=cast.officer(Role.REQUEST_OFFICER, agency=cast.office))  # fmt: skip
    draft_reply(act=office(cast, Role.DRAFTER), request_id=made.pk, decision=Decision("GRANTED"), content="现予公开。")
    legal_review(act=office(cast, Role.LEGAL_REVIEWER), request_id=made.pk)
    approve_reply(act=office(cast, Role.APPROVER), request_id=made.pk)
    reply = send_reply(act=office(cast, Role.REQUEST_OFFICER), request_id=made.pk, delivery="POST")
    assert reply.agency == cast.township
    cells = {
        agency.code: compute(agency, 2022, "own", cast.clock.now().date(), today=cast.clock.now().date()).values["table3.granted.total"]
        for agency in (cast.township, cast.office)
    }  # fmt: skip
    assert cells == {"wenxian-xiangyun": 1, "wenxian-zfb": 0}
    lines = AuditLine.objects.filter(event__startswith="requests.").order_by("sequence")
    assert {(line.chain, line.facts["answered_by"]) for line in lines} == {("wenxian-xiangyun", "wenxian-zfb")}


def test_the_letter_is_the_units(cast: Cast) -> None:
    cast.township.contact = {"phone": "0391-6200001", "address": "祥云镇政府街1号"}
    cast.township.save(update_fields=["contact"])
    entrusted(cast)
    clerk = office(cast, Role.REQUEST_OFFICER)
    done = register(act=clerk, agency=cast.township, channel="IN_PERSON", application=application())
    letter = acknowledge(act=clerk, request_id=done.request.pk, query_code=done.query_code)
    letter.refresh_from_db()
    document = document_of(letter)
    assert document.agency == "温县祥云镇人民政府"
    assert "0391-6200001" in "".join(document.paragraphs)
    assert "办公室" not in str(document.as_json())


def test_the_right_holds_in_the_request_rooms_only(cast: Cast) -> None:
    entrusted(cast)
    registered(cast)
    act = office(cast, Role.REQUEST_OFFICER)
    assert requests_of(act).count() == 1
    assert act.for_own().works_for == (cast.government.pk,)
    assert requests_of(act.for_own()).count() == 0


def test_no_other_unit_of_the_county_gains_anything(cast: Cast) -> None:
    entrusted(cast)
    made = registered(cast)
    for agency in (cast.police, cast.government, cast.neighbour):
        other = answering(cast.act(Role.REQUEST_OFFICER, Role.DRAFTER, agency=agency))
        with pytest.raises(NotFound):
            begin_review(act=other, request_id=made.pk, handling_unit="某股")


def test_it_ends_when_the_unit_has_a_counter_of_its_own_and_when_it_is_given_back(cast: Cast) -> None:
    entrusted(cast)
    head = cast.act(Role.OFFICE_HEAD, agency=cast.office)
    assert office(cast, Role.REQUEST_OFFICER).answers_for == (cast.township.pk,)
    entrust_requests(act=head, unit=cast.township, is_entrusted=False)
    assert office(cast, Role.REQUEST_OFFICER).answers_for == ()
    cast.on(date(2022, 3, 2))
    entrusted(cast)
    cast.officer(Role.REQUEST_OFFICER, agency=cast.township)
    assert office(cast, Role.REQUEST_OFFICER).answers_for == ()


def test_only_the_authority_of_the_area_may_take_it_on_and_only_where_nobody_is(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        entrust_requests(act=cast.act(Role.OFFICE_HEAD, agency=cast.police), unit=cast.township, is_entrusted=True)
    with pytest.raises(NotAllowed):
        entrust_requests(act=cast.act(Role.DRAFTER, agency=cast.office), unit=cast.township, is_entrusted=True)
    cast.officer(Role.REQUEST_OFFICER, agency=cast.market)
    with pytest.raises(Refused, match="已有受理员账号"):
        entrust_requests(act=cast.act(Role.OFFICE_HEAD, agency=cast.office), unit=cast.market, is_entrusted=True)
