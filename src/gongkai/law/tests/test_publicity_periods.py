"""How long a penalty stays public: rules by date of decision, literal days."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.publicity_periods import Gravity, Penalty, last_day, publicity_period

FINE = Penalty(frozenset({"罚款"}), 500_000)
WARNING = Penalty(frozenset({"警告"}))
REVOKED_LICENCE = Penalty(frozenset({"罚款", "吊销许可证件"}), 500_000)
HUGE = Penalty(frozenset({"罚款"}), 100_000_000)
FOOD = Penalty(frozenset({"罚款"}), 500_000, basis="《中华人民共和国食品安全法》第一百二十四条")


@pytest.mark.parametrize(
    ("penalty", "decided", "repair_from", "ends_on"),
    [
        (FINE, date(2026, 4, 1), date(2026, 7, 1), date(2027, 4, 1)),
        (WARNING, date(2026, 4, 1), date(2026, 4, 1), date(2026, 7, 1)),
        (REVOKED_LICENCE, date(2026, 4, 1), date(2027, 4, 1), date(2029, 4, 1)),
        (HUGE, date(2026, 4, 1), date(2027, 4, 1), date(2029, 4, 1)),
        (FINE, date(2026, 3, 31), date(2026, 6, 30), date(2029, 3, 31)),
        (FOOD, date(2023, 5, 1), date(2024, 5, 1), date(2026, 5, 1)),
        (FINE, date(2023, 11, 30), date(2024, 2, 29), date(2026, 11, 30)),
    ],
)
def test_shortest_and_longest_by_the_rule_of_the_day(
    penalty: Penalty, decided: date, repair_from: date, ends_on: date
) -> None:
    period = publicity_period(penalty, decided)
    assert period is not None
    assert (period.repair_from, period.ends_on) == (repair_from, ends_on)


def test_before_the_first_rule_nothing_is_computed() -> None:
    assert publicity_period(FINE, date(2023, 4, 30)) is None
    assert last_day(None, None, None) is None
    assert last_day(None, date(2023, 2, 10), None) == date(2023, 2, 10)


def test_a_summary_penalty_is_minor_unless_grave() -> None:
    assert Penalty(frozenset({"罚款"}), summary_procedure=True).gravity is Gravity.MINOR
    assert Penalty(frozenset({"吊销许可证件"}), summary_procedure=True).gravity is Gravity.SERIOUS
    assert Penalty(frozenset({"罚款"}), 99_999_999).gravity is Gravity.GENERAL


def test_the_day_written_in_the_row_is_held_between_shortest_and_longest() -> None:
    period = publicity_period(FINE, date(2026, 4, 1))
    assert last_day(period, date(2026, 5, 1), None) == date(2026, 7, 1)
    assert last_day(period, date(2026, 12, 31), None) == date(2026, 12, 31)
    assert last_day(period, date(2030, 1, 1), None) == date(2027, 4, 1)


def test_repair_ends_publicity_and_never_prolongs_it() -> None:
    period = publicity_period(FINE, date(2026, 4, 1))
    assert last_day(period, None, date(2026, 8, 3)) == date(2026, 8, 3)
    assert last_day(period, None, date(2028, 1, 1)) == date(2027, 4, 1)
    assert last_day(None, None, date(2022, 8, 3)) == date(2022, 8, 3)
