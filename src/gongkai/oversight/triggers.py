"""What the system proposes as accountability cases: it proposes, people decide. A unit with an open case of the trigger is not proposed again."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.agencies.models import Agency
from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.inspection.models import Finding, Level
from gongkai.inspection.rules import RULES, rule_of
from gongkai.measures.duties import kind_of
from gongkai.oversight.models import AccountabilityCase

Trigger = AccountabilityCase.Trigger


@dataclass(frozen=True, slots=True)
class Proposal:
    agency: Agency
    trigger: str
    findings: str

    @property
    def trigger_zh(self) -> str:
        return str(Trigger(self.trigger).label)


def proposed(act: Act) -> list[Proposal]:
    """Late replies to requests (REG 33, 53), publications long overdue (REG 26, 53), veto items of inspection."""
    ids = visible_agency_ids(act)
    agencies = {one.pk: one for one in Agency.objects.filter(pk__in=ids)}
    found: dict[tuple[int, str], list[str]] = {}
    for key, trigger in (("requests", Trigger.LATE_REPLY), ("publications", Trigger.NOT_UPDATING)):
        kind = kind_of(key)
        for duty in kind.open(frozenset(ids), act.today) if kind else ():
            if duty.is_overdue(act.today):
                found.setdefault((duty.agency_id, trigger), []).append(f"{duty.number or duty.title}（期限{duty.due}）")
    vetoes = [rule.id for rule in RULES if rule.veto]
    for one in Finding.objects.filter(
        agency_id__in=ids, cleared_on__isnull=True, level=Level.VIOLATION, rule__in=vetoes
    ):
        rule = rule_of(one.rule)
        found.setdefault((one.agency_id, Trigger.VETO_ITEM), []).append(
            f"{rule.label_zh if rule else one.rule}：{one.title}"
        )
    open_now = set(AccountabilityCase.objects.exclude(state="CLOSED").values_list("responsible_agency_id", "trigger"))
    return [
        Proposal(agencies[pk], trigger, f"{len(facts)}项：{'；'.join(facts[:10])}{'等' if len(facts) > 10 else ''}")
        for (pk, trigger), facts in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        if (pk, trigger) not in open_now
    ]  # fmt: skip
