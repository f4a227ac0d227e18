"""Credit repair (domain 7.3): the subject applies with evidence, another officer decides, publicity ends on the day of the grant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import NotAllowed, Reason, refuse_if
from gongkai.agencies.in_hand import take
from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record as write_line
from gongkai.decisions.kept import RepairApplication, RepairDecision
from gongkai.decisions.models import DecisionVersion, Kind
from gongkai.decisions.publicity_end import publicity_end
from gongkai.decisions.rights import allow
from gongkai.decisions.selectors import decision_on, revocation_of
from gongkai.law.publicity import Publicity
from gongkai.law.reference import CR23, CR26
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add


def apply_for_repair(
    *, act: Act, agency: Agency, document_number: str, evidence: str, on: date, counterparty_index: int = 1
) -> RepairApplication:
    """Register an application: not before the shortest period has passed, not while another one waits.

    Raises NotAllowed, NotFound, Refused.
    """
    allow(act, agency, Role.DRAFTER, Role.PUBLISHER)
    with transaction.atomic():
        decision = decision_on(
            agency=agency, kind=Kind.PENALTY, document_number=document_number, counterparty_index=counterparty_index,
            day=act.today,
        )  # fmt: skip
        type(decision)._default_manager.select_for_update().get(pk=decision.pk)  # two applications at once
        refuse_if(_reasons_not_to_apply(act, decision, evidence, on))
        application = RepairApplication.objects.create(
            agency=agency, document_number=document_number, counterparty_index=counterparty_index, happened_on=on,
            evidence=evidence.strip(), registered_by=act.actor_id, registered_by_name=act.actor_name, recorded_at=act.now,
        )  # fmt: skip
        take(act, "decisions.repair", application.pk)
        write_line(
            act, "decisions.repair_applied", "decisions.decision", public_id(decision.pk), chain=agency.code,
            facts={"on": on}, changed={"document_number": document_number, "evidence": evidence},
        )  # fmt: skip
    return application


def decide_repair(*, act: Act, application_id: int, granted: bool, reason: str, on: date) -> RepairDecision:
    """Grant or refuse, by another person than the one who registered it; granted, publicity ends ``on`` that day.

    Raises NotAllowed, Refused.
    """
    with transaction.atomic():
        application = RepairApplication.objects.select_for_update().select_related("agency").get(pk=application_id)
        allow(act, application.agency, Role.PUBLISHER, Role.APPROVER)
        if act.actor_id == application.registered_by:
            raise NotAllowed([Reason("", "登记信用修复申请的人不能作出决定，请由另一人办理")])
        refuse_if(_reasons_not_to_decide(act, application, granted, reason, on))
        decision = RepairDecision.objects.create(
            application=application, granted=granted, reason=reason.strip(), happened_on=on, decided_by=act.actor_id,
            decided_by_name=act.actor_name, recorded_at=act.now,
        )  # fmt: skip
        write_line(
            act, "decisions.repair_decided", "decisions.repair", public_id(application.pk), chain=application.agency.code,
            facts={"granted": granted, "on": on}, changed={"reason": reason},
        )  # fmt: skip
        if granted:
            add(
                "decisions.publicity_ended", public_id(application.pk), act.now,
                {"kind": application.kind, "agency": application.agency.code},
            )  # fmt: skip
    return decision


def applications_of(record: DecisionVersion) -> list[RepairApplication]:
    """All applications about one decision with what was decided, oldest first."""
    return list(
        RepairApplication.objects.filter(
            agency_id=record.agency_id, kind=record.KIND, document_number=record.document_number,
            counterparty_index=record.counterparty_index,
        ).select_related("decision").order_by("id")
    )  # fmt: skip


def _reasons_not_to_apply(act: Act, decision: DecisionVersion, evidence: str, on: date) -> Iterator[Reason]:
    if decision.publicity != Publicity.PUBLISH:
        yield Reason("document_number", "该决定不公示，不需要信用修复")
    if revocation_of(decision) is not None:
        yield Reason("document_number", "该决定已撤销，公示信息已撤回")
    if not evidence.strip():
        yield Reason("evidence", "请写明纠正失信行为、履行义务的证明材料")
    if not decision.happened_on <= on <= act.today:
        yield Reason("on", f"申请日期{on}应在处罚决定日期{decision.happened_on}至今天{act.today}之间")
    end = publicity_end(decision)
    if end.period is not None and on < end.period.repair_from:
        yield Reason("on", f"最短公示期未满，{end.period.repair_from}起可以申请", str(end.period.rule.basis))
    if end.is_over(act.today):
        yield Reason("document_number", f"公示已于{end.last}终止")
    if any(not hasattr(one, "decision") for one in applications_of(decision)):
        yield Reason("document_number", "已有一件申请正在办理，不能重复登记")


def _reasons_not_to_decide(
    act: Act, application: RepairApplication, granted: bool, reason: str, on: date
) -> Iterator[Reason]:
    article = (CR26() if application.happened_on >= date(2026, 4, 1) else CR23()).zh
    if hasattr(application, "decision"):
        yield Reason("", "该申请已经作出决定", article)
    if not granted and not reason.strip():
        yield Reason("reason", "不予修复的须说明理由", article)
    if not application.happened_on <= on <= act.today:
        yield Reason("on", f"决定日期{on}应在申请日期{application.happened_on}至今天{act.today}之间")
