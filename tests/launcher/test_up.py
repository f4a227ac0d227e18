"""`gongkai up` as a process: it answers, keeps its data, ends cleanly, and leaves nothing behind even after kill -9."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        os.environ.get("GONGKAI_TEST_DATABASE") == "postgres", reason="makes an SQLite database of its own"
    ),
]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def becomes_silent(port: int) -> bool:
    """True as soon as nobody listens any more; false after half a minute."""
    deadline = time.monotonic() + 30
    while answers(port):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def start(home: Path, port: int) -> subprocess.Popen[str]:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), "GONGKAI_HOME": str(home)}
    command = [sys.executable, "-m", "gongkai.cli", "up", "--json", "--empty", "--port", str(port)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def read_document(up: subprocess.Popen[str]) -> dict[str, object]:
    """The one JSON document `up` prints when everything answers."""
    assert up.stdout is not None
    lines = []
    for line in up.stdout:
        lines.append(line)
        if line == "}\n":
            return json.loads("".join(lines))
    pytest.fail(f"up ended without its document: {up.stderr.read() if up.stderr else ''}")


def test_it_starts_answers_ends_on_sigterm_and_keeps_its_data(tmp_path):
    port = free_port()
    with start(tmp_path / "var", port) as up:
        assert read_document(up)["address"] == f"http://127.0.0.1:{port}/"
        assert answers(port)
        up.send_signal(signal.SIGTERM)
        _, said = up.communicate()
    assert (up.returncode, said.splitlines()[-1]) == (0, "gongkai: stopped")
    assert "Traceback" not in said
    assert becomes_silent(port)
    key = (tmp_path / "var" / "key").read_text()
    with start(tmp_path / "var", port) as again:
        read_document(again)
        again.send_signal(signal.SIGTERM)
        again.communicate()
    assert (tmp_path / "var" / "key").read_text() == key


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent is gone")
def test_after_kill_9_nothing_goes_on_running_and_the_next_start_works(tmp_path):
    port = free_port()
    with start(tmp_path / "var", port) as up:
        read_document(up)
        up.kill()
        up.communicate()
    assert becomes_silent(port)
    with start(tmp_path / "var", port) as again:
        read_document(again)
        again.send_signal(signal.SIGTERM)
        again.communicate()
    assert again.returncode == 0
