"""Is a decision published by name, or only counted? A dated table (domain 7.1, 7.3): the first row that applies decides.

The duty to publish penalties covers those of certain social impact (PEN 48); minor ones are in principle not published
(CR26). Everything is counted in the annual report whatever stands here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.law.reference import CR26, DP, ENF118, PEN, PIPL, REG, Basis, Convention


class Publicity(StrEnum):
    """``PUBLISH``, or the reason why a decision is counted and not published."""

    PUBLISH = "PUBLISH"
    MINOR_PERSON = "MINOR_PERSON"
    NATURAL_PERSON = "NATURAL_PERSON"
    SUMMARY_PROCEDURE = "SUMMARY_PROCEDURE"
    MINOR_CASE = "MINOR_CASE"
    TOTALS_ONLY = "TOTALS_ONLY"


LABELS_ZH = {
    Publicity.PUBLISH: "公示",
    Publicity.MINOR_PERSON: "不公示：未成年人",
    Publicity.NATURAL_PERSON: "不公示：自然人",
    Publicity.SUMMARY_PROCEDURE: "不公示：简易程序",
    Publicity.MINOR_CASE: "不公示：轻微",
    Publicity.TOTALS_ONLY: "只公布总额",
}


@dataclass(frozen=True, slots=True)
class Case:
    """What the table looks at. ``kind`` is permit, penalty, coercion or charge; ``penalty_kinds`` as in PEN 9."""

    kind: str
    natural_person: bool
    under_age: bool = False
    summary_procedure: bool = False
    penalty_kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PublicityRule:
    """``since`` / ``until`` (both inclusive) bound the days of decision the row holds for."""

    outcome: Publicity
    applies: Callable[[Case], bool]
    basis: Basis
    since: date | None = None
    until: date | None = None

    def in_force(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


_WARNINGS = frozenset({"警告", "通报批评"})
_CR26_SINCE, _BEFORE_CR26 = date(2026, 4, 1), date(2026, 3, 31)


def _is_minor_case(case: Case) -> bool:
    return case.kind == "penalty" and bool(case.penalty_kinds) and case.penalty_kinds <= _WARNINGS


def _is_summary(case: Case) -> bool:
    return case.kind == "penalty" and case.summary_procedure


RULES: tuple[PublicityRule, ...] = (
    PublicityRule(Publicity.TOTALS_ONLY, lambda case: case.kind == "charge", REG(20, 8)),
    PublicityRule(Publicity.MINOR_PERSON, lambda case: case.under_age, PIPL(28)),
    PublicityRule(
        Publicity.NATURAL_PERSON, lambda case: case.natural_person,
        Convention("自然人的许可、处罚和强制决定计入统计，默认不公示", "publicity.natural_persons"),
    ),
    PublicityRule(
        Publicity.SUMMARY_PROCEDURE, _is_summary,
        Convention("简易程序作出的处罚不具有一定社会影响，默认不公示", "publicity.summary_procedure"), until=_BEFORE_CR26,
    ),
    PublicityRule(Publicity.SUMMARY_PROCEDURE, _is_summary, CR26(), since=_CR26_SINCE),
    PublicityRule(
        Publicity.MINOR_CASE, _is_minor_case,
        Convention("只给予警告、通报批评的，属轻微，默认不公示", "publicity.minor_cases"), until=_BEFORE_CR26,
    ),
    PublicityRule(Publicity.MINOR_CASE, _is_minor_case, CR26(), since=_CR26_SINCE),
    PublicityRule(Publicity.PUBLISH, lambda case: case.kind == "permit", DP()),
    PublicityRule(Publicity.PUBLISH, lambda case: case.kind == "penalty", PEN(48)),
    PublicityRule(Publicity.PUBLISH, lambda case: case.kind == "coercion", ENF118()),
)  # fmt: skip


def publicity_rule(case: Case, decided_on: date) -> PublicityRule:
    """The row that decides. Raises ValueError for an unknown kind of decision."""
    for rule in RULES:
        if rule.in_force(decided_on) and rule.applies(case):
            return rule
    raise ValueError(f"kind {case.kind!r} is not one of permit, penalty, coercion, charge")


def publicity(case: Case, decided_on: date) -> Publicity:
    """Published, or counted only and why.

    >>> str(publicity(Case("penalty", natural_person=True), date(2022, 5, 6)))
    'NATURAL_PERSON'
    """
    return publicity_rule(case, decided_on).outcome
