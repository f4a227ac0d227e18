"""Approve a version of a block, or return it with a reason: never by who wrote it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.notices.models import BlockVersion
from gongkai.notices.selectors import version_of
from gongkai.numbering.keys import public_id

APPROVERS = (Role.LEGAL_REVIEWER, Role.APPROVER, Role.OFFICE_HEAD)


def decide_block(*, act: Act, version_id: int, is_approved: bool, note: str = "") -> BlockVersion:
    """``note`` says why a version is returned."""
    with transaction.atomic():
        found = version_of(act, version_id)
        require(act, *APPROVERS, agency_id=found.agency_id)
        version = BlockVersion.objects.select_for_update().get(pk=found.pk)
        refuse_if(_reasons(act, version, is_approved, note))
        version.state = BlockVersion.State.APPROVED if is_approved else BlockVersion.State.RETURNED
        version.decided_by_id, version.decided_at, version.note = int(act.actor_id), act.now, note.strip()[:200]
        version.save(update_fields=["state", "decided_by", "decided_at", "note"])
        record(
            act, "notices.block_approved" if is_approved else "notices.block_returned", "notice_block",
            public_id(version.pk), chain=found.agency.code, facts={"block": version.block},
            changed={"note": version.note},
        )  # fmt: skip
    return version


def _reasons(act: Act, version: BlockVersion, is_approved: bool, note: str) -> Iterator[Reason]:
    if version.state != BlockVersion.State.DRAFT:
        yield Reason("state", f"这一版本现为“{version.get_state_display()}”，只有“待审定”的版本可以审定")
    if act.actor_id == str(version.drafted_by_id):
        yield Reason("", "起草人不能审定自己起草的版本，请由另一人办理")
    if is_approved and version.effective_on < act.today:
        yield Reason("effective_on", f"启用日期 {version.effective_on} 已经过去，请退回后另定启用日期")
    if not is_approved and not note.strip():
        yield Reason("note", "退回须写明理由")
