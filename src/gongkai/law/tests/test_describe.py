"""docs/law.md and docs/states.md say what the tables say."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.law.describe import PAGES
from gongkai.law.limits import LIMITS
from gongkai.law.states import State

DOCS = Path(__file__).parents[4] / "docs"


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_what_the_tables_say(name):
    written = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    assert written == PAGES[name](), f"run: python -m gongkai.law.describe {name} > docs/{name}.md"


def test_every_limit_and_every_state_is_named():
    assert [
        limit.name for limit in LIMITS if limit.name not in PAGES["law"]() and limit.label_zh not in PAGES["law"]()
    ] == []
    assert [state for state in State if f"`{state}`" not in PAGES["states"]()] == []
