"""The decision of a reply: per item, and the one row the request counts in (domain 4.4).

What an outcome means and which row it counts in stands in ``law.outcomes``; here is how several items lead to one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from gongkai.agencies.errors import Reason
from gongkai.law.outcomes import OUTCOMES, OutcomeGroup
from gongkai.law.prior_reconsideration import prior_reconsideration
from gongkai.law.reference import parse_reference


@dataclass(frozen=True, slots=True)
class ItemDecision:
    """What was decided on one item asked for; ``item`` counts from 1."""

    item: int
    outcome: str
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The main result, its grounds (``REG 16(2)``) and the items, where there are several."""

    outcome: str
    grounds: tuple[str, ...] = ()
    items: tuple[ItemDecision, ...] = field(default=())

    @property
    def row(self) -> str:
        return OUTCOMES[self.outcome].row

    @property
    def cited(self) -> tuple[str, ...]:
        """The grounds given, or the outcome's own articles where none are."""
        return self.grounds or tuple(str(article) for article in OUTCOMES[self.outcome].basis)


def reasons_against(decision: Decision, on: date) -> Iterator[Reason]:
    """Everything that keeps a decision from being drafted."""
    yield from _outcome_faults("outcome", decision.outcome)
    yield from _ground_faults("grounds", decision.grounds)
    for item in decision.items:
        yield from _outcome_faults(f"items.{item.item}.outcome", item.outcome)
        yield from _ground_faults(f"items.{item.item}.grounds", item.grounds)
    if sorted(item.item for item in decision.items) != list(range(1, len(decision.items) + 1)):
        yield Reason("items", "各项内容从 1 起连续编号，每项一个结论")
    if all(code in OUTCOMES for code in _codes(decision)):
        yield from _main_faults(decision)
        yield from _withheld_ground_faults(decision, on)


def _codes(decision: Decision) -> Sequence[str]:
    return (decision.outcome, *(item.outcome for item in decision.items))


def _outcome_faults(field_name: str, code: str) -> Iterator[Reason]:
    if code not in OUTCOMES:
        yield Reason(field_name, "请从列表中选择答复结论")
    elif not OUTCOMES[code].is_reply:
        yield Reason(field_name, f"“{OUTCOMES[code].label_zh}”不是答复结论，请用相应的办结操作")


def _ground_faults(field_name: str, grounds: Sequence[str]) -> Iterator[Reason]:
    for ground in grounds:
        try:
            parse_reference(ground)
        except ValueError:
            yield Reason(field_name, f"法律依据“{ground}”无法识别；请写如 REG 16(2)")


def _main_faults(decision: Decision) -> Iterator[Reason]:
    """Partly disclosed counts as that only; otherwise the main result is one of the items' results."""
    if not decision.items:
        return
    groups = {OUTCOMES[item.outcome].group for item in decision.items}
    partly = OutcomeGroup.PARTIALLY_GRANTED in groups or {OutcomeGroup.GRANTED, OutcomeGroup.REFUSED} <= groups
    if partly and decision.outcome != "PARTIALLY_GRANTED":
        yield Reason(
            "outcome",
            "各项中既有公开又有不予公开的，只计“部分公开”",
            "年度报告格式：区分处理的，只计这一情形，不计其他情形",
        )
    elif not partly and decision.outcome not in {item.outcome for item in decision.items}:
        yield Reason("outcome", "主要结论须是各项结论之一")


def _withheld_ground_faults(decision: Decision, on: date) -> Iterator[Reason]:
    """A partial grant must say on which articles the rest is withheld: they decide the applicant's remedies."""
    withheld = [ground for item in decision.items for ground in item.grounds]
    try:
        unknown = prior_reconsideration(decision.outcome, (*decision.grounds, *withheld), on) is None
    except ValueError:
        return
    if unknown:
        yield Reason("grounds", "部分公开须写明不予公开部分的依据，如《条例》第十五条；它决定是否应当先申请行政复议")
