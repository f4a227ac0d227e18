"""Reads: masked by default, opened with a logged reason, hidden from others; the applicant's own key to the case."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.audit.models import AuditLine
from gongkai.requests.models import InformationRequest
from gongkai.requests.selectors import case_view, masked_applicant, open_requests, request_of, tracked
from gongkai.requests.tests.factories import ID_NUMBER, NAME, PHONE, Counter
from gongkai.requests.usecases.open_applicant import open_applicant


def test_the_applicant_is_masked_until_opened_with_a_reason(counter: Counter) -> None:
    request = counter.received()
    masked = masked_applicant(counter.drafter, request.id)
    assert (masked.name, masked.contact) == ("闻人**", "138******88")
    assert "滨河路18号" not in masked.description
    assert "维修资金安排文件" in masked.description
    assert masked.id_number == ID_NUMBER[:4] + "*" * 12 + ID_NUMBER[-2:]
    with pytest.raises(Refused, match="理由"):
        open_applicant(act=counter.drafter, request_id=request.id, because=" ")
    opened = open_applicant(act=counter.drafter, request_id=request.id, because="制作答复书")
    assert (opened.name, opened.contact) == (NAME, PHONE)
    open_applicant(act=counter.drafter, request_id=request.id)
    assert AuditLine.objects.filter(event="requests.applicant_opened").count() == 1
    assert AuditLine.objects.filter(event="requests.applicant_seen").count() == 1


def test_a_supervisor_sees_the_case_but_does_not_open_the_applicant(counter: Counter) -> None:
    request = counter.received()
    supervisor = counter.cast.act(Role.SUPERVISOR)
    assert request_of(supervisor, request.id) == request
    assert case_view(supervisor, request.id).actions == ()
    with pytest.raises(NotAllowed):
        open_applicant(act=supervisor, request_id=request.id, because="检查")


def test_an_officer_of_another_agency_finds_nothing(counter: Counter) -> None:
    request = counter.received()
    stranger = counter.cast.act(Role.REQUEST_OFFICER, agency=counter.cast.market)
    for read in (request_of, case_view, masked_applicant):
        with pytest.raises(NotFound):
            read(stranger, request.id)
    assert list(open_requests(stranger)) == []


def test_number_and_query_code_open_the_case_and_nothing_else_does(counter: Counter) -> None:
    registered = counter.registered("INTERNET")
    number, code = registered.request.number, registered.query_code
    assert tracked(number, code.upper()) == registered.request
    for wrong in ((number, "22222-22222"), ("WENXIAN-GAJ2022-0099", code)):
        with pytest.raises(NotFound):
            tracked(*wrong)
    assert code.replace("-", "") not in repr(InformationRequest.objects.values().get())


def test_the_board_puts_the_nearest_day_first_and_drops_what_is_done(counter: Counter) -> None:
    counter.on(date(2022, 3, 1))
    first = counter.under_review()
    counter.replied(counter.under_review())
    counter.on(date(2022, 3, 4))
    second = counter.received()
    assert list(open_requests(counter.clerk)) == [first, second]


def test_the_view_tells_the_days_and_what_may_be_done(counter: Counter) -> None:
    counter.on(date(2022, 3, 1))
    request = counter.under_review()
    counter.on(date(2022, 3, 31))
    view = case_view(counter.clerk, request.id)
    assert (view.state, view.reading.reply_due) == ("UNDER_REVIEW", date(2022, 3, 29))
    assert {"draft_reply", "ask_correction", "extend"} <= {move.action for move in view.actions}
    assert "archive" not in {move.action for move in view.actions}
