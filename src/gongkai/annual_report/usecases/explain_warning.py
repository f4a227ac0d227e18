"""Write down why a failing warning is right all the same."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.annual_report.models import Explanation
from gongkai.annual_report.standing import locked_report
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.law.annual_report.findings import Severity
from gongkai.law.annual_report.identities import IDENTITIES
from gongkai.numbering.keys import public_id

_WARNINGS = tuple(one.id for one in IDENTITIES if one.severity is Severity.WARNING)
SHORTEST_REASON = 4


def explain_warning(*, act: Act, report_id: int, identity: str, scope: str, reason: str) -> Explanation:
    """Give the reason for one warning at one place (``Finding.id``, ``Finding.scope``). An error cannot be explained away."""
    with transaction.atomic():
        annual = locked_report(act, report_id)
        require(act, Role.DRAFTER, agency_id=annual.agency_id)
        refuse_if(_reasons(identity, reason))
        explanation, _ = Explanation.objects.update_or_create(
            report=annual,
            identity=identity,
            place=scope,
            defaults={"reason": reason, "written_by": act.actor_id, "written_at": act.now},
        )
        facts = {"identity": identity, "place": scope}
        record(
            act,
            "report.warning_explained",
            "annual_report",
            public_id(annual.id),
            facts=facts,
            changed={"reason": reason},
        )
    return explanation


def _reasons(identity: str, reason: str) -> Iterator[Reason]:
    if identity not in _WARNINGS:
        yield Reason(
            "identity", f"“{identity}”不是可以说明的提示；只有 {'、'.join(_WARNINGS)} 可以书面说明，其余须改正"
        )
    if len(reason.strip()) < SHORTEST_REASON:
        yield Reason("reason", "请写明具体原因，如“2022年集中清理，废止文件按清理决定日期统计”")
