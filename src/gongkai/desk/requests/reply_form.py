"""The decision of a reply as the form gives it: one main outcome, the articles of what is withheld, an outcome per item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai.agencies.errors import Reason
from gongkai.desk.requests.fields import Field
from gongkai.law.exemptions import EXEMPTION_GROUNDS
from gongkai.law.outcomes import OUTCOMES
from gongkai.requests.models import InformationRequest
from gongkai.requests.repeats import earlier_by_same_applicant
from gongkai.requests.results import Decision, ItemDecision

MOST_ITEMS = 5
OUTCOME_CHOICES = tuple(
    (code, f"{outcome.group.label_zh}：{outcome.label_zh}") for code, outcome in OUTCOMES.items() if outcome.is_reply
)
GROUNDS = tuple(dict.fromkeys((str(ground.basis), ground.basis.zh) for ground in EXEMPTION_GROUNDS))
ITEMS = tuple(
    Field(
        f"item{number}", f"第{number}项内容的结论", "choice", "申请含几项内容的，逐项选择" if number == 1 else "",
        choices=lambda act, case: (("", "（没有这一项）"), *OUTCOME_CHOICES),
    )
    for number in range(1, MOST_ITEMS + 1)
)  # fmt: skip


def decision_of(given: Mapping[str, Any], wrong: list[Reason]) -> Decision:
    """The grounds chosen go to the items that withhold, and to the reply where there are no items."""
    grounds = tuple(given.getlist("grounds"))  # type: ignore[attr-defined]
    known = {code for code, _ in GROUNDS}
    if not set(grounds) <= known:
        wrong.append(Reason("grounds", "请从列表中选择依据"))
    items = []
    for number in range(1, MOST_ITEMS + 1):
        code = str(given.get(f"item{number}", ""))
        if code:
            basis = OUTCOMES[code].basis if code in OUTCOMES else ()
            items.append(ItemDecision(number, code, tuple(str(one) for one in basis)))
    return Decision(str(given.get("outcome", "")), grounds, tuple(items))


def earlier_of(request: InformationRequest, key: str, wrong: list[Reason]) -> InformationRequest | None:
    """The earlier request a repeat names, among those of the same applicant."""
    if not key:
        return None
    found = (
        earlier_by_same_applicant(request).filter(pk=int(key)).first() if key.isdecimal() and len(key) < 20 else None
    )
    if found is None:
        wrong.append(Reason("repeats", "请从该申请人的此前申请中选择"))
    return found
