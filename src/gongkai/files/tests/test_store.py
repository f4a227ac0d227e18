"""Stored files: judged by their first bytes, kept once by content, written whole or not at all, checked when read."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gongkai.agencies.errors import Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.files import store, sweeping
from gongkai.files.models import StoredFile
from gongkai.files.store import read, store_scan
from gongkai.files.sweeping import sweep

PDF = b"%PDF-1.7\nstamped scan"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings) -> Path:  # type: ignore[no-untyped-def]
    settings.GONGKAI_HOME = tmp_path
    return tmp_path


def keep(cast: Cast, content: bytes = PDF, name: str = "盖章报表.pdf") -> StoredFile:
    return store_scan(act=cast.act(Role.OFFICE_HEAD), agency_id=cast.office.pk, name=name, content=content)


def files_in(home: Path) -> list[str]:
    return sorted(path.name for path in home.rglob("*") if path.is_file())


def test_a_scan_is_kept_under_its_digest_and_read_back(cast: Cast, home: Path) -> None:
    stored = keep(cast)
    assert (stored.media_type, stored.size, stored.name) == ("application/pdf", 21, "盖章报表.pdf")
    assert files_in(home) == [hashlib.sha256(PDF).hexdigest()]
    assert read(stored) == PDF


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(PDF, "application/pdf"), (b"\xff\xd8\xff\xe0rest", "image/jpeg"), (b"\x89PNG\r\n\x1a\nrest", "image/png")],
)
def test_the_first_bytes_say_what_it_is(cast: Cast, content: bytes, media_type: str) -> None:
    assert keep(cast, content, "anything.bin").media_type == media_type


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00", b"<script>", b" %PDF-1.7", b"PK\x03\x04", b"GIF89a"])
def test_an_ending_does_not_make_a_scan(cast: Cast, home: Path, content: bytes) -> None:
    with pytest.raises(Refused, match=r"文件“报表.pdf”不是 PDF、JPEG 或 PNG"):
        keep(cast, content, "报表.pdf")
    assert (files_in(home), StoredFile.objects.count()) == ([], 0)


def test_too_large_and_of_the_wrong_kind_are_told_together(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LARGEST_BYTES", 10)
    with pytest.raises(Refused) as refusal:
        keep(cast, b"GIF89a and more")
    assert len(refusal.value.reasons) == 2
    with pytest.raises(Refused, match="最大"):
        keep(cast, PDF)
    assert keep(cast, PDF[:10]).size == 10


def test_equal_content_is_kept_once_under_two_names(cast: Cast, home: Path) -> None:
    one, other = keep(cast, name="a.pdf"), keep(cast, name="b.pdf")
    assert one.pk != other.pk
    assert len(files_in(home)) == 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\报表\\3月.pdf", "3月.pdf"), ("/abs/报表.pdf", "报表.pdf"), ("", "file"),
        ("..", "file"), ("长" * 300, "长" * 200),
    ],
)  # fmt: skip
def test_a_name_is_only_a_name(cast: Cast, home: Path, name: str, kept: str) -> None:
    assert keep(cast, name=name).name == kept
    assert files_in(home) == [hashlib.sha256(PDF).hexdigest()]


def test_a_file_changed_on_disk_is_not_handed_out(cast: Cast, home: Path) -> None:
    stored = keep(cast)
    next(path for path in home.rglob("*") if path.is_file()).write_bytes(b"%PDF-1.7\nforged")
    with pytest.raises(ValueError, match="does not match its digest; restore it from a backup"):
        read(stored)


def test_a_damaged_file_is_healed_when_its_content_comes_again(cast: Cast, home: Path) -> None:
    stored = keep(cast)
    next(path for path in home.rglob("*") if path.is_file()).write_bytes(b"")
    keep(cast)
    assert read(stored) == PDF


def test_bytes_without_a_record_go_after_a_day_and_what_is_kept_stays(cast: Cast, home: Path) -> None:
    kept, refused = keep(cast), PDF + b" refused"
    keep(cast, refused).delete()  # as a refusal later in the same transaction would leave it
    digest = hashlib.sha256(refused).hexdigest()
    assert digest in files_in(home)
    now = datetime.now(UTC)
    assert sweep(now) == 0
    assert sweep(now + timedelta(days=2)) == 1
    assert (files_in(home), read(kept)) == ([kept.sha256], PDF)


def test_what_comes_again_while_it_is_swept_is_kept(cast: Cast, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record is written after the sweep has looked for it; and a sweep killed after putting the file aside loses nothing."""
    stored = keep(cast)
    later = datetime.now(UTC) + timedelta(days=2)
    answers = [set(), {stored.sha256}]
    monkeypatch.setattr(sweeping, "_known", lambda digests: answers.pop(0))
    assert sweep(later) == 0
    monkeypatch.undo()
    path = next(path for path in home.rglob("*") if path.is_file())
    path.rename(path.with_name(f".swept.{path.name}"))
    assert sweep(later) == 0
    assert read(stored) == PDF


def test_a_full_disk_leaves_nothing_half_written(cast: Cast, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        keep(cast)
    assert (files_in(home), StoredFile.objects.count()) == ([], 0)
