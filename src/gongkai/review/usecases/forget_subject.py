"""Erase what a sheet repeats of a purged content. Who reviewed it, when, and the digest stay."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.review.models import ReviewMark, ReviewSheet


def forget_subject(subject_kind: str, subject_ids: Iterable[int]) -> None:
    """Blank the titles and closing reasons of a subject's sheets, inside the transaction of the purge."""
    sheets = ReviewSheet.objects.filter(subject_kind=subject_kind, subject_id__in=list(subject_ids))
    ReviewMark.objects.filter(sheet__in=sheets).update(quote="", suggestion="", note="")
    sheets.update(title="", closing_reason="")
