"""A case opened for one act: locked, with its stages; stages are added and told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.in_hand import take
from gongkai.audit.acts import Act
from gongkai.audit.log import Fact, record
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add
from gongkai.remedies.models import CaseFiled, CaseResult, CaseStage, RemedyCase, StageKind
from gongkai.requests.proceedings import writes_for


@dataclass(slots=True)
class OpenedCase:
    """A case under an act, whose clock stands still."""

    act: Act
    case: RemedyCase
    stages: list[CaseStage]

    def day_of(self, kind: StageKind) -> date | None:
        """The last day a stage of this kind happened."""
        return next((stage.on for stage in reversed(self.stages) if stage.kind == kind), None)

    @property
    def filed_on(self) -> date:
        return self.stages[0].on


def opened(act: Act, case_id: int) -> OpenedCase:
    """Lock a case of the acting agency. Raises NotFound for another's: the two are not told apart."""
    rows = RemedyCase.objects.select_related("agency").defer("claimant", "claims").select_for_update(of=("self",))
    case = rows.filter(pk=case_id).first()
    if case is None or not writes_for(act, case.agency_id):
        raise NotFound([Reason("case", "没有这件案件，或者不属于本单位办理")])
    return OpenedCase(act.at_one_moment(), case, list(CaseStage.objects.filter(case=case).order_by("sequence")))


def add_stage(opened_case: OpenedCase, kind: StageKind, on: date) -> CaseStage:
    """Write the next stage."""
    act = opened_case.act
    stage = CaseStage.objects.create(
        case=opened_case.case, sequence=len(opened_case.stages) + 1, kind=kind, on=on, recorded_at=act.now,
        actor_id=act.actor_id,
    )  # fmt: skip
    opened_case.stages.append(stage)
    take(act, "remedies.case", opened_case.case.pk)
    return stage


def tell(act: Act, case: RemedyCase, verb: str, facts: Mapping[str, Fact] | None = None) -> None:
    """One audit line and one outbox event; neither names a party."""
    told = {"block": case.block, **(facts or {})}
    record(act, f"remedies.{verb}", "remedy_case", public_id(case.id), told, chain=case.agency.code)
    add(f"remedy.{verb}", case.id, act.now, {"agency": case.agency.code, "block": case.block})


def day_faults(opened_case: OpenedCase, on: date) -> Iterator[Reason]:
    """Nothing in a case lies in the future or before it was filed."""
    if on > opened_case.act.today:
        yield Reason("on", f"日期 {on} 晚于今天 {opened_case.act.today}；请填写已经发生的日期")
    if on < opened_case.filed_on:
        yield Reason("on", f"日期 {on} 早于提出日期 {opened_case.filed_on}")


def result_in_force(case: RemedyCase) -> CaseResult | None:
    return CaseResult.objects.current().filter(case=case).first()


def still_pending(request_id: int, besides: RemedyCase) -> list[str]:
    """Blocks of other cases about a request that have no result yet."""
    filed = CaseFiled.objects.current().filter(case__request_id=request_id).exclude(case=besides)
    ended = CaseResult.objects.current().filter(case__request_id=request_id).values("case_id")
    return list(filed.exclude(case_id__in=ended).values_list("block", flat=True))
