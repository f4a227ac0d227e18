"""A serving process killed hard while forms come in: every form counts once, every number shown is there, none is skipped."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.e2e.conftest import ROOT


@pytest.mark.slow
def test_kill_9_while_requests_are_registered_loses_and_doubles_nothing(built: Path):
    """The program of the benchmark, three kills; it prints what it found and fails by itself."""
    command = [sys.executable, str(ROOT / "benchmarks" / "requests_kill.py"), "--home", str(built), "--kills", "3"]
    said = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert said.returncode == 0, said.stdout + said.stderr[-2000:]
    found = json.loads(said.stdout)
    assert found["forms"] > 3
    assert (found["lost"], found["doubled"], found["gaps"]) == ([], [], [])
