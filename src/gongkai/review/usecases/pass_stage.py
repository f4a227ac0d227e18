"""Pass one stage of review: 初审, 复审 or 终审（签发）."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.audit.acts import Act
from gongkai.review.models import ReviewSheet, ReviewStep
from gongkai.review.paths import SECRECY, STAGES
from gongkai.review.usecases.stages import lock_sheet, reasons_against, require_stage, write_step


def pass_stage(*, act: Act, sheet_id: int, stage: str, opinion: str = "同意") -> ReviewSheet:
    """Pass ``stage``, which must be the next one; the last stage approves the content of the sheet's digest.

    The stage is named by the caller, so that a page opened yesterday cannot pass a stage nobody looked at today.
    """
    with transaction.atomic():
        sheet = lock_sheet(act, sheet_id)
        require_stage(act, sheet)
        refuse_if([*_reasons(stage), *reasons_against(act, sheet, stage)])
        write_step(act, sheet, ReviewStep.Conclusion.PASSED, opinion)
    return sheet


def _reasons(stage: str) -> Iterator[Reason]:
    if stage == SECRECY:
        yield Reason("stage", "保密审查须写明结论和依据，请办理“保密审查”", "SEC 35")
    elif stage not in STAGES:
        yield Reason("stage", f"审核环节“{stage}”不存在；可选：{'、'.join(STAGES)}")
