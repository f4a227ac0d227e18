"""Severance: the files of a case, their pages, marks, the copy."""

from __future__ import annotations

from pathlib import Path

from tests.edge.matrix.page import Page, of

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.files.severing.marks import Box
from gongkai.numbering.keys import public_id
from gongkai.requests.tests.factories import Counter
from gongkai.requests.usecases.sever import finish_severance, mark_area, open_severance

READERS = frozenset({Role.REQUEST_OFFICER, Role.DRAFTER, Role.LEGAL_REVIEWER, Role.APPROVER, Role.OFFICE_HEAD})
WRITERS = frozenset({Role.DRAFTER, Role.REQUEST_OFFICER})

PAGES = (
    Page("severances", of("case"), door=READERS, post=True, acts=WRITERS, of_agency=True, done=200),
    Page("severance", of("severance"), door=READERS, of_agency=True),
    Page("severance-picture", of("severance", 1), door=READERS, of_agency=True),
    Page("severance-copy", of("severance"), door=READERS, of_agency=True),
    Page("severance-act", of("severance", "finish"), door=WRITERS, get=False, post=True, of_agency=True, done=422),
)


def things(cast: Cast, folder: Path) -> dict[str, str]:
    counter = Counter(cast, cast.office)
    counter.agency = cast.government
    request = counter.under_review()
    made = open_severance(
        act=counter.drafter, request_id=request.pk, title="表", name="a.txt", content="姓名：闻人芷若".encode()
    )
    mark_area(act=counter.drafter, severance_id=made.pk, page=1, box=Box(0, 0, 0.5, 0.5), ground="personal_privacy")
    finish_severance(act=counter.drafter, severance_id=made.pk)
    return {"case": public_id(request.pk), "severance": public_id(made.pk)}
