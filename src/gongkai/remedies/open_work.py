"""Reconsiderations and suits whose result is not known yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gongkai.agencies.in_hand import kept_in_hand
from gongkai.agencies.open_work import Piece
from gongkai.agencies.roles import Role
from gongkai.remedies.models import CaseResult, RemedyCase


def cases(keys: Collection[int]) -> Iterator[Piece]:
    ended = CaseResult.objects.current().filter(case_id__in=keys).values("case_id")
    rows = RemedyCase.objects.filter(pk__in=keys).exclude(pk__in=ended).defer("claimant", "claims").order_by("id")
    for case in rows:
        yield Piece(case.pk, f"{case.case_number or case.body}　{case.subject}", case.get_block_display())


OPEN_WORK = (
    kept_in_hand(
        "remedies.case", "复议诉讼案件", "收到复议申请书副本、起诉状副本后按期提交答复、答辩和证据（《行政复议法》第四十八条，《行政诉讼法》第六十七条）", cases,
        Role.REQUEST_OFFICER, Role.LEGAL_REVIEWER,
    ),
)  # fmt: skip
