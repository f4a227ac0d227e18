"""Settings: the list, and one with its form. Whoever may choose sees them; an agency that is not administered is not there."""

from __future__ import annotations

from pathlib import Path

from tests.edge.matrix.page import Page

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast

CHOOSERS = frozenset({Role.OFFICE_HEAD, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})

PAGES = (
    Page("settings", door=CHOOSERS),
    Page("setting", lambda things: ("site.icp",), door=CHOOSERS, post=True, posts_agency=True,
         data=(("agency", "wenxian"), ("value", "豫ICP备00000000号"), ("since", "2022-03-01"))),
)  # fmt: skip


def things(cast: Cast, folder: Path) -> dict[str, str]:
    return {}
