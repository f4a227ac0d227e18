"""Clocks and acts: the legal day is Shanghai's, the recorded moment is UTC, an act without an agency has no role."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai.audit.acts import Act, system_act
from gongkai.clock import ScenarioClock, SystemClock, end_of_day, legal_day, start_of_day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2022, 3, 1, 15, 59, 59, tzinfo=UTC), date(2022, 3, 1)),
        (datetime(2022, 3, 1, 16, 0, 0, tzinfo=UTC), date(2022, 3, 2)),
        (datetime(2021, 12, 31, 16, 0, 0, tzinfo=UTC), date(2022, 1, 1)),
    ],
)
def test_the_legal_day_begins_at_midnight_in_shanghai(moment: datetime, day: date) -> None:
    assert legal_day(moment) == day


def test_a_day_lasts_from_its_start_to_its_end() -> None:
    day = date(2022, 3, 1)
    assert start_of_day(day) == datetime(2022, 2, 28, 16, 0, tzinfo=UTC)
    assert end_of_day(day) == datetime(2022, 3, 1, 16, 0, tzinfo=UTC)
    assert legal_day(end_of_day(day) - timedelta(microseconds=1)) == day
    assert legal_day(end_of_day(day)) == date(2022, 3, 2)


def test_a_scenario_clock_stands_where_it_was_put() -> None:
    clock = ScenarioClock(datetime(2022, 1, 1, tzinfo=UTC))
    clock.move_to(date(2022, 3, 1), hour=17, minute=30)
    assert clock.now() == datetime(2022, 3, 1, 9, 30, tzinfo=UTC)


def test_the_machines_clock_is_aware_and_in_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_an_act_reads_its_own_clock() -> None:
    act = Act("1", "赵敏", 5, "wenxian", clock=ScenarioClock(datetime(2022, 3, 1, 16, 30, tzinfo=UTC)))
    assert act.today == date(2022, 3, 2)
    later = act.at(ScenarioClock(datetime(2022, 5, 1, tzinfo=UTC)))
    assert (later.today, later.actor_name) == (date(2022, 5, 1), "赵敏")


def test_an_act_at_one_moment_looks_at_the_clock_once() -> None:
    clock = ScenarioClock(datetime(2022, 3, 1, 15, 59, tzinfo=UTC))
    running = Act("1", "赵敏", 5, "wenxian", clock=clock)
    stopped = running.at_one_moment()
    clock.move_to(date(2022, 3, 2))
    assert (stopped.now, stopped.today) == (datetime(2022, 3, 1, 15, 59, tzinfo=UTC), date(2022, 3, 1))
    assert (running.today, stopped.actor_name) == (date(2022, 3, 2), "赵敏")


def test_the_system_acts_without_agency_and_role() -> None:
    act = system_act("到期处理")
    assert (act.actor_id, act.agency_id, act.roles, act.source) == ("system:到期处理", None, frozenset(), "system")
