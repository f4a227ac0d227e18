"""How grave a case is: one person proposes, another decides; only the decision is a fact the report counts."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if, too_long
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.oversight.models import AccountabilityCase, IncidentJudged, Severity
from gongkai.oversight.usecases.accountability import lock_case, open_reasons, tell


def propose_severity(*, act: Act, case_id: int, severity: str, reason: str) -> AccountabilityCase:
    """Propose ordinary or major, with the reason. A new proposal replaces one that was not decided yet."""
    with transaction.atomic():
        case = lock_case(act, case_id)
        refuse_if(_proposal_reasons(case, severity, reason))
        case.proposed_severity, case.proposed_by, case.proposal_reason = severity, act.actor_id, reason
        case.judged_by = ""
        case.save(update_fields=["proposed_severity", "proposed_by", "proposal_reason", "judged_by"])
        tell(act, case, "severity_proposed", {"severity": severity})
    return case


def judge_severity(*, act: Act, case_id: int) -> AccountabilityCase:
    """Decide as proposed: the head of the office or another supervisor, never the person who proposed it.

    A further judgement supersedes the earlier one from now on; figures as of earlier days stay.
    """
    with transaction.atomic():
        case = lock_case(act, case_id, Role.OFFICE_HEAD, Role.SUPERVISOR)
        act = act.at_one_moment()
        refuse_if(_judgement_reasons(act, case))
        case.severity, case.judged_by = case.proposed_severity, act.actor_id
        case.save(update_fields=["severity", "judged_by"])
        IncidentJudged.objects.current().filter(case=case).update(superseded_at=act.now)
        IncidentJudged.objects.create(
            case=case, agency_id=case.responsible_agency_id, severity=case.severity, happened_on=act.today,
            recorded_at=act.now,
        )  # fmt: skip
        tell(act, case, "severity_judged", {"severity": case.severity})
    return case


def _proposal_reasons(case: AccountabilityCase, severity: str, reason: str) -> Iterator[Reason]:
    yield from open_reasons(case)
    if severity not in Severity.values:
        yield Reason("severity", f"“{severity}”不在可选范围；可选：{'、'.join(Severity.values)}")
    if not reason.strip():
        yield Reason("reason", "请写明认定理由")
    yield from too_long(("reason", reason, "认定理由", 1000))


def _judgement_reasons(act: Act, case: AccountabilityCase) -> Iterator[Reason]:
    yield from open_reasons(case)
    if not case.proposed_severity or case.judged_by:
        yield Reason("severity", "没有待认定的提议，请先提出事件性质")
    elif case.proposed_by == act.actor_id:
        yield Reason("judged_by", "事件性质由提议人以外的人认定")
