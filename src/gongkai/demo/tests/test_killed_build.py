"""A build that is killed: it leaves the mark `up` looks for, and its second process goes with its files."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gongkai.demo.tests.test_whole_year import as_a_user, on_sqlite_only

LONGEST_WAIT = 120


def until(happened):
    deadline = time.monotonic() + LONGEST_WAIT
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def has_officers(home: Path) -> bool:
    try:
        with sqlite3.connect(f"file:{home / 'gongkai.sqlite3'}?mode=ro", uri=True) as database:
            return database.execute("SELECT count(*) FROM agencies_officer").fetchone()[0] > 0
    except sqlite3.OperationalError:
        return False


@pytest.mark.slow
@on_sqlite_only
def test_a_killed_build_is_marked_and_cleans_up_behind_it(tmp_path):
    command = [sys.executable, "-m", "gongkai.cli", "demo", "wenxian-2022"]
    process = subprocess.Popen(command, env=as_a_user(tmp_path), stderr=subprocess.DEVNULL)
    until(lambda: has_officers(tmp_path))
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert (tmp_path / "demonstration-unfinished").exists()
    until(lambda: not list(tmp_path.glob("ledgers-*")))
