"""Letters of a case, and the words of letters."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.edge.matrix.page import Page, of

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.notices.docx_template import TEMPLATE
from gongkai.notices.usecases.draft_block import draft_block
from gongkai.notices.usecases.draft_layout import draft_layout
from gongkai.notices.wording import WORDING
from gongkai.numbering.keys import public_id
from gongkai.requests.tests.factories import Counter

READERS = frozenset({Role.REQUEST_OFFICER, Role.DRAFTER, Role.LEGAL_REVIEWER, Role.APPROVER, Role.OFFICE_HEAD})
WRITERS = frozenset({Role.REQUEST_OFFICER, Role.DRAFTER, Role.OFFICE_HEAD})
APPROVERS = frozenset({Role.LEGAL_REVIEWER, Role.APPROVER, Role.OFFICE_HEAD})
BLOCK = "CLOSED_OTHER"


def _verb(verb: str, acts: frozenset[Role] | None = None) -> Page:
    return Page(
        "case-letters-act", of("case", verb), door=READERS, get=False, post=True, of_agency=True, acts=acts, done=422
    )


PAGES = (
    Page("case-letters", of("case"), door=READERS, of_agency=True),
    _verb("acknowledge", frozenset({Role.REQUEST_OFFICER})),
    _verb("tell", frozenset({Role.REQUEST_OFFICER, Role.DRAFTER})),
    _verb("disclose", frozenset({Role.OFFICE_HEAD})),
    Page("letter-file", lambda things: (things["case"], things["reply"], "pdf"), door=READERS, of_agency=True),
    Page("letter-places", door=frozenset({Role.OFFICE_HEAD, Role.SYSTEM_ADMIN}), post=True, posts_agency=True,
         data=(("agency", "wenxian"), ("phone", "0391-6123456"), ("address", "温县黄河路1号"))),
    Page("letter-layouts", door=READERS),
    Page("letter-layout-file", door=READERS),
    Page("letter-layout-sample", of("layout"), door=READERS, of_agency=True),
    Page("letter-layout-bring", door=WRITERS, get=False, post=True, posts_agency=True,
         data=(("agency", "wenxian"), ("effective_on", "2099-01-01")), done=400),
    Page("letter-words", door=READERS),
    Page("letter-block", lambda _: (BLOCK,), door=READERS),
    Page("letter-block-draft", lambda _: (BLOCK,), door=WRITERS, get=False, post=True, posts_agency=True,
         data=(("agency", "wenxian"), ("text", WORDING[BLOCK]), ("effective_on", "2099-01-01"))),
    Page("letter-block-preview", lambda _: (BLOCK,), door=READERS),
    Page("letter-version-decide", of("version"), door=APPROVERS, get=False, post=True, of_agency=True,
         data=(("decision", "approve"),)),
)  # fmt: skip


def things(cast: Cast, folder: Path) -> dict[str, str]:
    cast.government.contact = {"phone": "0391-6123456", "address": "温县黄河路1号"}
    cast.government.save(update_fields=["contact"])
    counter = Counter(cast, cast.office)
    counter.agency = cast.government
    reply = counter.replied(counter.under_review())
    writer = cast.act(Role.DRAFTER, who="模板起草人")
    version = draft_block(
        act=writer, agency=cast.government, block=BLOCK, text=WORDING[BLOCK], effective_on=date(2099, 1, 1)
    )
    layout = draft_layout(
        act=writer, agency=cast.government, name="l.docx", content=TEMPLATE.read_bytes(), effective_on=date(2099, 1, 1)
    )
    return {
        "case": public_id(reply.request_id), "reply": public_id(reply.pk), "version": public_id(version.pk),
        "layout": public_id(layout.pk),
    }  # fmt: skip
