"""Record the secrecy review (SEC 35): conclusion and basis, never editable afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.audit.acts import Act
from gongkai.review.models import ReviewSheet, ReviewStep
from gongkai.review.paths import SECRECY
from gongkai.review.usecases.stages import lock_sheet, reasons_against, require_stage, write_step


def record_secrecy_review(
    *, act: Act, sheet_id: int, conclusion: str, basis: str = "《中华人民共和国保守国家秘密法》第三十五条", opinion: str = ""
) -> ReviewSheet:  # fmt: skip
    """Conclude whether the content may be public (``ReviewStep.Secrecy``).

    A content that was to be published and must not be goes back to the drafter; that needs an opinion. A document that is not to be
    published passes with either conclusion. Returns the sheet as it stands after the step.
    """
    with transaction.atomic():
        sheet = lock_sheet(act, sheet_id)
        require_stage(act, sheet)
        refuse_if([*reasons_against(act, sheet, SECRECY), *_reasons(conclusion, basis, opinion)])
        stops = conclusion == ReviewStep.Secrecy.NOT_PUBLIC and sheet.for_publication
        step = ReviewStep.Conclusion.RETURNED if stops else ReviewStep.Conclusion.PASSED
        write_step(act, sheet, step, opinion, secrecy=conclusion, basis=basis)
    return sheet


def _reasons(conclusion: str, basis: str, opinion: str) -> Iterator[Reason]:
    if conclusion not in ReviewStep.Secrecy.values:
        yield Reason("conclusion", f"保密审查结论“{conclusion}”不存在；可选：{'、'.join(ReviewStep.Secrecy.values)}")
    if not basis.strip():
        yield Reason("basis", "保密审查须写明依据，例如《中华人民共和国保守国家秘密法》第三十五条", "SEC 35")
    if conclusion == ReviewStep.Secrecy.NOT_PUBLIC and not opinion.strip():
        yield Reason("opinion", "结论为不得公开的，须写明理由")
