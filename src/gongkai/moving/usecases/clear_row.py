"""Clear the list of a row: another person lets a finding through with a reason, or the row is left out (不迁入)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.usecases.release_finding import RELEASERS
from gongkai.moving.examining import stops
from gongkai.moving.models import SiteRow
from gongkai.moving.selectors import row_for
from gongkai.moving.usecases.examine_batch import OPEN
from gongkai.numbering.keys import public_id


def release_row_finding(*, act: Act, row_id: int, key: str, reason: str) -> SiteRow:
    """By one who reviews, and did not import; the publisher who vouches is not among them."""
    require(act, *RELEASERS)
    with transaction.atomic():
        row = _locked(act, row_id)
        chosen = next((one for one in row.findings if one["key"] == key), None)
        refuse_if(_reasons(act, row, chosen, reason))
        assert chosen is not None  # refused above
        chosen["released"] = {
            "officer": person_of(act), "name": act.actor_name, "reason": reason.strip(), "at": act.now.isoformat(),
        }  # fmt: skip
        row.state = SiteRow.State.WAITING if stops(row.findings) else SiteRow.State.CLEAR
        row.save(update_fields=["findings", "state"])
        record(
            act, "moving.finding_released", "moving.row", public_id(row.pk), facts={"section": chosen["section"]},
            changed={"reason": reason, "finding": key},
        )  # fmt: skip
    return row


def leave_out(*, act: Act, row_id: int, reason: str) -> SiteRow:
    """The row does not come in; the same file again does not bring it back, a changed one does."""
    require(act, Role.DRAFTER, Role.PUBLISHER)
    with transaction.atomic():
        row = _locked(act, row_id)
        refuse_if(_leaving_reasons(row, reason))
        row.state, row.reason = SiteRow.State.LEFT_OUT, reason.strip()
        row.save(update_fields=["state", "reason"])
        record(act, "moving.left_out", "moving.row", public_id(row.pk), changed={"reason": reason})
    return row


def _locked(act: Act, row_id: int) -> SiteRow:
    SiteRow.objects.select_for_update(of=("self",)).filter(pk=row_id).first()
    return row_for(act, row_id)


def _reasons(act: Act, row: SiteRow, chosen: dict[str, Any] | None, reason: str) -> Iterator[Reason]:
    if row.state not in OPEN:
        yield Reason("state", f"这一条{row.get_state_display()}，不再处理")
    if person_of(act) == row.batch.importer_id:
        yield Reason("officer", "导入人不得放行自己导入的内容，请由其他审核人放行")
    if chosen is None:
        yield Reason("finding", "这个问题已不存在，请重新打开页面")
    elif chosen.get("released"):
        yield Reason("finding", f"已由{chosen['released']['name']}放行")
    elif not chosen["blocks"]:
        yield Reason("finding", "这一项只是提示，不需要放行")
    if not reason.strip() or len(reason) > 300:
        yield Reason("reason", "放行须写明理由，最多 300 字，例如“系工作人员公开的办公电话”")


def _leaving_reasons(row: SiteRow, reason: str) -> Iterator[Reason]:
    if row.state not in OPEN:
        yield Reason("state", f"这一条{row.get_state_display()}，不再处理")
    if not reason.strip() or len(reason) > 300:
        yield Reason("reason", "不迁入须写明理由，最多 300 字")
