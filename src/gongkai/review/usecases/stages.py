"""What all stages share: lock the sheet, refuse the wrong person, write the step, move the sheet on."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from gongkai.agencies.errors import Reason
from gongkai.agencies.rights import require
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.numbering.keys import public_id
from gongkai.review.errors import no_such_sheet, person_of
from gongkai.review.lending import ids_reviewed_for
from gongkai.review.models import ReviewSheet, ReviewStep
from gongkai.review.paths import STAGES


def lock_sheet(act: Act, sheet_id: int) -> ReviewSheet:
    """The sheet, locked until the transaction ends. Raises NotFound for another agency's sheet, as for none.

    A government's sheets are reviewed by its office's officers as by its own; each officer concludes one stage at most.
    """
    rows = ReviewSheet.objects.filter(pk=sheet_id, agency_id__in=ids_reviewed_for(act))
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    try:
        return rows.get()
    except ReviewSheet.DoesNotExist:
        raise no_such_sheet() from None


def require_stage(act: Act, sheet: ReviewSheet) -> None:
    """Raise NotAllowed unless the act holds the role of the stage that is next."""
    person_of(act)
    if sheet.next_stage:
        require(act, STAGES[sheet.next_stage].role)  # the agency was asked when the sheet was locked


def reasons_against(act: Act, sheet: ReviewSheet, stage: str) -> Iterator[Reason]:
    """Why this person may not conclude this stage of this sheet now."""
    label = STAGES[stage].label_zh if stage in STAGES else stage
    if sheet.state != ReviewSheet.State.OPEN:
        yield Reason("review", f"该审查表已结束（{sheet.get_state_display()}），不能再办理{label}")
        return
    if sheet.next_stage != stage:
        yield Reason("stage", f"审核不得跳过环节：当前环节是{STAGES[sheet.next_stage].label_zh}，不是{label}")
    me = person_of(act)
    if me in sheet.authors:
        yield Reason("officer", "拟稿人不得审核自己拟写的内容")
    if me in sheet.reviewers:
        done = STAGES[sheet.stages[sheet.reviewers.index(me)]].label_zh
        yield Reason("officer", f"同一人不得办理两个审核环节：您已办理{done}")


def write_step(
    act: Act, sheet: ReviewSheet, conclusion: str, opinion: str, *, secrecy: str = "", basis: str = "",
    signed_by: tuple[int, str] | None = None,
) -> ReviewStep:  # fmt: skip
    """Write the step of the next stage and move the sheet on; the transaction is the caller's.

    ``signed_by`` is the leader who signed on paper, where another officer attests it.
    """
    stage = sheet.next_stage
    officer, name = signed_by or (person_of(act), act.actor_name)
    step = ReviewStep.objects.create(
        sheet=sheet, stage=stage, officer_id=officer, officer_name=name, conclusion=conclusion,
        secrecy=secrecy, basis=basis, opinion=opinion, at=act.now,
    )  # fmt: skip
    sheet.reviewers = [*sheet.reviewers, step.officer_id]
    place = len(sheet.reviewers)
    if conclusion == ReviewStep.Conclusion.RETURNED:
        close(act, sheet, ReviewSheet.State.RETURNED, opinion)
    elif place == len(sheet.stages):
        close(act, sheet, ReviewSheet.State.APPROVED, "")
    else:
        sheet.next_stage = sheet.stages[place]
        sheet.save(update_fields=["next_stage", "reviewers"])
    record(
        act, f"review.{stage.lower()}_{conclusion.lower()}", sheet.subject_kind, public_id(sheet.subject_id),
        facts={"sheet": public_id(sheet.id), "round": sheet.round, "state": sheet.state, "secrecy": secrecy},
        changed={"opinion": opinion, "content": sheet.content_digest},
    )  # fmt: skip
    return step


def close(act: Act, sheet: ReviewSheet, state: str, reason: str) -> None:
    sheet.state, sheet.next_stage, sheet.closed_at, sheet.closing_reason = state, "", act.now, reason[:500]
    sheet.save(update_fields=["state", "next_stage", "reviewers", "closed_at", "closing_reason"])
