"""For the whole suite: which tests need a program that may be absent, and which browser the browser tests use."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = os.environ.get("GONGKAI_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
NO_CHROMIUM = "Chromium is not installed: apt-get install chromium, or name it in GONGKAI_CHROMIUM"
NO_POSTGRES = "runs on PostgreSQL only: set GONGKAI_TEST_POSTGRES=postgres://user@host:port/name"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with one sentence, what this machine or this run cannot do."""
    on_postgres = os.environ.get("GONGKAI_TEST_DATABASE") == "postgres"
    for item in items:
        if item.get_closest_marker("browser") and CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))
        if item.get_closest_marker("postgres") and not on_postgres:
            item.add_marker(pytest.mark.skip(reason=NO_POSTGRES))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the machine's own Chromium; root may only start it without its sandbox."""
    arguments = ["--no-sandbox", "--disable-dev-shm-usage"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": arguments}
