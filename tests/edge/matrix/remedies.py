"""Reconsideration and litigation: the board, a new case, its page and steps, the bundle, the same text at many units."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.edge.matrix.page import Page, of

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.numbering.keys import public_id
from gongkai.remedies.usecases.register_case import Claim, register_case
from gongkai.requests.tests.factories import Counter

WRITERS = frozenset({Role.REQUEST_OFFICER, Role.LEGAL_REVIEWER})
READERS = WRITERS | {Role.OFFICE_HEAD, Role.APPROVER, Role.SUPERVISOR}
NEW = (
    ("agency", "wenxian"), ("block", "litigation_direct"), ("body", "温县人民法院"), ("subject", "不履行公开职责"),
    ("filed_on", "2022-03-01"),
)  # fmt: skip

PAGES = (
    Page("remedies", door=READERS),
    Page("remedy-register", door=WRITERS, post=True, posts_agency=True, data=NEW),
    Page("same-texts", door=frozenset({Role.SUPERVISOR, Role.REQUEST_OFFICER})),
    Page("remedy", of("case"), door=READERS, of_agency=True),
    Page("remedy-bundle", of("case"), door=WRITERS, of_agency=True),
    Page("remedy-withheld", of("case"), door=frozenset({Role.LEGAL_REVIEWER, Role.OFFICE_HEAD}), get=False, post=True, of_agency=True),
    Page("remedy-act", of("case", "stage"), door=WRITERS, get=False, post=True, of_agency=True,
         data=(("kind", "ACCEPTED"), ("on", "2022-03-01"))),
)  # fmt: skip


def things(cast: Cast, folder: Path) -> dict[str, str]:
    counter = Counter(cast, cast.office)
    counter.agency = cast.government
    request = counter.under_review()
    counter.replied(request)
    made = register_case(
        act=counter.lawyer, agency=cast.government, block="reconsideration", claim=Claim("焦作市人民政府", "不服答复"),
        filed_on=date(2022, 3, 1), request_id=request.pk,
    )  # fmt: skip
    return {"case": public_id(made.case.pk)}
