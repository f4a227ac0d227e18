"""The database is stopped: published pages, reports and their files still answer; what needs the records says that it cannot."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.conftest import ROOT, SECONDS_TO_START, environment, free_port, wait_for

from gongkai.cli.serve import server_command


@pytest.fixture(scope="module")
def cut_off(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over published files whose database is a port nobody listens on."""
    home = tmp_path_factory.mktemp("cut-off") / "home"
    shutil.copytree(built, home)
    own = environment(home)
    subprocess.run([sys.executable, "-m", "gongkai.cli", "publish"], check=True, env=own, cwd=ROOT)
    port = free_port()
    stopped = {**own, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/stopped"}
    with (home / "serve.log").open("w") as log:
        server = subprocess.Popen(server_command("127.0.0.1", port), env=stopped, cwd=ROOT, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}", server, home / "serve.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=SECONDS_TO_START)


def ask(address: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def test_everything_published_still_answers(cut_off: str):
    column = ask(f"{cut_off}/zfxxgk/fdzdgknr/?column=A20-01")[1].decode()
    documents = re.findall(r'href="(/content/[^"]+\.html)"', column)
    assert len(documents) > 3
    pages = [
        "/",
        "/zfxxgk/",
        "/zfxxgk/zn/",
        "/zfxxgk/zcwj/",
        "/zfxxgk/yjs/",
        "/zfxxgk/bzml/",
        "/zfxxgk/nb/2022/",
        *documents,
    ]
    assert [(page, ask(cut_off + page)[0]) for page in pages] == [(page, 200) for page in pages]
    status, report = ask(f"{cut_off}/zfxxgk/nb/2022/report.pdf?organ=wenxian")
    assert (status, report[:5]) == (200, b"%PDF-")


def test_what_needs_the_records_says_so(cut_off: str):
    status, text = ask(f"{cut_off}/zfxxgk/fdzdgknr/?year=2022")
    assert (status, "系统出现错误" in text.decode()) == (500, True)
