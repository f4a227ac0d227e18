"""Every event the code writes into the log by name has its Chinese words: an auditor never reads 其他操作."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import gongkai
from gongkai.desk.log_words import EVENTS

PACKAGE = Path(gongkai.__file__).resolve().parent
EVENT = re.compile(r"[a-z_]+\.[a-z_]+")


def named_events() -> Iterator[tuple[str, str]]:
    """The second argument of ``audit.log.record``, where it is a plain word."""
    for path in PACKAGE.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") in ("record", "write_line")
                and len(node.args) > 2
            ):
                event = node.args[1]
                if isinstance(event, ast.Constant) and EVENT.fullmatch(str(event.value)):
                    yield str(event.value), path.name


def test_many_events_are_named():
    assert len(set(named_events())) > 80


def test_each_has_its_words():
    assert {event: path for event, path in named_events() if event not in EVENTS} == {}
