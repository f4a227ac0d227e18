"""A live site over the small demonstration: built once per run, copied and served once per worker, on a port of its own."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "gongkai-2022"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
SECONDS_TO_START = 60

SignIn = Callable[[str], Page]
DaysPass = Callable[..., None]


def environment(home: Path) -> dict[str, str]:
    """The product's own environment: nothing of the test settings, embedded database."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "DJANGO_", "DATABASE_"))
    }
    return {**kept, "GONGKAI_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the small demonstration; with several workers the first builds and the others wait."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared
    home, done = shared / "stories", shared / "stories.done"
    with (shared / "stories.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            program = Path(__file__).with_name("small_demonstration.py")
            subprocess.run([sys.executable, str(program)], check=True, env=environment(home), cwd=ROOT)
            done.touch()
    return home


@pytest.fixture
def days_pass(site_home: Path) -> DaysPass:
    """So many days go by for the records of a table: the given columns, all days, lie that much earlier. Records only a period waits for."""

    def move(days: int, table: str, *columns: str) -> None:
        moved = ", ".join(f"{column} = date({column}, '-{days} days')" for column in columns)
        with closing(sqlite3.connect(site_home / "gongkai.sqlite3", timeout=20)) as database, database:
            database.execute(f"UPDATE {table} SET {moved}")

    return move


@pytest.fixture(scope="session")
def site_home(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the served copy."""
    home = tmp_path_factory.mktemp("site") / "home"
    shutil.copytree(built, home)
    return home


@pytest.fixture(scope="session")
def site(site_home: Path) -> Iterator[str]:
    """The address of a served copy, without a slash at its end."""
    home = site_home
    port = free_port()
    command = [sys.executable, "-m", "gongkai.cli", "serve", "--port", str(port)]
    with (home / "serve.log").open("w") as log:
        server = subprocess.Popen(command, env=environment(home), cwd=ROOT, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, server, home / "serve.log")
            yield address
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=SECONDS_TO_START)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(SECONDS_TO_START * 10):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{address}/map/", timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"the site did not start: {log.read_text()}")


@pytest.fixture
def citizen(browser: Browser, site: str) -> Iterator[Page]:
    """A page on the portal, at a desk."""
    context = browser.new_context(base_url=site, viewport=DESKTOP)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=site, viewport=PHONE)
    yield context.new_page()
    context.close()


@pytest.fixture
def sign_in(browser: Browser, site: str) -> Iterator[SignIn]:
    """Sign an officer of the cast in, in a browser of their own."""
    contexts: list[BrowserContext] = []

    def enter(username: str) -> Page:
        context = browser.new_context(base_url=site, viewport=DESKTOP)
        contexts.append(context)
        page = context.new_page()
        page.goto("/desk/")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url("**/desk/")
        return page

    yield enter
    for context in contexts:
        context.close()
