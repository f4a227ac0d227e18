"""What table 3 counts: by year of receipt and of result, as known on a day, and never changed by later acts."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from gongkai.agencies.tests.factories import RunningClock
from gongkai.measures.registry import Question
from gongkai.requests.counts import MEASURES
from gongkai.requests.models import Closing, InformationRequest, Receipt, Reply, RequestEvent
from gongkai.requests.projections import rebuild, verify
from gongkai.requests.tests.factories import NAME, Counter
from gongkai.requests.usecases.correct_category import correct_category
from gongkai.requests.usecases.reopen import reopen
from gongkai.requests.usecases.withdraw import withdraw

BY_NAME = {measure.name: measure for measure in MEASURES}


def figures(counter: Counter, year: int, as_of: date) -> dict[str, int]:
    question = Question((counter.agency.id,), date(year, 1, 1), date(year, 12, 31), as_of)
    return {name.removeprefix("requests."): measure.count(question) for name, measure in BY_NAME.items()}


def test_a_request_over_the_turn_of_the_year(counter: Counter) -> None:
    counter.on(date(2021, 12, 20))
    request = counter.under_review()
    counter.on(date(2022, 1, 10))
    counter.replied(request, "UNABLE_NOT_EXISTING")
    last = date(2023, 3, 31)
    assert figures(counter, 2021, last) == {
        "received": 1,
        "carried_in": 0,
        "carried_out": 1,
        "closed": 0,
        "fees_collected": 0,
    }
    assert figures(counter, 2022, last) == {
        "received": 0,
        "carried_in": 1,
        "carried_out": 0,
        "closed": 1,
        "fees_collected": 0,
    }
    assert figures(counter, 2022, date(2022, 1, 9))["carried_out"] == 1


def test_a_request_entered_late_is_not_known_before(counter: Counter) -> None:
    counter.on(date(2022, 1, 12))
    counter.received(on=date(2021, 12, 30))
    assert figures(counter, 2021, date(2022, 1, 11))["received"] == 0
    assert figures(counter, 2021, date(2022, 1, 12))["received"] == 1


def test_a_reopened_case_changes_no_earlier_figure(counter: Counter) -> None:
    request = counter.under_review()
    counter.on(date(2022, 3, 8))
    withdraw(act=counter.clerk, request_id=request.id)
    counter.on(date(2023, 2, 1))
    reopen(act=counter.head, request_id=request.id, because="撤回系误登")
    assert figures(counter, 2022, date(2022, 12, 31))["closed"] == 1
    assert figures(counter, 2022, date(2023, 1, 31))["closed"] == 1
    assert figures(counter, 2022, date(2023, 2, 1))["closed"] == 0
    assert figures(counter, 2022, date(2023, 2, 1))["carried_out"] == 1


def test_columns_and_rows_are_the_keys_of_the_form(counter: Counter) -> None:
    counter.replied(counter.under_review("OTHER"), "NOT_PROCESSED_PETITION")
    question = Question((counter.agency.id,), date(2022, 1, 1), date(2022, 12, 31), date(2022, 12, 31))
    grouped = BY_NAME["requests.closed"].grouped(question, ("category", "row"))
    assert grouped == {("other_organisation", "not_processed.petition"): 1}
    assert BY_NAME["requests.received"].count(question, {"category": "natural_person"}) == 0


def test_a_line_and_a_detail_name_nobody(counter: Counter) -> None:
    request = counter.under_review()
    counter.delivered(request, "REFUSED_PROCESS_INFORMATION")
    question = Question((counter.agency.id,), date(2022, 1, 1), date(2022, 12, 31), date(2022, 12, 31))
    measure = BY_NAME["requests.closed"]
    fact = measure.narrowed(question).select_related(*measure.related).get()
    line, detail = measure.line(fact), measure.detail(fact)
    assert (line.number, line.title, line.state) == ("WENXIAN-GAJ2022-0001", "自然人 · 属于四类过程性信息", "已送达")
    assert ("依据", "《中华人民共和国政府信息公开条例》第十六条第二款") in detail.fields
    assert [words for _, words, _ in detail.history] == ["提交申请", "作出答复", "申请人收到答复书"]
    assert "第三十三条" in detail.history[1][2]
    assert NAME not in repr((line, detail))


def test_a_list_of_records_is_one_query_and_reads_no_personal_field(counter: Counter) -> None:
    for _ in range(3):
        counter.received()
    question = Question((counter.agency.id,), date(2022, 1, 1), date(2022, 12, 31), date(2022, 12, 31))
    measure = BY_NAME["requests.received"]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        lines = [measure.line(fact) for fact in measure.records(question).select_related(*measure.related)]
    assert len(lines) == 3
    assert len(queries) == 1
    assert "applicant_name" not in queries[0]["sql"]


@pytest.mark.parametrize("minutes", [5, 10, 40, 70, 100])
def test_a_category_corrected_at_midnight_leaves_no_day_without_the_request(counter: Counter, minutes: int) -> None:
    counter.replied(counter.under_review())
    request = InformationRequest.objects.get()
    act = counter.head.at(RunningClock(date(2022, 6, 1), minutes))
    correct_category(act=act, request_id=request.id, category="RESEARCH_INSTITUTION", because="登记有误")
    for as_of in (date(2022, 6, 1), date(2022, 6, 2)):
        known = figures(counter, 2022, as_of)
        assert (known["received"], known["closed"], known["carried_out"]) == (1, 1, 0)


def test_citizens_open_only_requests_with_a_result(counter: Counter) -> None:
    counter.received()
    counter.replied(counter.under_review())
    question = Question((counter.agency.id,), date(2022, 1, 1), date(2022, 12, 31), date(2022, 12, 31))
    measure = BY_NAME["requests.received"]
    assert measure.public is not None
    assert (measure.records(question).count(), measure.public(measure.records(question)).count()) == (2, 1)


@pytest.mark.parametrize("model", [RequestEvent, Receipt, Closing])
def test_ledger_and_facts_cannot_be_edited(counter: Counter, model: type) -> None:
    counter.replied(counter.under_review())
    column = "on" if model is RequestEvent else "happened_on"
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**{column: date(2020, 1, 1)})


def test_a_fact_is_superseded_once(counter: Counter) -> None:
    counter.received()
    now = counter.cast.clock.now()
    Receipt.objects.update(superseded_at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Receipt.objects.update(superseded_at=None)


def test_the_database_refuses_the_own_signature_and_a_second_closing(counter: Counter) -> None:
    request = counter.under_review()
    reply = counter.replied(request)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.filter(pk=reply.pk).update(approved_by=reply.drafted_by_id)
    closing = Closing.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Closing.objects.create(
            agency=counter.agency, request=request, category="natural_person", outcome="GRANTED", row="granted",
            happened_on=closing.happened_on, recorded_at=closing.recorded_at,
        )  # fmt: skip


def test_stored_days_are_checked_and_rebuilt_from_the_ledger(counter: Counter) -> None:
    request = counter.under_review()
    counter.replied(counter.under_review())
    assert list(verify()) == []
    InformationRequest.objects.filter(pk=request.pk).update(reply_due=date(2022, 4, 1), state="REGISTERED")
    found = {(difference.column, difference.computed) for difference in verify()}
    assert found == {("reply_due", date(2022, 3, 29)), ("state", "UNDER_REVIEW")}
    assert len(list(rebuild())) == 2
    assert list(verify()) == []


def test_a_request_stored_as_ended_is_named_and_never_reopened_by_a_rebuild(counter: Counter) -> None:
    request = counter.under_review()
    InformationRequest.objects.filter(pk=request.pk).update(state="DELIVERED")
    assert [difference.column for difference in rebuild()] == ["state"]
    assert [difference.column for difference in verify()] == ["state"]
    request.refresh_from_db()
    assert request.state == "DELIVERED"
