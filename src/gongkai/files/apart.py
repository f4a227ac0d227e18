"""Run a reader of uploads in a process of its own: no key, no database, limits on memory, time and output.

A parser that is overrun, hangs or eats memory takes its own process down; the caller gets ``ReaderFailed`` with a sentence.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gongkai
from gongkai.files.readers.limits import EXIT_MEMORY, EXIT_OUTPUT, EXIT_TIME, SECONDS, SECONDS_ON_THE_WALL

_KEPT = ("PATH", "LANG", "LC_ALL", "HOME", "TMPDIR")


class ReaderFailed(Exception):
    """The file could not be read within the limits, or broke its reader. The text is a Chinese sentence without the name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader answers: a JSON object, and bytes where it made a copy."""

    answer: dict[str, Any]
    copy: bytes = b""


def read_apart(task: str, kind: str, content: bytes) -> Reading:
    """``task`` is ``examine``, ``text`` or ``copy`` (see ``readers.__main__``). Raises ReaderFailed."""
    return run_apart("gongkai.files.readers", (task, kind), content)


def run_apart(module: str, arguments: tuple[str, ...], given: bytes) -> Reading:
    """Run a module that reads uploads; it answers a line of JSON and bytes. Raises ReaderFailed."""
    command = [sys.executable, "-P", "-m", module, *arguments]
    try:
        ended = subprocess.run(
            command, input=given, capture_output=True, env=_environment(), timeout=SECONDS_ON_THE_WALL, check=False
        )
    except subprocess.TimeoutExpired:
        raise ReaderFailed(f"解析超过 {SECONDS_ON_THE_WALL} 秒，已停止") from None
    if ended.returncode != 0:
        raise ReaderFailed(_why(ended.returncode))
    head, _, copy = ended.stdout.partition(b"\n")
    return Reading(json.loads(head), copy)


def _environment() -> dict[str, str]:
    """Nothing of ours: neither the key nor the database's address; only where Python and the package are."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": str(Path(gongkai.__file__).resolve().parents[1]), "PYTHONDONTWRITEBYTECODE": "1"}


def _why(code: int) -> str:
    return {
        EXIT_MEMORY: "展开后过大，超过解析内存上限",
        EXIT_TIME: f"解析超过 {SECONDS} 秒，已停止",
        EXIT_OUTPUT: "文字过多，超过解析上限",
    }.get(code, "结构损坏，无法解析")
