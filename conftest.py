"""For the whole suite: which tests need a program that may be absent, and which browser the browser tests use."""

from __future__ import annotations

import os
import shutil
import unittest
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = os.environ.get("GONGKAI_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
NO_CHROMIUM = "Chromium is not installed: apt-get install chromium, or name it in GONGKAI_CHROMIUM"
NO_POSTGRES = "runs on PostgreSQL only: set GONGKAI_TEST_POSTGRES=postgres://user@host:port/name"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip, with one sentence, what this machine or this run cannot do; leave out on PostgreSQL what touches no database.

    The law, the launcher, the documents, and the browser stories (a site of their own, with the embedded database) are the same
    in both runs; everything that reads or writes a record runs on both databases.
    """
    on_postgres = os.environ.get("GONGKAI_TEST_DATABASE") == "postgres"
    if on_postgres:
        left_out = [item for item in items if not touches_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if touches_database(item)]
    for item in items:
        if item.get_closest_marker("browser") and CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))
        if item.get_closest_marker("postgres") and not on_postgres:
            item.add_marker(pytest.mark.skip(reason=NO_POSTGRES))


def touches_database(item: pytest.Item) -> bool:
    """Whether a test asks for the database of the run: by its marker, a fixture, or as a Django test case."""
    asked = {"db", "transactional_db", "django_db_setup"}.intersection(getattr(item, "fixturenames", ()))
    case = getattr(item, "cls", None)
    return bool(
        asked
        or item.get_closest_marker("django_db")
        or item.get_closest_marker("postgres")
        or (case is not None and issubclass(case, unittest.TestCase))
    )


@pytest.fixture(autouse=True)
def no_search_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that rebuilds the search index would not see what a test has not committed; one that ends at once stands for it."""
    monkeypatch.setattr("gongkai.search.background.command", lambda: ["true"])


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the machine's own Chromium; root may only start it without its sandbox."""
    arguments = ["--no-sandbox", "--disable-dev-shm-usage"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": arguments}
