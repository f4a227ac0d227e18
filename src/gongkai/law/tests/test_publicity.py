"""Published or only counted: by kind, person, procedure and day of decision."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.publicity import LABELS_ZH, Case, Publicity, publicity, publicity_rule
from gongkai.law.reference import Convention, Ref

DAY = date(2022, 5, 6)
WARNING, FINE = frozenset({"警告"}), frozenset({"罚款"})


@pytest.mark.parametrize(
    ("case", "outcome"),
    [
        (Case("permit", False), "PUBLISH"),
        (Case("permit", True), "NATURAL_PERSON"),
        (Case("penalty", False, penalty_kinds=FINE), "PUBLISH"),
        (Case("penalty", True, penalty_kinds=FINE), "NATURAL_PERSON"),
        (Case("penalty", True, under_age=True, penalty_kinds=FINE), "MINOR_PERSON"),
        (Case("penalty", False, summary_procedure=True, penalty_kinds=FINE), "SUMMARY_PROCEDURE"),
        (Case("penalty", False, penalty_kinds=WARNING), "MINOR_CASE"),
        (Case("penalty", False, penalty_kinds=WARNING | FINE), "PUBLISH"),
        (Case("coercion", False), "PUBLISH"),
        (Case("charge", False), "TOTALS_ONLY"),
        (Case("charge", True), "TOTALS_ONLY"),
    ],
)
def test_first_row_that_applies_decides(case: Case, outcome: str) -> None:
    assert publicity(case, DAY) == outcome


def test_minor_cases_rest_on_a_convention_before_the_credit_rules_of_2026() -> None:
    case = Case("penalty", False, penalty_kinds=WARNING)
    assert isinstance(publicity_rule(case, date(2026, 3, 31)).basis, Convention)
    assert publicity_rule(case, date(2026, 4, 1)).basis == Ref("CR26", 0)


def test_an_unknown_kind_is_refused_and_every_outcome_has_a_label() -> None:
    with pytest.raises(ValueError, match="'gift' is not one of permit"):
        publicity(Case("gift", False), DAY)
    assert set(LABELS_ZH) == set(Publicity)
