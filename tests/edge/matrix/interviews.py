"""Interviews: the list, preparing, one, who announces and who cancels."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.edge.matrix.page import APPROVER, DRAFTER, GOVERNMENT, PUBLISHER, Page, of

from gongkai.agencies.tests.factories import Cast
from gongkai.engagement.tests.factories import drafted_interview
from gongkai.numbering.keys import public_id

PAGES = (
    Page("interviews"),
    Page("interview-draft", door=DRAFTER, post=True, posts_agency=True, data=GOVERNMENT, done=422),
    Page("interview", of("interview"), of_agency=True),
    Page("interview-act", of("interview", "announce"), get=False, post=True, of_agency=True, acts=PUBLISHER | APPROVER, done=422),
    Page("interview-act", of("interview", "cancel"), get=False, post=True, of_agency=True, acts=PUBLISHER | APPROVER,
         data=(("reason", "改期"),)),
)  # fmt: skip


def things(cast: Cast, folder: Path) -> dict[str, str]:
    cast.on(date(2022, 3, 1))
    return {"interview": public_id(drafted_interview(cast).pk)}
