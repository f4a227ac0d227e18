"""What the programs underneath say, and the sentence the user reads instead."""

from __future__ import annotations

import errno
import importlib.machinery
import importlib.util
from pathlib import Path

import pytest

import ready
import sentences

LAUNCHER = str(Path(__file__).resolve().parents[2] / "gongkai")


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("The virtual environment was not created successfully because ensurepip is not available.", "python3-venv"),
        ("ERROR: Could not install packages: [Errno 13] Permission denied: '.venv/lib'", "No permission"),
        ("WARNING: Retrying ... NewConnectionError('...: Failed to establish a new connection')\nERROR: No matching distribution found",
         "cannot be reached"),
        ("ERROR: No matching distribution found for django==5.2.19", "does not have a needed version"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "does not match the digest"),
        ("ERROR: something nobody has seen before", "something nobody has seen before"),
    ],
    ids=["full disk", "no ensurepip", "no permission", "no network", "old mirror", "wrong digest", "unknown"],
)  # fmt: skip
def test_each_failure_has_one_sentence(output, expected):
    text = str(sentences.Failure.from_output("pip", output))
    assert expected in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("number", "expected"),
    [(errno.ENOSPC, "disk is full"), (errno.EACCES, "No permission"), (errno.EROFS, "No permission")],
)
def test_errors_of_the_system_name_the_place(number, expected):
    text = sentences.sentence_for(OSError(number, "x", "/srv/gongkai/.venv"), "/srv/gongkai")
    assert expected in text
    assert "/srv/gongkai/.venv" in text


@pytest.mark.parametrize(
    ("arguments", "layers"),
    [
        ([], ("runtime",)),
        (["up"], ("runtime",)),
        (["test", "-k", "x"], ("runtime", "test")),
        (["prepare"], ("runtime",)),
        (["prepare", "--with-tests"], ("runtime", "test")),
        (["law", "test"], ("runtime",)),
    ],
)
def test_only_the_tests_need_the_second_lock(arguments, layers):
    assert ready.layers_for(arguments) == layers


def test_an_old_python_is_told_which_one_is_needed(monkeypatch, capsys):
    loader = importlib.machinery.SourceFileLoader("launcher", LAUNCHER)
    launcher = importlib.util.module_from_spec(importlib.util.spec_from_loader("launcher", loader))
    loader.exec_module(launcher)
    monkeypatch.setattr(launcher, "is_recent_enough", lambda program: False)
    monkeypatch.setattr(launcher.sys, "version_info", (3, 9, 18))
    with pytest.raises(SystemExit) as ended:
        launcher.main()
    assert ended.value.code == 1
    assert "Python 3.11 or newer is needed" in capsys.readouterr().err


def test_a_newer_python_of_the_machine_is_used_when_there_is_one(monkeypatch):
    loader = importlib.machinery.SourceFileLoader("launcher", LAUNCHER)
    launcher = importlib.util.module_from_spec(importlib.util.spec_from_loader("launcher", loader))
    loader.exec_module(launcher)
    replaced = []
    monkeypatch.setattr(launcher, "is_recent_enough", lambda program: program == "python3.12")
    monkeypatch.setattr(launcher.os, "execvp", lambda *call: replaced.append(call) or sys_exit())
    monkeypatch.setattr(launcher.sys, "version_info", (3, 9, 18))
    monkeypatch.setattr(launcher.sys, "argv", ["gongkai", "up"])
    with pytest.raises(SystemExit):
        launcher.main()
    assert replaced == [("python3.12", ["python3.12", LAUNCHER, "up"])]


def sys_exit():
    raise SystemExit(0)
