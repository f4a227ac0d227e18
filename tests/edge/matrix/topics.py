"""Topics: the list, one topic, and what may be done with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.edge.matrix.page import DRAFTER, PUBLISHER, Page, of

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.catalogue.models import Column
from gongkai.catalogue.seed import seed_columns
from gongkai.catalogue.tests.walk import Walk
from gongkai.numbering.keys import public_id

WRITERS = DRAFTER | PUBLISHER
CLOSERS = PUBLISHER | frozenset({Role.OFFICE_HEAD})


def _act(verb: str, acts: frozenset[Role], *data: tuple[str, str]) -> Page:
    return Page("topic-act", of("topic", verb), get=False, post=True, acts=acts, of_agency=True, data=data)


PAGES = (
    Page("topics"),
    Page("topic", of("topic"), of_agency=True),
    _act("section", WRITERS, ("name", "政策文件")),
    _act("plan", WRITERS | CLOSERS),
    _act("release", PUBLISHER),
    _act("close", CLOSERS),
    _act("reopen", CLOSERS),
)


def things(cast: Cast, folder: Path) -> dict[str, str]:
    seed_columns(Column)
    cast.on(date(2022, 3, 1))
    return {"topic": public_id(Walk(cast).draft("topic", "ztzl", title="稳岗就业", summary="政策").id)}
