"""How long a published penalty stays public: a dated table over the limits ``publicity_*`` of limits.py (domain 7.3).

Periods run from the day of the decision. After the shortest one the subject may apply for repair, at the longest one
publicity ends by itself. Before 2023-05-01 no rule of this table was law: the end written in the decision's row holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.law.days import months_after
from gongkai.law.limits import Limit
from gongkai.law.reference import CR23, CR26, Basis, Convention
from gongkai.law.single_limit import limit_on

HUGE_FINE_FEN = 100_000_000
HUGE_FINE = Convention("罚款100万元以上视为数额巨大", "publicity.huge_fine")
SPECIAL_AREAS = ("食品", "药品", "特种设备", "安全生产", "消防")
_SERIOUS_KINDS = frozenset({"吊销许可证件", "限制开展生产经营活动", "责令停产停业", "责令关闭", "限制从业"})
_MINOR_KINDS = frozenset({"警告", "通报批评"})
_CR26_SINCE, _CR23_SINCE, _CR23_UNTIL = date(2026, 4, 1), date(2023, 5, 1), date(2026, 3, 31)


class Gravity(StrEnum):
    MINOR = "轻微"
    GENERAL = "一般"
    SERIOUS = "严重"


@dataclass(frozen=True, slots=True)
class Penalty:
    """What the table looks at. ``basis`` is the text of 处罚依据: it tells food, drugs, special equipment, safety, fire."""

    kinds: frozenset[str]
    fine_fen: int = 0
    summary_procedure: bool = False
    basis: str = ""

    @property
    def gravity(self) -> Gravity:
        """As the press release on CR26 sorts penalties: the gravest kind decides."""
        if self.kinds & _SERIOUS_KINDS or self.fine_fen >= HUGE_FINE_FEN:
            return Gravity.SERIOUS
        if self.summary_procedure or (self.kinds and self.kinds <= _MINOR_KINDS):
            return Gravity.MINOR
        return Gravity.GENERAL

    @property
    def is_special(self) -> bool:
        return any(area in self.basis for area in SPECIAL_AREAS)


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """``shortest`` and ``longest`` name rows of limits.py; an empty ``shortest`` is none (repair at any time)."""

    shortest: str
    longest: str
    applies: Callable[[Penalty], bool]
    basis: Basis
    since: date
    until: date | None = None

    def in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Period:
    """``repair_from`` is the first day an application for repair may be made, ``ends_on`` the last day of publicity."""

    repair_from: date
    ends_on: date
    rule: PeriodRule


PERIODS: tuple[PeriodRule, ...] = (
    PeriodRule("", "publicity_longest_minor", lambda one: one.gravity is Gravity.MINOR, CR26(), _CR26_SINCE),
    PeriodRule(
        "publicity_shortest_serious", "publicity_longest_serious", lambda one: one.gravity is Gravity.SERIOUS, CR26(), _CR26_SINCE
    ),
    PeriodRule("publicity_shortest_general", "publicity_longest_general", lambda one: True, CR26(), _CR26_SINCE),
    PeriodRule(
        "publicity_shortest_special", "publicity_longest", lambda one: one.is_special, CR23(), _CR23_SINCE, _CR23_UNTIL
    ),
    PeriodRule("publicity_shortest", "publicity_longest", lambda one: True, CR23(), _CR23_SINCE, _CR23_UNTIL),
)  # fmt: skip


def publicity_period(penalty: Penalty, decided_on: date) -> Period | None:
    """The period of a penalty decided on a day; None where the table has no rule for that day.

    >>> publicity_period(Penalty(frozenset({"罚款"})), date(2026, 5, 6)).ends_on
    datetime.date(2027, 5, 6)
    """
    for rule in PERIODS:
        if rule.in_force(decided_on) and rule.applies(penalty):
            shortest = _after(rule.shortest, decided_on) if rule.shortest else decided_on
            return Period(shortest, _after(rule.longest, decided_on), rule)
    return None


def last_day(period: Period | None, written: date | None, repaired_on: date | None) -> date | None:
    """The last day of publicity: repair first, then the day written in the row held between shortest and longest, then the longest.

    None: no rule and nothing written; it stays public until somebody ends it.
    """
    if period is None:
        ends = written
    elif written is None:
        ends = period.ends_on
    else:
        ends = min(period.ends_on, max(written, period.repair_from))
    if repaired_on is None:
        return ends
    return repaired_on if ends is None else min(ends, repaired_on)


def _after(name: str, day: date) -> date:
    limit: Limit = limit_on(name, day)
    return months_after(day, limit.amount)
