"""Finding rules by name and by article, for `gongkai law` and `gongkai law 33`.

A ``Table`` says how its rows are named and on which articles they rest; further tables are added by passing a longer
tuple, so nothing here has to know every room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from gongkai.law.agency_kinds import AGENCY_KINDS
from gongkai.law.fees import FEE_METHODS, FeeMethod
from gongkai.law.limits import LIMITS, Limit, Unit
from gongkai.law.outcomes import OUTCOMES, Outcome
from gongkai.law.prior_reconsideration import PRIOR_BASIS, PRIOR_SINCE
from gongkai.law.reference import LAWS, MOJ132, SPC25, Basis, Ref, parse_reference
from gongkai.law.remedy_results import COLUMN_LABELS, REMEDY_RESULTS, RemedyResult
from gongkai.law.remedy_rules import BODY_RULES, BodyRule
from gongkai.law.transitions import TRANSITIONS, Transition

_UNITS = {
    Unit.WORKING_DAYS: "个工作日",
    Unit.NATURAL_DAYS: "日（自然日）",
    Unit.MONTHS: "个月",
    Unit.HOURS: "小时",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of any table: which kind, its name in code, what it says in Chinese, where it rests."""

    kind: str
    name: str
    text_zh: str
    basis: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one kind and how each becomes a ``Rule``."""

    rows: Iterable[Any]
    rule: Callable[[Any], Rule]


def _limit_rule(limit: Limit) -> Rule:
    return Rule("limit", limit.name, f"{limit.label_zh}：{amount_zh(limit)}", (limit.basis,))


def amount_zh(limit: Limit) -> str:
    """The number of a limit as an officer reads it: 20个工作日, 1月31日."""
    if limit.unit is Unit.YEARLY_DATE:
        month, day = divmod(limit.amount, 100)
        return f"{month}月{day}日前"
    return f"{'提前' if limit.counts_back else ''}{limit.amount}{_UNITS[limit.unit]}"


def _transition_rule(row: Transition) -> Rule:
    return Rule("transition", row.action, row.label_zh, row.basis)


def _outcome_rule(outcome: Outcome) -> Rule:
    return Rule("outcome", outcome.code, outcome.label_zh, outcome.basis)


def _body_rule(row: BodyRule) -> Rule:
    bodies = "或者".join(body.name_zh for body in row.bodies)
    past = f"（答复作出于{row.until.isoformat()}以前）" if row.until else ""
    agencies = "、".join(AGENCY_KINDS[code].label_zh for code in row.agencies)
    return Rule("remedy", "reconsideration_bodies", f"{agencies}的行政复议机关：{bodies}{past}", (row.basis,))


def _result_rule(result: RemedyResult) -> Rule:
    text = f"{result.label_zh}：计入表四“{COLUMN_LABELS[result.column]}”"
    return Rule("result", result.code, text, (*result.law_of_2023, *result.law_of_2017, *result.court))


def _fee_rule(method: FeeMethod) -> Rule:
    bands = [f"{band.first}至{band.last}：{band.rate}元" for band in method.bands if band.last]
    last = method.bands[-1]
    if last.last is None:
        bands.append(f"{last.first}起：{last.rate}元")
    elif method.step is not None:
        width, rate, increase = method.step
        bands.append(f"{last.last + 1}起：每{width}为一档，首档{rate}元，每档增加{increase}元")
    return Rule("fee", method.key, f"{method.label_zh}，{'；'.join(bands)}", (method.basis,))


_PRIOR = Rule(
    "remedy", "prior_reconsideration",
    f"依据《条例》第十四、十五、十六条不予公开的，应当先申请行政复议（答复作出于{PRIOR_SINCE.isoformat()}起）",
    (PRIOR_BASIS, SPC25(1, 2), MOJ132(2)),
)  # fmt: skip
TABLES: tuple[Table, ...] = (
    Table(LIMITS, _limit_rule),
    Table(TRANSITIONS, _transition_rule),
    Table(tuple(OUTCOMES.values()), _outcome_rule),
    Table(BODY_RULES, _body_rule),
    Table((_PRIOR,), lambda rule: rule),
    Table(tuple(REMEDY_RESULTS.values()), _result_rule),
    Table(tuple(FEE_METHODS.values()), _fee_rule),
)


def limit_list() -> tuple[Rule, ...]:
    """All limits with their article, in the order of the table; a name stands once per row that is or was law."""
    return tuple(_limit_rule(limit) for limit in LIMITS)


def read_article(text: str) -> Ref:
    """``33`` and ``33(2)`` mean the Regulation; other laws are named: ``FEE 6``, ``REC23 23``.

    Raises ValueError naming the laws that are known.

    >>> str(read_article("33(2)")), str(read_article("fee 6"))
    ('REG 33(2)', 'FEE 6')
    """
    text = text.strip().upper()
    return parse_reference(f"REG {text}" if text[:1].isdigit() else text)


def rules_on(article: Ref, tables: tuple[Table, ...] = TABLES) -> tuple[Rule, ...]:
    """Every row of ``tables`` that rests on this article, on a part of it, or on the article it is a part of.

    >>> [rule.name for rule in rules_on(read_article("49"))]
    ['department_report', 'government_report']
    """
    return tuple(rule for table in tables for rule in map(table.rule, table.rows) if _rests_on(rule, article))


def _rests_on(rule: Rule, article: Ref) -> bool:
    return any(isinstance(b, Ref) and (article.covers(b) or b.covers(article)) for b in rule.basis)


def law_title(article: Ref) -> str:
    """《title》 with number and day in force, as a heading."""
    law = LAWS[article.law]
    parts = [part for part in (law.number, f"{law.in_force}起施行" if law.in_force else "") if part]
    return f"《{law.title}》" + (f"（{'，'.join(parts)}）" if parts else "")
