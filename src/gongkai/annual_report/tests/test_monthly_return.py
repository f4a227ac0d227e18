"""Returns by month: summed into the year, accepted by a second person, in place of the unit's records, superseded by a later one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.annual_report.compute import compute
from gongkai.annual_report.models import Sheet
from gongkai.annual_report.usecases.decide_sheet import accept_sheet
from gongkai.annual_report.usecases.record_monthly_return import record_monthly_return
from gongkai.decisions.tests.factories import load, penalty, write_csv

pytestmark = pytest.mark.django_db
PENALTIES = "table2.art20_6.penalties.decisions"
CHARGES = "table2.art20_8.charges.amount_wan_yuan"


def told(cast: Cast, months: dict[str, list[str]], agency: Agency | None = None, year: int = 2022) -> Sheet:
    place = agency or cast.police
    return record_monthly_return(
        act=cast.act(Role.DRAFTER, agency=place), agency=place, year=year, months=months, source="执法月报（盖章）",
        scan_name="盖章.pdf", scan=b"%PDF-1.7",
    )  # fmt: skip


def accepted(cast: Cast, months: dict[str, list[str]], agency: Agency | None = None) -> None:
    accept_sheet(act=cast.act(Role.SUPERVISOR), sheet_id=told(cast, months, agency).pk)


def value(cast: Cast, key: str = PENALTIES, as_of: date | None = None) -> object:
    today = cast.act(Role.SUPERVISOR).today
    return compute(cast.government, 2022, "area", as_of or today, today=today).figures[key].value


def test_months_add_up_and_count_once_a_second_person_accepts(cast: Cast) -> None:
    cast.on(date(2022, 4, 2))
    sheet = told(cast, {PENALTIES: ["3", "0", "5", ""], CHARGES: ["0.5", "", ""]})
    assert (sheet.values, sheet.happened_on) == ({PENALTIES: "8", CHARGES: "0.5"}, date(2022, 3, 31))
    assert sheet.months == {PENALTIES: ["3", "0", "5"], CHARGES: ["0.5"]}
    assert value(cast) == 0
    accept_sheet(act=cast.act(Role.SUPERVISOR), sheet_id=sheet.pk)
    assert value(cast) == 8


def test_one_month_more_supersedes_and_the_past_stays(cast: Cast) -> None:
    cast.on(date(2022, 4, 2))
    accepted(cast, {PENALTIES: ["3", "0", "5"]})
    cast.on(date(2022, 5, 6))
    accepted(cast, {PENALTIES: ["3", "0", "5", "7"]})
    assert value(cast) == 15
    assert value(cast, as_of=date(2022, 4, 30)) == 8


def test_records_of_the_same_unit_are_not_added(cast: Cast, tmp_path: Path) -> None:
    load(cast, write_csv(tmp_path / "a.csv", [penalty(cast.market, "1号"), penalty(cast.market, "2号")]))
    cast.on(date(2022, 4, 2))
    assert value(cast) == 2
    accepted(cast, {PENALTIES: ["1", "2", "0"]}, cast.market)
    assert value(cast) == 3
    accepted(cast, {PENALTIES: ["0", "4", "0"]})  # another unit adds
    assert value(cast) == 7


@pytest.mark.parametrize(
    ("months", "field", "words"),
    [
        ({}, "months", "没有填写任何月份"),
        ({PENALTIES: ["1", "", "2"]}, PENALTIES, "2月没有填写"),
        ({PENALTIES: ["1", "2", "3", "4"]}, PENALTIES, "4月还没有结束；本年可填到3月"),
        ({PENALTIES: ["1.5"]}, PENALTIES, "1月.*不是整数"),
        ({PENALTIES: ["-1"]}, PENALTIES, "1月.*不能小于 0"),
        ({"table3.granted.total": ["1"]}, "table3.granted.total", "不能按月填报"),
    ],
)
def test_what_cannot_stand_is_named(cast: Cast, months: dict[str, list[str]], field: str, words: str) -> None:
    cast.on(date(2022, 4, 2))
    with pytest.raises(Refused, match=words) as refused:
        told(cast, months)
    assert {reason.field for reason in refused.value.reasons} == {field}
    assert Sheet.objects.count() == 0


def test_another_unit_cannot_tell_for_this_one(cast: Cast) -> None:
    cast.on(date(2022, 4, 2))
    act = cast.act(Role.DRAFTER, agency=cast.market)
    with pytest.raises(NotAllowed):
        record_monthly_return(
            act=act,
            agency=cast.police,
            year=2022,
            months={PENALTIES: ["1"]},
            source="x",
            scan_name="a.pdf",
            scan=b"%PDF-1.7",
        )
