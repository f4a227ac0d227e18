"""Who may be given a demonstration, and the order in which its stories are told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from random import Random

import pytest

from gongkai.agencies.errors import Refused
from gongkai.agencies.installation import create_installation
from gongkai.agencies.models import Agency, Installation
from gongkai.audit.acts import system_act
from gongkai.clock import SHANGHAI, ScenarioClock
from gongkai.demo import days
from gongkai.demo.agenda import Agenda, Meter, OutOfTime
from gongkai.demo.build import build
from gongkai.demo.scale import SMALL
from gongkai.demo.stage import NotADemonstration, Stage
from gongkai.demo.wenxian.ledgers import ledgers, share


@pytest.mark.django_db
def test_a_database_with_real_records_is_left_alone():
    create_installation(act=system_act("test"), is_demonstration=False)
    with pytest.raises(Refused, match="真实记录"):
        build(scale=SMALL)
    assert Installation.objects.get().is_demonstration is False
    assert Agency.objects.count() == 0


@pytest.mark.django_db
def test_no_scenario_clock_outside_a_demonstration():
    create_installation(act=system_act("test"), is_demonstration=False)
    with pytest.raises(NotADemonstration):
        Stage.open(date(2022, 1, 1))


def test_an_unknown_scenario_names_the_known_one():
    with pytest.raises(ValueError, match="wenxian-2022"):
        build(scenario="wenxian-2023")


@pytest.mark.django_db
def test_stories_are_told_in_the_order_of_time():
    clock, told = ScenarioClock(datetime(2022, 1, 1, tzinfo=UTC)), []

    def story(name, *moments):
        told.append((name, clock.now().astimezone(SHANGHAI).hour))
        for moment in moments:
            yield moment
            told.append((name, clock.now().astimezone(SHANGHAI).hour))

    meter = Meter()
    agenda = Agenda(clock, meter)
    day = date(2022, 3, 1)
    agenda.add(days.at(day, 9 * 60), story("a", days.at(day, 11 * 60)), "a")
    agenda.add(days.at(day, 8 * 60), story("b", days.at(day, 10 * 60), days.at(day, 12 * 60)), "b", alone=True)
    agenda.run()
    assert told == [("b", 8), ("a", 9), ("b", 10), ("a", 11), ("b", 12)]
    assert (meter.done, meter.total) == (20, 20)


@pytest.mark.django_db
def test_a_story_cannot_go_back_in_time():
    def story():
        yield days.at(date(2022, 3, 1), 8 * 60)

    agenda = Agenda(ScenarioClock(datetime(2022, 1, 1, tzinfo=UTC)), Meter())
    agenda.add(days.at(date(2022, 3, 1), 9 * 60), story(), "a")
    with pytest.raises(OutOfTime):
        agenda.run()


def test_office_acts_fall_on_working_days_in_office_hours():
    random = Random(1)
    for number in range(200):
        moment = days.office(random, date(2022, 1, 29 - number % 20))
        assert moment.date() != date(2022, 1, 1)
        assert 8 <= moment.hour < 18
    assert days.office(random, date(2022, 2, 1)).date() == date(2022, 2, 7)  # Spring Festival to the first day after it
    assert days.office(random, date(2022, 1, 29)).date() == date(2022, 1, 29)  # a make-up Saturday


def test_the_next_move_is_later_and_on_a_working_day():
    friday = days.at(date(2022, 9, 30), 17 * 60 + 55)
    assert days.later(Random(1), friday, 0).date() == date(2022, 10, 8)  # after the National Day week, a make-up day
    assert days.later(Random(1), friday, 2).date() == date(2022, 10, 9)
    assert days.later(Random(1), days.at(date(2022, 9, 29), 9 * 60), 0) > days.at(date(2022, 9, 29), 9 * 60)


def test_shares_add_up_exactly():
    assert share(10, [1, 1, 1]) == [4, 3, 3]
    assert share(0, [5, 5]) == [0, 0]


def test_ledgers_of_the_small_year_add_up():
    kept = ledgers(SMALL)
    rows = {kind: sum(one.rows for one in kept if one.kind == kind) for kind in ("permit", "penalty", "coercion")}
    assert rows == {"permit": 260, "penalty": 415, "coercion": 90}
    assert sum(one.fen for one in kept) == 5_000_300
