"""Mark a place in the text under review (校对): what stands there, what should. Marks advise; only a stage decides."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.numbering.keys import public_id
from gongkai.review.errors import person_of
from gongkai.review.models import ReviewMark, ReviewSheet
from gongkai.review.paths import STAGES
from gongkai.review.usecases.stages import lock_sheet


def mark_text(
    *, act: Act, sheet_id: int, text: str, kind: str, quote: str, suggestion: str = "", note: str = ""
) -> ReviewMark:
    """``text`` is the content of the sheet as the caller shows it: the quoted words must stand in it.

    Anybody who holds a stage of the sheet may mark, whether or not it is their turn; an author may not.
    """
    words = " ".join(quote.split())
    with transaction.atomic():
        sheet = lock_sheet(act, sheet_id)
        require(act, *(STAGES[key].role for key in sheet.stages))
        refuse_if(_reasons(act, sheet, text, kind, words, suggestion, note))
        mark = ReviewMark.objects.create(
            sheet=sheet, kind=kind, quote=words, suggestion=suggestion.strip(), note=note.strip(),
            officer_id=person_of(act), officer_name=act.actor_name, at=act.now,
        )  # fmt: skip
        record(
            act, "review.marked", sheet.subject_kind, public_id(sheet.subject_id),
            facts={"sheet": public_id(sheet.id), "kind": kind},
            changed={"quote": words, "suggestion": suggestion, "note": note},
        )  # fmt: skip
    return mark


def _reasons(
    act: Act, sheet: ReviewSheet, text: str, kind: str, words: str, suggestion: str, note: str
) -> Iterator[Reason]:
    if sheet.state != ReviewSheet.State.OPEN:
        yield Reason("review", f"该审查表已结束（{sheet.get_state_display()}），不能再加校对意见")
    if person_of(act) in sheet.authors:
        yield Reason("officer", "拟稿人请直接修改，不在自己的稿件上加校对意见")
    if kind not in ReviewMark.Kind.values:
        yield Reason("kind", f"校对意见类别须为{'、'.join(ReviewMark.Kind.labels)}之一")
    if not words or len(words) > 200:
        yield Reason("quote", "请摘出需要修改的原文，最多 200 字")
    elif words not in " ".join(text.split()):
        yield Reason("quote", f"送审内容中没有“{words[:40]}”，请从正文中复制原文")
    if not suggestion.strip() and not note.strip():
        yield Reason("suggestion", "请填写应改为的文字，或者说明")
    if len(suggestion) > 200 or len(note) > 300:
        yield Reason("note", "应改为最多 200 字，说明最多 300 字")
