"""May this content go out? Answered from the steps themselves, not only from the sheet's state."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.agencies.errors import Reason
from gongkai.review.models import ReviewSheet, ReviewStep
from gongkai.review.paths import STAGES


def approved_for_publication(sheet: ReviewSheet | None, digest: str) -> bool:
    """True when every stage was passed by a different person, none of them an author, over exactly this content."""
    return not tuple(reasons_not_to_publish(sheet, digest))


def reasons_not_to_publish(sheet: ReviewSheet | None, digest: str) -> Iterator[Reason]:
    """Why the content of this digest may not go out on this sheet; nothing when it may."""
    if sheet is not None and not sheet.for_publication:
        yield Reason("review", "该审查表审核的不是主动公开内容")
    yield from reasons_not_approved(sheet, digest)


def reasons_not_approved(sheet: ReviewSheet | None, digest: str) -> Iterator[Reason]:
    """Why this content is not signed, public or not (one query): what numbering and sealing ask."""
    if sheet is None:
        yield Reason("review", "尚未送审：先审查、后公开", "REG 17")
        return
    if sheet.state != ReviewSheet.State.APPROVED:
        waiting = STAGES[sheet.next_stage].label_zh if sheet.next_stage else ""
        yield Reason("review", f"审核尚未通过：{sheet.get_state_display()}" + (f"，等待{waiting}" if waiting else ""))
        return
    if sheet.content_digest != digest:
        yield Reason("review", "内容在审核通过后有改动，须重新送审")
    steps = ReviewStep.objects.filter(sheet=sheet, conclusion=ReviewStep.Conclusion.PASSED)
    passed = dict(steps.values_list("stage", "officer_id"))
    missing = [STAGES[key].label_zh for key in sheet.stages if key not in passed]
    if missing:
        yield Reason("review", f"缺少审核记录：{'、'.join(missing)}")
    if len(set(passed.values())) != len(passed) or set(passed.values()) & set(sheet.authors):
        yield Reason("review", "审核记录中有同一人办理两个环节，或者拟稿人参与审核")
