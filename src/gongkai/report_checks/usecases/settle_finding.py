"""Settle a finding: it was looked into and explained. It stays in the list with who and why, and leaves the return letter."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.errors import Reason, Refused, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import Fact, record
from gongkai.numbering.keys import public_id
from gongkai.report_checks.keys import finding_key
from gongkai.report_checks.models import CheckedReport, Settlement

SETTLERS = (Role.SUPERVISOR, Role.OFFICE_HEAD, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER)


def settle_finding(*, act: Act, report: CheckedReport, key: str, reason: str) -> Settlement:
    """``key`` is that of one of the report's findings (``keys.finding_key``)."""
    require(act, *SETTLERS, agency_id=report.batch.agency_id)
    found = next((one for one in report.answer.get("findings", ()) if finding_key(one) == key), None)
    if found is None:
        raise Refused([Reason("finding", "这份报告没有这个问题，请刷新页面")])
    place = {"agency_id": report.batch.agency_id, "issuer": report.issuer, "year": report.year, "key": key}
    refuse_if(
        [
            *([] if reason.strip() else [Reason("reason", "请写明理由，如“机构改革，两局合并”")]),
            *([Reason("finding", "这个问题已经处理")] if Settlement.objects.filter(**place).exists() else []),
        ]
    )
    with transaction.atomic():
        settled = Settlement.objects.create(
            **place, rule=found["rule"], message=found["message"][:500], reason=reason.strip()[:300],
            settled_by=act.actor_id, settled_by_name=act.actor_name, settled_at=act.now,
        )  # fmt: skip
        facts: dict[str, Fact] = {"rule": settled.rule, "year": report.year or 0}
        record(
            act,
            "report_checks.settled",
            "report_check",
            public_id(report.batch_id),
            facts=facts,
            changed={"reason": reason},
        )
    return settled
