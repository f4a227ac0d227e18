"""Questionnaires: the list, preparing, one, who opens and who hands out links."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.edge.matrix.page import APPROVER, DRAFTER, GOVERNMENT, PUBLISHER, Page, of

from gongkai.agencies.tests.factories import Cast
from gongkai.engagement.tests.factories import drafted_survey
from gongkai.numbering.keys import public_id

PAGES = (
    Page("surveys"),
    Page("survey-draft", door=DRAFTER, post=True, posts_agency=True, data=GOVERNMENT, done=422),
    Page("survey", of("survey"), of_agency=True),
    Page("survey-links", of("survey"), get=False, post=True, of_agency=True, acts=DRAFTER | PUBLISHER, done=422),
    Page("survey-act", of("survey", "open"), get=False, post=True, of_agency=True, acts=PUBLISHER | APPROVER, done=422),
)  # fmt: skip


def things(cast: Cast, folder: Path) -> dict[str, str]:
    cast.on(date(2022, 3, 1))
    return {"survey": public_id(drafted_survey(cast).pk)}
