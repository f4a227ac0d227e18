"""The disclosure attribute (公开属性): which grounds withhold, and when a withheld item is looked at again (REG 14-16, 18)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.agencies.errors import Reason
from gongkai.catalogue.models import Disclosure
from gongkai.law.calendar import Calendar
from gongkai.law.exemptions import EXEMPTION_GROUNDS
from gongkai.law.explain import Due
from gongkai.law.single_limit import single_limit

_GROUNDS = {ground.key: ground for ground in EXEMPTION_GROUNDS}


@dataclass(frozen=True, slots=True)
class Attribute:
    """A proposal: withheld needs a ground of REG 14, 15 or 16, the kind the article lists (if it lists any) and a reason in words."""

    value: str
    ground: str = ""
    ground_kind: str = ""
    reason: str = ""


def attribute_reasons(proposed: Attribute) -> Iterator[Reason]:
    """What a proposal lacks, or names that it may not."""
    if proposed.value not in Disclosure.values:
        choices = "、".join(Disclosure.labels)
        yield Reason("attribute", f"公开属性须为{choices}之一，不是“{proposed.value}”")
    elif proposed.value != Disclosure.WITHHELD:
        if proposed.ground:
            yield Reason("ground", "只有不予公开的信息填写不予公开的法定情形")
    else:
        yield from _withheld(proposed)
    if len(proposed.reason) > 500:
        yield Reason("attribute_reason", f"理由最多 500 字，现有 {len(proposed.reason)} 字")


def _withheld(proposed: Attribute) -> Iterator[Reason]:
    ground = _GROUNDS.get(proposed.ground)
    if ground is None:
        yield Reason(
            "ground", f"不予公开须选择法定情形；可选：{'、'.join(g.label_zh for g in EXEMPTION_GROUNDS)}", "REG 14-16"
        )
    elif ground.kinds_zh and proposed.ground_kind not in ground.kinds_zh:
        yield Reason("ground_kind", f"{ground.label_zh}须写明是哪一种：{'、'.join(ground.kinds_zh)}", str(ground.basis))
    elif not ground.kinds_zh and proposed.ground_kind:
        yield Reason("ground_kind", f"{ground.label_zh}不分种类，不填“{proposed.ground_kind}”", str(ground.basis))
    if not proposed.reason.strip():
        yield Reason("attribute_reason", "不予公开须写明理由，仅选择情形不够")


def withheld_review_due(decided_on: date, calendar: Calendar) -> Due:
    """When a decision to withhold is to be assessed again (REG 18; yearly by convention)."""
    return single_limit("withheld_review", decided_on, calendar)
