"""The working calendar against two independent packages, the yearly check sums, and broken notices."""

from __future__ import annotations

import json
from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from gongkai.law.calendar import CalendarError
from gongkai.law.days import (
    add_months,
    add_natural_days,
    add_working_days,
    is_rest_day,
    is_working_day,
    months_after,
    working_days_between,
)
from gongkai.law.holiday_notices import load_calendar, packaged_calendar

CALENDAR = packaged_calendar()
ALL_DAYS = [date(2019, 1, 1) + timedelta(days=n) for n in range((date(2026, 12, 31) - date(2019, 1, 1)).days + 1)]


def test_every_day_agrees_with_chinesecalendar():
    assert [day for day in ALL_DAYS if is_working_day(CALENDAR, day) != chinese_calendar.is_workday(day)] == []


def test_every_day_agrees_with_holidays():
    china = holidays.China(years=range(2018, 2028))
    assert [day for day in ALL_DAYS if is_working_day(CALENDAR, day) != china.is_working_day(day)] == []


@pytest.mark.parametrize(
    ("year", "number"),
    [(2019, 250), (2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)],
)
def test_working_days_of_a_year(year: int, number: int):
    assert working_days_between(CALENDAR, date(year - 1, 12, 31), date(year, 12, 31)) == number


@pytest.mark.parametrize(
    ("day", "working", "why"),
    [
        ("2019-05-02", False, "Labour Day changed by the notice of 2019-03-22"),
        ("2019-05-05", True, "its make-up Sunday"),
        ("2020-01-31", False, "Spring Festival of 2020 extended"),
        ("2020-02-01", False, "a make-up Saturday cancelled by the extension"),
        ("2020-02-03", True, "work begins again"),
        ("2018-12-31", False, "the holiday of 2019 begins in December"),
        ("2018-12-29", True, "with its make-up Saturday in December"),
        ("2022-12-31", False, "the holiday of 2023 begins in December"),
        ("2022-01-29", True, "make-up Saturday before the Spring Festival"),
        ("2022-01-31", False, "Spring Festival"),
    ],
)
def test_days_of_the_notices(day: str, working: bool, why: str):
    assert is_working_day(CALENDAR, date.fromisoformat(day)) is working, why
    assert is_rest_day(CALENDAR, date.fromisoformat(day)) is not working


def test_amending_notices_are_named():
    numbers = {notice.year: notice.numbers for notice in CALENDAR.notices}
    assert numbers[2020] == ("国办发明电〔2019〕16号", "国办发明电〔2020〕1号")
    assert numbers[2019] == ("国办发明电〔2018〕15号", "国办发明电〔2019〕3号")


@pytest.mark.parametrize(
    ("start", "end", "missing"),
    [
        ("2026-11-02", "2026-11-30", ()),
        ("2026-12-10", "2027-01-07", (2027,)),
        ("2026-12-10", "2026-12-28", ()),
        ("2026-12-10", "2026-12-29", (2027,)),  # the notice of 2027 may reach into these days
        ("2025-12-10", "2026-01-07", ()),
        ("2018-12-31", "2019-01-08", ()),
        ("2018-12-03", "2019-01-08", (2018,)),
        ("2026-12-10", "2028-02-01", (2027, 2028)),
    ],
)
def test_missing_years_are_named(start: str, end: str, missing: tuple[int, ...]):
    ordinals = (date.fromisoformat(day).toordinal() for day in (start, end))
    assert CALENDAR.missing(*ordinals) == missing


def notice(year: int, **changes: object) -> dict[str, object]:
    head = {"number": f"国办发明电〔{year - 1}〕9号", "title": "放假安排", "issued": f"{year - 1}-11-05"}
    off = [{"name": "元旦", "from": f"{year}-01-01", "to": f"{year}-01-03"}]
    return {"year": year, "notice": head, "off": off, "work": [], **changes}


