"""The officers' search over the own rows, and the table of synonyms."""

from __future__ import annotations

from pathlib import Path

from tests.edge.matrix.page import Page

from gongkai.agencies.tests.factories import Cast
from gongkai.search.usecases.change_synonyms import EDITORS

ALLOWED = frozenset(EDITORS)

PAGES = (
    Page("search", post=True),
    Page("synonyms", door=ALLOWED),
    Page("synonym-add", door=ALLOWED, get=False, post=True, data=(("terms", "遛狗,养犬"),)),
    Page("synonym-switch", door=ALLOWED, get=False, post=True, data=(("terms", "低保,最低生活保障"), ("use", "0"))),
)


def things(cast: Cast, folder: Path) -> dict[str, str]:
    return {}
