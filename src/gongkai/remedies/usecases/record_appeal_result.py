"""Record the result on appeal or retrial: it supersedes the one below it, figures of earlier days keep the old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import Fact
from gongkai.remedies.models import Block, CaseResult, Instance, StageKind
from gongkai.remedies.proceedings import OpenedCase, add_stage, day_faults, opened, result_in_force, tell
from gongkai.remedies.usecases.record_result import detail_faults, write_result

APPEALS = (Instance.SECOND, Instance.RETRIAL)


def record_appeal_result(
    *, act: Act, case_id: int, detail: str, instance: str = Instance.SECOND, on: date | None = None
) -> CaseResult:
    """The latest effective result counts, on its own day (domain 4.5). An appeal that upholds the judgment below is entered with
    the result the case has by it."""
    day = on or act.today
    with transaction.atomic():
        case = opened(act, case_id)
        require(act, Role.REQUEST_OFFICER, Role.LEGAL_REVIEWER)
        held = result_in_force(case.case)
        refuse_if([*_reasons(case, held, detail, instance, day), *day_faults(case, day)])
        assert held is not None
        CaseResult.objects.filter(pk=held.pk).update(superseded_at=case.act.now)
        result = write_result(case, detail, Instance(instance), day)
        add_stage(case, StageKind.APPEAL_DECIDED, day)
        facts: dict[str, Fact] = {"detail": detail, "result": result.result, "instance": instance, "on": day}
        tell(act, case.case, "appeal_recorded", facts)
    return result


def _reasons(case: OpenedCase, held: CaseResult | None, detail: str, instance: str, day: date) -> Iterator[Reason]:
    if case.case.block == Block.RECONSIDERATION:
        yield Reason("", "行政复议没有上诉；对复议决定不服的，另行登记复议后起诉的案件")
    if instance not in APPEALS:
        yield Reason("instance", f"审级“{instance}”不存在；可选：{'、'.join(APPEALS)}")
    else:
        yield from detail_faults(detail, Instance(instance))
    if held is None:
        yield Reason("", "案件尚无一审结果，请先登记一审结果")
    elif day < held.happened_on:
        yield Reason("on", f"日期 {day} 早于原结果的日期 {held.happened_on}")
