"""End a round without approval: a reviewer returns the content for mending, or an author takes it back."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.numbering.keys import public_id
from gongkai.review.errors import person_of
from gongkai.review.models import ReviewSheet, ReviewStep
from gongkai.review.usecases.stages import close, lock_sheet, reasons_against, require_stage, write_step


def return_sheet(*, act: Act, sheet_id: int, reason: str) -> ReviewSheet:
    """退回修改: whoever holds the next stage sends the content back with a reason; mended, it starts a new round."""
    with transaction.atomic():
        sheet = lock_sheet(act, sheet_id)
        require_stage(act, sheet)
        reasons = [] if reason.strip() else [Reason("opinion", "退回修改须写明原因，拟稿人据此修改")]
        refuse_if([*reasons, *reasons_against(act, sheet, sheet.next_stage)])
        write_step(act, sheet, ReviewStep.Conclusion.RETURNED, reason)
    return sheet


def recall_sheet(*, act: Act, sheet_id: int, reason: str) -> ReviewSheet:
    """拟稿人撤回: an author takes the content back, even an approved one that is to be changed before it is numbered or goes out."""
    with transaction.atomic():
        sheet = lock_sheet(act, sheet_id)
        require(act, Role.DRAFTER, agency_id=sheet.agency_id)
        reasons = [] if reason.strip() else [Reason("reason", "撤回须写明原因")]
        if person_of(act) not in sheet.authors:
            reasons.append(Reason("officer", "只有拟稿人可以撤回送审的内容；审核人请退回修改"))
        if sheet.used_at is not None:
            reasons.append(Reason("review", "已据此编号或者发布，审核不能撤回；已发布的内容请办理更正或者撤稿"))
        if sheet.state not in (ReviewSheet.State.OPEN, ReviewSheet.State.APPROVED):
            reasons.append(Reason("review", f"该审查表已结束（{sheet.get_state_display()}），无须撤回"))
        refuse_if(reasons)
        close(act, sheet, ReviewSheet.State.RECALLED, reason)
        record(
            act, "review.recalled", sheet.subject_kind, public_id(sheet.subject_id),
            facts={"sheet": public_id(sheet.id), "round": sheet.round}, changed={"reason": reason},
        )  # fmt: skip
    return sheet
