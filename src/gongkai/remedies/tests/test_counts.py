"""What table 4 counts: results by the day of the decision, pending at the end of the period, as known on a day."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.tests.factories import RunningClock
from gongkai.measures.registry import Question
from gongkai.remedies.counts import MEASURES
from gongkai.remedies.tests.test_cases import sued
from gongkai.remedies.usecases.record_appeal_result import record_appeal_result
from gongkai.remedies.usecases.record_result import record_result
from gongkai.requests.tests.factories import NAME, Counter

CONCLUDED, PENDING = MEASURES
BY = ("block", "result")


def year(counter: Counter, number: int, as_of: date) -> Question:
    return Question((counter.agency.id,), date(number, 1, 1), date(number, 12, 31), as_of)


def test_a_case_pends_until_its_decision(counter: Counter) -> None:
    suit = sued(counter, None, date(2021, 11, 1)).case
    counter.on(date(2022, 3, 1))
    record_result(act=counter.lawyer, case_id=suit.id, detail="CLAIM_DISMISSED", on=date(2022, 2, 25))
    later = date(2022, 12, 31)
    assert PENDING.grouped(year(counter, 2021, later), ("block",)) == {("litigation_direct",): 1}
    assert CONCLUDED.count(year(counter, 2021, later)) == 0
    assert CONCLUDED.grouped(year(counter, 2022, later), BY) == {("litigation_direct", "upheld"): 1}
    assert PENDING.count(year(counter, 2022, later)) == 0


def test_a_result_entered_late_is_pending_until_it_is_known(counter: Counter) -> None:
    suit = sued(counter, None, date(2021, 11, 1)).case
    counter.on(date(2022, 1, 20))
    record_result(act=counter.lawyer, case_id=suit.id, detail="REVOKED", on=date(2021, 12, 20))
    assert PENDING.count(year(counter, 2021, date(2022, 1, 19))) == 1
    assert PENDING.count(year(counter, 2021, date(2022, 1, 20))) == 0
    assert CONCLUDED.count(year(counter, 2021, date(2022, 1, 20)), {"result": "corrected"}) == 1


def test_an_appeal_changes_no_earlier_figure(counter: Counter) -> None:
    suit = sued(counter, None, date(2022, 4, 1)).case
    record_result(act=counter.lawyer, case_id=suit.id, detail="CLAIM_DISMISSED")
    counter.on(date(2022, 9, 1))
    record_appeal_result(act=counter.lawyer, case_id=suit.id, detail="REVOKED")
    assert CONCLUDED.grouped(year(counter, 2022, date(2022, 6, 30)), BY) == {("litigation_direct", "upheld"): 1}
    assert CONCLUDED.grouped(year(counter, 2022, date(2022, 12, 31)), BY) == {("litigation_direct", "corrected"): 1}


@pytest.mark.parametrize("minutes", [5, 35, 65, 95])
def test_an_appeal_recorded_at_midnight_leaves_one_result_every_day(counter: Counter, minutes: int) -> None:
    suit = sued(counter, None, date(2022, 4, 1)).case
    record_result(act=counter.lawyer, case_id=suit.id, detail="CLAIM_DISMISSED")
    act = counter.lawyer.at(RunningClock(date(2022, 9, 1), minutes))
    record_appeal_result(act=act, case_id=suit.id, detail="REVOKED", on=date(2022, 8, 31))
    for as_of in (date(2022, 9, 1), date(2022, 9, 2)):
        asked = year(counter, 2022, as_of)
        assert (CONCLUDED.count(asked), PENDING.count(asked)) == (1, 0)


def test_lines_name_no_party_and_cite_the_law_of_the_day(counter: Counter) -> None:
    suit = sued(counter, None, date(2022, 4, 1)).case
    question = year(counter, 2022, date(2022, 12, 31))
    waiting = PENDING.records(question).select_related(*PENDING.related).get()
    assert PENDING.line(waiting).title == "未经复议直接起诉 · 温县人民法院"
    record_result(act=counter.lawyer, case_id=suit.id, detail="REVOKED")
    fact = CONCLUDED.records(question).select_related(*CONCLUDED.related).get()
    detail = CONCLUDED.detail(fact)
    assert ("依据", "《中华人民共和国行政诉讼法》第七十条") in detail.fields
    assert [words for _, words, _ in detail.history] == ["申请人提出", "作出决定（裁判）"]
    assert NAME not in repr(detail)
