"""docs/where-is-what.md leads to files that are there, and names every address book of the screens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import get_resolver

import gongkai
from gongkai.api.urls import api

PACKAGE = Path(gongkai.__file__).resolve().parent
ROOT = PACKAGE.parents[1]
PAGE = (ROOT / "docs" / "where-is-what.md").read_text(encoding="utf-8")
PATHS = [
    path
    for row in re.findall(r"^\| .* \|$", PAGE, re.MULTILINE)
    for path in re.findall(r"`([a-z][\w/]*(?:\.py|/))`", row.split(" | ", 1)[1])
]
EACH_ROOM = {"counts.py", "duties.py", "integrity.py", "open_work.py", "usecases/"}


def test_the_page_names_many_places():
    assert len(PATHS) > 40


@pytest.mark.parametrize("path", sorted(set(PATHS) - EACH_ROOM))
def test_each_place_is_there(path):
    assert (PACKAGE / path).exists() or (ROOT / path).exists()


@pytest.mark.parametrize("path", sorted(EACH_ROOM))
def test_what_several_rooms_have_is_there_in_several(path):
    assert len(list(PACKAGE.glob(f"*/{path}"))) > 2


def test_every_module_that_answers_an_address_is_named():
    views = [
        getattr(pattern.callback, "view_class", pattern.callback)
        for room in get_resolver().url_patterns
        if room.namespace != "api"
        for pattern in room.url_patterns
    ]
    # Views of the API stand behind those of its framework.
    views += [
        operation.view_func
        for _, router in api._routers
        for path in router.path_operations.values()
        for operation in path.operations
    ]
    modules = {view.__module__.removeprefix("gongkai.").replace(".", "/") + ".py" for view in views}
    assert "api/decisions.py" in modules
    assert modules - set(PATHS) == set()
