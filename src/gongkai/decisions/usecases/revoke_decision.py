"""A decision was lawfully changed, revoked, held unlawful or void: put it on record; publication must be withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.decisions.models import DecisionVersion, Kind, Revocation
from gongkai.decisions.rights import allow
from gongkai.decisions.selectors import decision_on, revocation_of
from gongkai.law.reference import PEN
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add


def revoke_decision(
    *,
    act: Act,
    agency: Agency,
    kind: Kind,
    document_number: str,
    ground: str,
    reason: str,
    on: date,
    counterparty_index: int = 1,
) -> Revocation:
    """Record the revocation once (PEN 48(2)). The decision still counts in the year it was made; nothing is overwritten.

    Raises NotAllowed, NotFound, Refused. The withdrawal is due three working days after ``on`` (selectors.withdrawal_due).
    """
    allow(act, agency, Role.PUBLISHER, Role.APPROVER)
    with transaction.atomic():
        decision = decision_on(
            agency=agency,
            kind=kind,
            document_number=document_number,
            counterparty_index=counterparty_index,
            day=act.today,
        )
        refuse_if(_reasons(act, decision, ground, reason, on))
        revocation = Revocation.objects.create(
            agency=agency, kind=kind, document_number=document_number, counterparty_index=counterparty_index,
            ground=ground, reason=reason.strip(), happened_on=on, recorded_at=act.now, revoked_by=act.actor_name,
        )  # fmt: skip
        record(
            act, "decisions.revoked", "decisions.decision", public_id(decision.pk), chain=agency.code,
            facts={"kind": str(kind), "ground": ground, "on": on},
            changed={"document_number": document_number, "reason": reason},
        )  # fmt: skip
        add("decisions.revoked", public_id(decision.pk), act.now, {"kind": str(kind), "agency": agency.code})
    return revocation


def _reasons(act: Act, decision: DecisionVersion, ground: str, reason: str, on: date) -> Iterator[Reason]:
    if ground not in Revocation.Ground.values:
        yield Reason("ground", f"撤销事由“{ground}”不存在；可选：{'、'.join(Revocation.Ground.values)}", PEN(48, 2).zh)
    if not reason.strip():
        yield Reason("reason", "撤回公示时须说明理由", PEN(48, 2).zh)
    if on < decision.happened_on:
        yield Reason("on", f"撤销日期{on}早于决定日期{decision.happened_on}")
    if on > act.today:
        yield Reason("on", f"撤销日期{on}晚于今天{act.today}")
    if revocation_of(decision) is not None:
        yield Reason("document_number", "该决定的撤销已经登记过，不能重复登记")
