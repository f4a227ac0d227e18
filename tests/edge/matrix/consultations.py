"""Consultations: the list, drafting, one, who opens and who cancels."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.edge.matrix.page import APPROVER, DRAFTER, GOVERNMENT, PUBLISHER, Page, of

from gongkai.agencies.tests.factories import Cast
from gongkai.engagement.tests.factories import drafted_consultation
from gongkai.numbering.keys import public_id

PAGES = (
    Page("consultations"),
    Page("consultation-draft", door=DRAFTER, post=True, posts_agency=True, data=GOVERNMENT, done=422),
    Page("consultation", of("consultation"), of_agency=True),
    Page("consultation-act", of("consultation", "edit"), get=False, post=True, of_agency=True, acts=DRAFTER, done=422),
    Page("consultation-act", of("consultation", "open"), get=False, post=True, of_agency=True, acts=PUBLISHER | APPROVER,
         done=422),
    Page("consultation-act", of("consultation", "cancel"), get=False, post=True, of_agency=True, acts=PUBLISHER | APPROVER,
         data=(("reason", "不再制定"),)),
)  # fmt: skip


def things(cast: Cast, folder: Path) -> dict[str, str]:
    cast.on(date(2022, 3, 1))
    return {"consultation": public_id(drafted_consultation(cast).pk)}
