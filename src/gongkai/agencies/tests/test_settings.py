"""Dated settings: the nearest agency wins, a day has the value in force then, undeclared names are refused."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.conventions import conventions_on
from gongkai.agencies.errors import Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.settings import setting_of
from gongkai.agencies.tests.factories import Cast
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.law.conventions import DEFAULTS

MARCH = date(2022, 3, 1)


def _choose(cast: Cast, agency: object, value: object, since: date, name: str = "portal.figures_open") -> None:
    choose_setting(act=cast.act(Role.SYSTEM_ADMIN), agency=agency, name=name, value=value, since=since)  # type: ignore[arg-type]


def test_the_default_when_nothing_was_chosen(cast: Cast) -> None:
    assert setting_of(cast.police, "portal.figures_open", MARCH) is False


def test_a_department_inherits_what_its_government_chose(cast: Cast) -> None:
    _choose(cast, cast.government, True, MARCH)
    assert setting_of(cast.police, "portal.figures_open", MARCH) is True
    assert setting_of(cast.neighbour, "portal.figures_open", MARCH) is False


def test_the_nearest_agency_wins_even_over_a_later_choice_above(cast: Cast) -> None:
    _choose(cast, cast.police, False, MARCH)
    _choose(cast, cast.government, True, date(2022, 3, 10))
    assert setting_of(cast.police, "portal.figures_open", date(2022, 4, 1)) is False


def test_an_earlier_day_keeps_the_value_of_that_day(cast: Cast) -> None:
    _choose(cast, cast.police, True, date(2022, 6, 1))
    assert setting_of(cast.police, "portal.figures_open", date(2022, 5, 31)) is False
    assert setting_of(cast.police, "portal.figures_open", date(2022, 6, 1)) is True


def test_the_later_of_two_choices_for_one_day_wins(cast: Cast) -> None:
    _choose(cast, cast.police, True, MARCH)
    cast.on(MARCH, hour=15)
    _choose(cast, cast.police, False, MARCH)
    assert setting_of(cast.police, "portal.figures_open", MARCH) is False


def test_a_name_nobody_declared_is_refused_and_the_answer_lists_the_names(cast: Cast) -> None:
    with pytest.raises(Refused, match=r"没有名为“portal.colour”的设置；可选：.*portal\.figures_open"):
        _choose(cast, cast.police, "red", MARCH, name="portal.colour")
    with pytest.raises(KeyError):
        setting_of(cast.police, "portal.colour", MARCH)


def test_conventions_are_the_defaults_until_an_agency_chooses(cast: Cast) -> None:
    assert conventions_on(cast.police, MARCH) == DEFAULTS
    _choose(cast, cast.government, 10, MARCH, name="letter_normal")
    assert conventions_on(cast.police, MARCH).number("letter_normal", 15) == 10
    assert conventions_on(cast.police, date(2022, 2, 28)).number("letter_normal", 15) == 15


def test_a_number_of_the_law_is_no_setting(cast: Cast) -> None:
    with pytest.raises(Refused, match="没有名为“reply”的设置"):
        _choose(cast, cast.police, 30, MARCH, name="reply")


@pytest.mark.parametrize("value", [0, -1, "15", 3651, True, 1.5])
def test_a_number_of_days_must_be_a_whole_number_from_1_to_3650(cast: Cast, value: object) -> None:
    with pytest.raises(Refused, match="“一般来信答复期限”应为1至3650的整数天数，例如15"):
        _choose(cast, cast.police, value, MARCH, name="letter_normal")