def test_an_office_adds_the_next_year(tmp_path):
    (tmp_path / "2027.json").write_text(json.dumps(notice(2027)), encoding="utf-8")
    longer = load_calendar([tmp_path])
    assert longer.missing(date(2026, 12, 10).toordinal(), date(2027, 1, 7).toordinal()) == ()
    assert add_working_days(longer, date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert longer != CALENDAR
    assert longer.name != CALENDAR.name


def test_the_same_notices_make_the_same_calendar():
    assert load_calendar() == CALENDAR
    assert hash(load_calendar()) == hash(CALENDAR)


def test_an_extra_file_replaces_the_packaged_year(tmp_path):
    (tmp_path / "changed.json").write_text(json.dumps(notice(2026)), encoding="utf-8")
    assert is_working_day(load_calendar([tmp_path / "changed.json"]), date(2026, 2, 16))
    assert not is_working_day(CALENDAR, date(2026, 2, 16))


BROKEN = [
    ('{"year": 2027,', "not JSON at line 1"),
    ("[]", "one JSON object"),
    (json.dumps(notice(2027) | {"year": "2027"}), "'year' is '2027'"),
    (json.dumps(notice(1927)), "a year from 2008"),
    (json.dumps(notice(2027, extra=1)), "unknown key 'extra'"),
    (json.dumps({"year": 2027}), "'notice' is missing"),
    (json.dumps(notice(2027, notice={})), "'number' and 'title'"),
    (json.dumps(notice(2027, work=["2027-13-01"])), "'2027-13-01' is not a day"),
    (json.dumps(notice(2027, work=["2027-02-08"])), "not a Saturday or Sunday"),
    (json.dumps(notice(2027, work=["2027-01-02"])), "both as day off and as make-up"),
    (json.dumps(notice(2027, work=["2028-01-02"])), "does not belong to the notice of 2027"),
    (json.dumps(notice(2027, off=[{"from": "2027-02-06", "to": "2027-02-01"}])), "is empty or longer"),
    (json.dumps(notice(2027, off=[["2027-02-06", "2027-02-07"]])), "is not a range"),
    (json.dumps(notice(2027, off="2027-01-01")), "a list is expected"),
    (json.dumps(notice(2027, amendments=["x"])), "amendment 1"),
]


@pytest.mark.parametrize(("text", "says"), BROKEN)
def test_a_broken_notice_names_file_and_fault(tmp_path, text: str, says: str):
    (tmp_path / "2027.json").write_text(text, encoding="utf-8")
    with pytest.raises(CalendarError, match=says) as caught:
        load_calendar([tmp_path])
    assert "2027.json" in str(caught.value)


def test_two_files_of_one_year_and_an_absent_folder_are_refused(tmp_path):
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(json.dumps(notice(2027)), encoding="utf-8")
    with pytest.raises(CalendarError, match=r"already given by .*a\.json"):
        load_calendar([tmp_path])
    with pytest.raises(CalendarError, match="no such file or folder"):
        load_calendar([tmp_path / "nowhere"])


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        ("2024-02-08", 3, "2024-02-19"),
        ("2024-02-09", 1, "2024-02-18"),
        ("2024-02-18", 1, "2024-02-19"),
        ("2024-02-08", 0, "2024-02-08"),
    ],
)
def test_adding_working_days(start: str, number: int, end: str):
    assert add_working_days(CALENDAR, date.fromisoformat(start), number) == date.fromisoformat(end)


def test_natural_days_roll_over_holidays_but_not_over_make_up_workdays():
    assert add_natural_days(CALENDAR, date(2024, 12, 2), 60) == date(2025, 2, 5)
    assert add_natural_days(CALENDAR, date(2024, 12, 2), 60, rolls=False) == date(2025, 1, 31)
    assert add_natural_days(CALENDAR, date(2024, 3, 8), 30) == date(2024, 4, 7)  # a make-up Sunday


def test_months_end_on_the_last_day_of_a_shorter_month():
    assert months_after(date(2024, 8, 31), 6) == date(2025, 2, 28)
    assert months_after(date(2023, 12, 31), 2) == date(2024, 2, 29)
    assert add_months(CALENDAR, date(2025, 4, 3), 6) == date(2025, 10, 9)


def test_nothing_between_a_day_and_an_earlier_one():
    assert working_days_between(CALENDAR, date(2024, 3, 8), date(2024, 3, 1)) == 0


@pytest.mark.parametrize("day", [date(202, 1, 19), date(2007, 12, 31), date(2222, 1, 1)])
def test_mistyped_years_are_refused(day: date):
    with pytest.raises(CalendarError, match="days run from 2008-01-01 to 2045-12-31"):
        add_working_days(CALENDAR, day, 20)
