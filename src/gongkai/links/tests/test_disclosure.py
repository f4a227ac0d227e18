"""Granted on application, published for all (REG 44): proposed, decided by another, drafted; suggested when several asked."""

from __future__ import annotations

import pytest

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.models import AuditLine
from gongkai.desk.requests.waiting_disclosure import tasks
from gongkai.links.disclosure import suggestions
from gongkai.links.models import DisclosureProposal
from gongkai.links.usecases.move_to_disclosure import decide_disclosure, draft_disclosure, propose_disclosure
from gongkai.requests.models import InformationRequest
from gongkai.requests.tests.factories import Counter, application
from gongkai.requests.usecases.begin_review import begin_review
from gongkai.requests.usecases.register import register


@pytest.fixture
def counter(cast: Cast) -> Counter:
    return Counter(cast, cast.police)


def granted(counter: Counter, outcome: str = "GRANTED") -> InformationRequest:
    made = counter.under_review()
    counter.replied(made, outcome)
    return made


def proposed(counter: Counter) -> DisclosureProposal:
    return propose_disclosure(act=counter.clerk, request_id=granted(counter).pk, because="多人申请同一信息")


def test_proposed_decided_and_drafted_it_is_an_ordinary_draft_tied_to_the_request(counter: Counter) -> None:
    made = proposed(counter)
    decide_disclosure(act=counter.head, proposal_id=made.pk, is_accepted=True)
    done = draft_disclosure(
        act=counter.drafter, proposal_id=made.pk, kind="notice", column="A20-15", title="滨河路维修资金安排"
    )
    assert done.item is not None
    assert (done.state, done.item.title, done.item.agency, done.item.body_html) == (
        "DRAFTED", "滨河路维修资金安排", counter.agency, "",
    )  # fmt: skip
    events = AuditLine.objects.filter(event__startswith="links.").order_by("sequence").values_list("event", flat=True)
    assert list(events) == ["links.disclosure_proposed", "links.disclosure_accepted", "links.disclosure_drafted"]


def test_refused_with_a_reason_it_may_be_proposed_again(counter: Counter) -> None:
    made = proposed(counter)
    with pytest.raises(Refused, match="写明理由"):
        decide_disclosure(act=counter.head, proposal_id=made.pk, is_accepted=False)
    decide_disclosure(act=counter.head, proposal_id=made.pk, is_accepted=False, answer="涉及个案")
    again = propose_disclosure(act=counter.clerk, request_id=made.request_id, because="又有三人申请")
    assert DisclosureProposal.objects.filter(request_id=made.request_id).count() == 2
    with pytest.raises(Refused, match="已经建议"):
        propose_disclosure(act=counter.clerk, request_id=again.request_id, because="又有三人申请")


def test_only_what_was_granted_is_proposed_and_nobody_decides_the_own_proposal(counter: Counter) -> None:
    with pytest.raises(Refused, match="予以公开"):
        propose_disclosure(act=counter.clerk, request_id=granted(counter, "UNABLE_NOT_EXISTING").pk, because="多人申请")
    own = propose_disclosure(act=counter.head, request_id=granted(counter).pk, because="多人申请")
    with pytest.raises(Refused, match="不能自行决定"):
        decide_disclosure(act=counter.head, proposal_id=own.pk, is_accepted=True)
    with pytest.raises(NotAllowed):
        decide_disclosure(act=counter.clerk, proposal_id=own.pk, is_accepted=True)


def test_another_agency_finds_nothing(counter: Counter) -> None:
    made = proposed(counter)
    other = counter.cast.act(Role.OFFICE_HEAD, Role.REQUEST_OFFICER, agency=counter.cast.market)
    for attempt in (
        lambda: propose_disclosure(act=other, request_id=made.request_id, because="多人申请"),
        lambda: decide_disclosure(act=other, proposal_id=made.pk, is_accepted=True),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_what_two_applicants_asked_is_suggested_until_somebody_proposes(counter: Counter) -> None:
    made = granted(counter)
    own = [counter.agency.pk]
    assert suggestions(counter.clerk, own, 10) == []
    second = register(
        act=counter.clerk, agency=counter.agency, channel="IN_PERSON", application=application("COMMERCIAL_ENTERPRISE")
    )
    begin_review(act=counter.clerk, request_id=second.request.pk, handling_unit="法规股")
    (found,) = suggestions(counter.clerk, own, 10)
    assert (found.request, found.applicants) == (made, 2)
    assert [task.what for task in tasks(counter.clerk)] == ["2名申请人申请同一信息，可以建议转为主动公开"]
    propose_disclosure(act=counter.clerk, request_id=made.pk, because="两人申请")
    assert suggestions(counter.clerk, own, 10) == []
    assert [task.what for task in tasks(counter.head)] == ["决定是否转为主动公开"]
