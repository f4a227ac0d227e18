"""Returned, opening and computed parts of one cell (domain 4.7)."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.annual_report.assess import assess
from gongkai.annual_report.compute import compute
from gongkai.annual_report.tests.things import add
from gongkai.annual_report.usecases.decide_sheet import accept_sheet, send_back_sheet, withdraw_sheet
from gongkai.annual_report.usecases.enter_opening import enter_opening, settle_opening
from gongkai.annual_report.usecases.record_return import record_return

PDF = b"%PDF-1.4 a stamped return"
PENALTIES = "table2.art20_6.penalties.decisions"
IN_FORCE = "table2.art20_1.normative_documents.in_force"
CARRIED = "table3.carried_in.natural_person"
PREVIOUS = "derived.normative_documents_in_force_previous_year"
pytestmark = pytest.mark.usefixtures("things_count")


def returned(cast, values, agency=None, who="", **more):
    act = cast.act(Role.DRAFTER, agency=agency or cast.police, who=who)
    options = {"source": "县公安局2022年度报送表（盖章）", "scan_name": "报送表.pdf", "scan": PDF, "year": 2022, **more}
    return record_return(act=act, agency=agency or cast.police, values=values, **options)


def accepted(cast, sheet):
    return accept_sheet(act=cast.act(Role.SUPERVISOR), sheet_id=sheet.id)


def opened(cast, values, year=2022):
    act = cast.act(Role.DRAFTER)
    sheet = enter_opening(act=act, agency=cast.office, year=year, values=values, source="2021年度报告第二部分")
    return accept_sheet(act=cast.act(Role.FIRST_REVIEWER), sheet_id=sheet.id)


def value(cast, key, year=2022, as_of=None):
    return compute(cast.government, year, as_of=as_of, today=date(2024, 6, 1)).values[key]


def test_a_return_counts_only_once_it_is_accepted(cast) -> None:
    cast.on(date(2023, 1, 10))
    sheet = returned(cast, {PENALTIES: 179_000})
    assert value(cast, PENALTIES) == 0
    cast.on(date(2023, 1, 12))
    accepted(cast, sheet)
    assert value(cast, PENALTIES) == 179_000
    assert value(cast, PENALTIES, as_of=date(2023, 1, 11)) == 0


def test_a_units_return_and_its_records_are_never_added(cast) -> None:
    add(cast.police, "decisions.penalties", date(2022, 5, 1))
    add(cast.market, "decisions.penalties", date(2022, 5, 1))
    cast.on(date(2023, 1, 10))
    accepted(cast, returned(cast, {PENALTIES: 5}))
    report = compute(cast.government, 2022, today=date(2023, 3, 1))
    figure = report.figures[PENALTIES]
    assert (figure.value, figure.status) == (6, "mixed")
    assert {(part.agency_id, part.kind.value, part.value, part.counted) for part in figure.parts} == {
        (cast.police.id, "computed", 1, False), (cast.police.id, "returned", 5, True), (cast.market.id, "computed", 1, True),
    }  # fmt: skip
    (difference,) = report.differences
    assert (difference.cell, difference.agency_id, difference.returned, difference.recorded) == (
        PENALTIES, cast.police.id, 5, 1,
    )  # fmt: skip


def test_a_return_of_zero_counts_as_zero_and_a_blank_says_nothing(cast) -> None:
    add(cast.police, "decisions.penalties", date(2022, 5, 1))
    add(cast.police, "decisions.permits", date(2022, 5, 1))
    cast.on(date(2023, 1, 10))
    accepted(cast, returned(cast, {PENALTIES: 0, "table2.art20_5.permits.decisions": None}))
    assert value(cast, PENALTIES) == 0
    assert value(cast, "table2.art20_5.permits.decisions") == 1


def test_a_zero_return_for_a_whole_table(cast) -> None:
    cast.on(date(2023, 1, 10))
    sheet = returned(cast, {}, zero_blocks=("table4.",))
    assert len(sheet.values) == 12
    accepted(cast, sheet)
    figure = compute(cast.government, 2022, today=date(2023, 3, 1)).figures["table4.reconsideration.upheld"]
    assert (figure.value, figure.status) == (0, "returned")


def test_a_corrected_return_supersedes_and_the_past_stays_known(cast) -> None:
    cast.on(date(2023, 1, 10))
    accepted(cast, returned(cast, {PENALTIES: 5}))
    cast.on(date(2023, 2, 10))
    accepted(cast, returned(cast, {PENALTIES: 7}))
    assert value(cast, PENALTIES) == 7
    assert value(cast, PENALTIES, as_of=date(2023, 2, 9)) == 5


def test_a_return_needs_two_people_a_scan_and_plain_numbers(cast) -> None:
    cast.on(date(2023, 1, 10))
    with pytest.raises(Refused) as refused:
        returned(cast, {PENALTIES: "1.5", "table3.granted.total": 3, "table4.reconsideration.upheld": -1}, source=" ")
    assert [reason.field for reason in refused.value.reasons] == [
        "source", PENALTIES, "table3.granted.total", "table4.reconsideration.upheld",
    ]  # fmt: skip
    with pytest.raises(Refused, match="PDF、JPEG 或 PNG"):
        returned(cast, {PENALTIES: 1}, scan=b"MZ program")
    with pytest.raises(Refused, match="零报告"):
        returned(cast, {PENALTIES: None})
    both = cast.act(Role.DRAFTER, Role.SUPERVISOR)
    own = record_return(
        act=both, agency=cast.police, year=2022, values={PENALTIES: 1}, source="纸质", scan_name="a.pdf", scan=PDF
    )
    with pytest.raises(Refused, match="另一人"):
        accept_sheet(act=both, sheet_id=own.id)
    accepted(cast, own)


def test_another_unit_neither_returns_nor_decides(cast) -> None:
    cast.on(date(2023, 1, 10))
    with pytest.raises(NotAllowed):
        record_return(
            act=cast.act(Role.DRAFTER, agency=cast.market), agency=cast.police, year=2022, values={PENALTIES: 1},
            source="x", scan_name="a.pdf", scan=PDF,
        )  # fmt: skip
    sheet = returned(cast, {PENALTIES: 1})
    with pytest.raises(NotFound):
        accept_sheet(act=cast.act(Role.SUPERVISOR, agency=cast.neighbour), sheet_id=sheet.id)
    with pytest.raises(NotAllowed):
        accept_sheet(act=cast.act(Role.APPROVER, agency=cast.police), sheet_id=sheet.id)


def test_a_sheet_sent_back_never_counts_and_is_decided_once(cast) -> None:
    cast.on(date(2023, 1, 10))
    sheet = returned(cast, {PENALTIES: 1})
    send_back_sheet(act=cast.act(Role.SUPERVISOR), sheet_id=sheet.id, reason="数字与上年相差过大，请核对")
    with pytest.raises(Refused, match="退回修改"):
        accepted(cast, sheet)
    assert value(cast, PENALTIES) == 0


def test_an_accepted_return_is_withdrawn_by_a_second_person(cast) -> None:
    cast.on(date(2023, 1, 10))
    sheet = accepted(cast, returned(cast, {PENALTIES: 9}))
    cast.on(date(2023, 1, 20))
    withdraw_sheet(act=cast.act(Role.SUPERVISOR), sheet_id=sheet.id, reason="改为系统数")
    assert value(cast, PENALTIES) == 0
    assert value(cast, PENALTIES, as_of=date(2023, 1, 19)) == 9


def test_opening_documents_stay_in_force_until_they_are_settled(cast) -> None:
    add(cast.office, "catalogue.documents_issued", date(2022, 3, 1), category="normative_documents")
    cast.on(date(2022, 3, 1))
    opened(cast, {IN_FORCE: 19})
    assert (value(cast, IN_FORCE), value(cast, PREVIOUS)) == (20, 19)
    cast.on(date(2022, 7, 1))
    out = settle_opening(
        act=cast.act(Role.DRAFTER), agency=cast.office, stock=IN_FORCE,
        into="table2.art20_1.normative_documents.abolished", on=date(2022, 6, 30), source="温政〔2022〕9号",
    )  # fmt: skip
    accept_sheet(act=cast.act(Role.FIRST_REVIEWER), sheet_id=out.id)
    assert value(cast, "table2.art20_1.normative_documents.abolished") == 1
    assert value(cast, IN_FORCE) == 19
    assert (value(cast, IN_FORCE, 2023), value(cast, PREVIOUS, 2023)) == (19, 19)


def test_an_opening_request_carries_over_until_it_has_its_result(cast) -> None:
    cast.on(date(2022, 3, 1))
    opened(cast, {CARRIED: 2})
    assert (value(cast, CARRIED), value(cast, "table3.carried_out.natural_person")) == (2, 2)
    cast.on(date(2023, 3, 1))
    out = settle_opening(
        act=cast.act(Role.DRAFTER), agency=cast.office, stock=CARRIED, into="table3.granted.natural_person",
        on=date(2023, 2, 1), source="答复书存根",
    )  # fmt: skip
    accept_sheet(act=cast.act(Role.FIRST_REVIEWER), sheet_id=out.id)
    assert value(cast, "table3.carried_out.natural_person") == 2
    assert (value(cast, CARRIED, 2023), value(cast, "table3.granted.natural_person", 2023)) == (2, 1)
    assert value(cast, "table3.carried_out.natural_person", 2023) == 1
    report = compute(cast.government, 2023, today=date(2024, 6, 1))
    assert [one.holds for one in assess(report) if one.id == "T3-1"] == [True] * 7
    assert [one.holds for one in assess(report) if one.id == "X-1"] == [True] * 7


def test_more_cannot_be_settled_than_was_opened(cast) -> None:
    cast.on(date(2022, 3, 1))
    opened(cast, {CARRIED: 1})
    act = cast.act(Role.DRAFTER)
    options = {"act": act, "agency": cast.office, "stock": CARRIED, "on": date(2022, 2, 1), "source": "存根"}
    sheet = settle_opening(into="table3.granted.natural_person", count=2, **options)
    with pytest.raises(Refused, match="只剩 1，不能办结 2"):
        accept_sheet(act=cast.act(Role.FIRST_REVIEWER), sheet_id=sheet.id)
    with pytest.raises(Refused, match="不能办结到"):
        settle_opening(into="table3.granted.commercial_enterprise", **options)


def test_an_opening_balance_is_not_lowered_below_what_was_settled_from_it(cast) -> None:
    cast.on(date(2022, 3, 1))
    opened(cast, {CARRIED: 3})
    out = settle_opening(
        act=cast.act(Role.DRAFTER), agency=cast.office, stock=CARRIED, into="table3.granted.natural_person", count=2,
        on=date(2022, 2, 1), source="存根",
    )  # fmt: skip
    accept_sheet(act=cast.act(Role.FIRST_REVIEWER), sheet_id=out.id)
    with pytest.raises(Refused, match="已办结 2，不能改为 1"):
        opened(cast, {CARRIED: 1})
    opened(cast, {CARRIED: 2})
    assert value(cast, "table3.carried_out.natural_person") == 0


def test_the_first_year_has_no_previous_year_to_compare_with(cast) -> None:
    report = compute(cast.government, 2022, today=date(2023, 3, 1))
    assert {one.holds for one in assess(report) if one.id in ("X-1", "X-3")} == {None}


def test_records_of_the_year_before_make_the_carry_over_comparable(cast) -> None:
    add(cast.police, "requests.received", date(2021, 12, 20), ended_on=date(2022, 1, 10))
    add(cast.police, "requests.closed", date(2022, 1, 10), row="granted")
    report = compute(cast.government, 2022, today=date(2023, 3, 1))
    findings = {one.scope: one for one in assess(report) if one.id == "X-1"}
    assert findings["table3.*.natural_person"].expression == "1 = 1"
    assert findings["table3.*.natural_person"].holds is True
