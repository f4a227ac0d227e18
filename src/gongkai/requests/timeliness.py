"""Replies out of time, for assessment: the closings of ``requests.closed`` made after the reply was due (REG 33)."""

from __future__ import annotations

from django.db.models import F, QuerySet

from gongkai.measures.registry import Measure, Question
from gongkai.requests.counts import all_public, closed, closing_detail, closing_line
from gongkai.requests.models import Closing


def closed_late(question: Question) -> QuerySet[Closing]:
    return closed(question).filter(request__reply_due__isnull=False, happened_on__gt=F("request__reply_due"))


MEASURES: tuple[Measure, ...] = (
    Measure(
        name="requests.closed_late", label_zh="逾期办结的申请", unit="件",
        means="本期办结的申请中，超过答复期限（含依法延长）的",
        records=closed_late, line=closing_line, detail=closing_detail, dimensions={"category": "category", "row": "row"},
        public=all_public, related=("request",),
    ),
)  # fmt: skip
