"""`-o FILE`: whole or not at all, and what is no regular file stays what it is."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from gongkai.cli.errors import Refused, WrongUse
from gongkai.cli.output_file import refuse_unwritable, write_output


def test_an_old_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    target.write_bytes(b"old and longer")
    target.chmod(0o600)
    write_output("gongkai report", target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def test_a_named_pipe_is_written_into_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_output("gongkai report", pipe, b"answer")
    reader.join(timeout=10)
    assert read == [b"answer"]
    assert pipe.is_fifo()


def test_a_link_stays_a_link_and_its_file_is_written(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_output("gongkai report", link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_places_that_take_no_file_are_named_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"names no file; write for example -o report\.json"):
        refuse_unwritable("gongkai report", Path(""))
    with pytest.raises(Refused, match=r"is a folder; name a file in it"):
        refuse_unwritable("gongkai report", tmp_path)
    with pytest.raises(Refused, match=r"none does not exist; make it"):
        refuse_unwritable("gongkai report", tmp_path / "none" / "report.json")


def test_a_failed_write_names_the_file_asked_for_and_leaves_the_old_one(tmp_path: Path, monkeypatch) -> None:
    target = tmp_path / "report.json"
    target.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Refused, match=r"report\.json cannot be written \(Permission denied\)"):
        write_output("gongkai report", target, b"new")
    assert target.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1
