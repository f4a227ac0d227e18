"""Figures follow the records, as of any day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.agencies.errors import Refused
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.annual_report.assess import assess, blocking
from gongkai.annual_report.bindings import REPORTED
from gongkai.annual_report.compute import compute, default_scope
from gongkai.annual_report.document import json_figures
from gongkai.annual_report.tests.things import add, known_after, supersede
from gongkai.audit.acts import system_act
from gongkai.law.annual_report.identities import touching

TODAY = date(2023, 3, 1)
pytestmark = pytest.mark.usefixtures("things_count")


def test_an_empty_year_is_all_zeros_and_has_no_rate(cast) -> None:
    report = compute(cast.government, 2022, today=TODAY)
    assert len(report.values) == 218
    assert report.values["table3.granted.total"] == 0
    assert report.values["overview.completion_rate_percent"] is None
    assert {value for key, value in report.values.items() if key != "overview.completion_rate_percent"} == {0}
    assert blocking(assess(report)) == []


def test_a_figure_sums_the_area_and_keeps_who_gave_what(cast) -> None:
    for agency, count in ((cast.police, 3), (cast.township, 1), (cast.neighbour, 5)):
        for _ in range(count):
            add(agency, "decisions.penalties", date(2022, 5, 6))
    report = compute(cast.government, 2022, today=TODAY)
    figure = report.figures["table2.art20_6.penalties.decisions"]
    assert figure.value == 4
    assert {(part.agency_id, part.kind.value, part.value) for part in figure.parts} == {
        (cast.police.id, "computed", 3), (cast.township.id, "computed", 1),
    }  # fmt: skip
    assert compute(cast.police, 2022, "own", today=TODAY).values["table2.art20_6.penalties.decisions"] == 3
    assert compute(cast.government, 2022, "own", today=TODAY).values["table2.art20_6.penalties.decisions"] == 0


def test_the_last_day_of_the_year_counts_and_the_next_does_not(cast) -> None:
    add(cast.police, "decisions.permits", date(2022, 1, 1))
    add(cast.police, "decisions.permits", date(2022, 12, 31))
    add(cast.police, "decisions.permits", date(2023, 1, 1))
    add(cast.police, "decisions.permits", date(2021, 12, 31))
    assert compute(cast.government, 2022, today=TODAY).values["table2.art20_5.permits.decisions"] == 2


def test_cells_of_table_three_by_category_and_row_with_their_totals(cast) -> None:
    add(cast.police, "requests.received", date(2022, 2, 1), ended_on=date(2022, 2, 20))
    add(cast.police, "requests.closed", date(2022, 2, 20), row="granted")
    add(cast.police, "requests.received", date(2022, 12, 20), category="commercial_enterprise")
    values = compute(cast.government, 2022, today=TODAY).values
    assert values["table3.new_received.natural_person"] == 1
    assert values["table3.new_received.commercial_enterprise"] == 1
    assert values["table3.new_received.total"] == 2
    assert values["table3.granted.natural_person"] == values["table3.results_total.total"] == 1
    assert values["table3.carried_out.commercial_enterprise"] == values["table3.carried_out.total"] == 1
    assert values["overview.completion_rate_percent"] == 50
    assert values["overview.requests_handled"] == 1


def test_a_late_import_changes_no_earlier_answer(cast) -> None:
    add(cast.police, "decisions.permits", date(2022, 3, 1))
    before = compute(cast.government, 2022, as_of=date(2022, 6, 30), today=TODAY).values
    add(cast.police, "decisions.permits", date(2022, 3, 2), recorded=date(2022, 8, 1))
    thing = add(cast.police, "decisions.permits", date(2022, 3, 3))
    supersede(thing, known_after(date(2022, 7, 1)))
    assert before["table2.art20_5.permits.decisions"] == 1
    assert (
        compute(cast.government, 2022, as_of=date(2022, 6, 30), today=TODAY).values["table2.art20_5.permits.decisions"]
        == 2
    )
    assert (
        compute(cast.government, 2022, as_of=date(2022, 9, 1), today=TODAY).values["table2.art20_5.permits.decisions"]
        == 2
    )
    assert (
        compute(cast.government, 2022, as_of=date(2022, 3, 2), today=TODAY).values["table2.art20_5.permits.decisions"]
        == 1
    )


def test_charges_are_ten_thousand_yuan_exactly(cast) -> None:
    add(cast.market, "decisions.charges", date(2022, 4, 1), amount=1_029_427_200)
    add(cast.township, "decisions.charges", date(2022, 4, 2), amount=100)
    figure = compute(cast.government, 2022, today=TODAY).figures["table2.art20_8.charges.amount_wan_yuan"]
    assert figure.value == Decimal("1029.4273")
    assert sum(part.value for part in figure.parts) == figure.value


@pytest.mark.parametrize(("fen", "shown"), [(0, 0), (12_300, 123), (12_350, "123.5")])
def test_fees_are_whole_yuan_where_they_are_whole(cast, fen, shown) -> None:
    if fen:
        add(cast.market, "requests.fees_collected", date(2022, 4, 1), amount=fen)
    value = json_figures(compute(cast.government, 2022, today=TODAY).values)["other.processing_fee_yuan"]
    assert (value, type(value)) == (shown, type(shown))


def test_parts_of_an_amount_with_fen_still_add_up_to_the_printed_total(cast) -> None:
    for agency in (cast.market, cast.township, cast.police):
        add(agency, "decisions.charges", date(2022, 4, 1), amount=50)
    figure = compute(cast.government, 2022, today=TODAY).figures["table2.art20_8.charges.amount_wan_yuan"]
    assert figure.value == Decimal("0.0002")
    assert sum(part.value for part in figure.parts) == Decimal("0.0002")


def test_a_bound_keeps_the_exact_number_behind_it(cast) -> None:
    for _ in range(23):
        add(cast.police, "newmedia.posts", date(2022, 4, 1), row="other", category="WEIBO")
    add(cast.office, "newmedia.posts", date(2022, 4, 1), row="main", category="WECHAT")
    choose_setting(
        act=system_act("test", cast.clock), agency=cast.government, name="report.post_rounding", value=10,
        since=date(2022, 1, 1),
    )  # fmt: skip
    figures = compute(cast.government, 2022, today=TODAY).figures
    posts = figures["overview.other_new_media_items"]
    assert (posts.value, posts.exact, posts.stated.text) == (20, 23, "20余")
    assert figures["overview.wechat_main_items"].value == 1
    assert figures["overview.new_media_items"].value == 24


def test_a_cell_nobody_counts_here_is_unknown_not_zero(cast, monkeypatch) -> None:
    monkeypatch.setattr("gongkai.measures.registry._measures", {})
    report = compute(cast.government, 2022, today=TODAY)
    assert report.values["table3.granted.total"] is None
    assert report.figures["table3.granted.total"].status == "unknown"
    assert touching(assess(report), "table3.granted.total")[0].holds is None


@pytest.mark.parametrize(
    ("year", "as_of", "says"),
    [
        (2023, None, "2023年尚未结束"),
        (2007, None, "2008 至 2023"),
        (2024, None, "2008 至 2023"),
        (2022, date(2023, 3, 2), "晚于今天 2023-03-01"),
        (2022, date(2021, 12, 31), "早于 2022年1月1日"),
    ],
)
def test_a_year_or_day_that_cannot_be_asked_for(cast, year, as_of, says) -> None:
    with pytest.raises(Refused, match=says):
        compute(cast.government, year, as_of=as_of, today=TODAY)


def test_the_running_year_can_be_asked_for_as_of_a_day(cast) -> None:
    report = compute(cast.government, 2023, as_of=date(2023, 2, 1), today=TODAY)
    assert report.is_final
    assert not compute(cast.government, 2022, today=TODAY).is_final


def test_a_department_counts_itself_a_government_its_area(cast) -> None:
    assert default_scope(cast.police) == "own"
    assert default_scope(cast.government) == "area"


def test_the_whole_report_takes_few_queries(cast) -> None:
    with CaptureQueriesContext(
        connection,
    ) as made:
        compute(cast.government, 2022, today=TODAY)
    assert len(made) <= 30
    assert len(REPORTED) == 218
