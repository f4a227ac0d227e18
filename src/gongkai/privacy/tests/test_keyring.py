"""The master key: from the environment or its file, never overwritten, told in a sentence when missing or malformed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.keyring import KeyMissing, create_key_file, data_folder, forget_cached_keys, key_file, master_keys, subkey

ONE, OTHER = "ab" * 32, "cd" * 32


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty data folder and no key in the environment."""
    monkeypatch.setitem(os.environ, "GONGKAI_HOME", str(tmp_path))
    monkeypatch.delitem(os.environ, "GONGKAI_KEY")
    forget_cached_keys()
    yield tmp_path
    monkeypatch.undo()
    forget_cached_keys()


def test_a_made_key_is_the_owners_alone_and_is_read_back(home: Path) -> None:
    create_key_file(home / "key")
    assert stat.S_IMODE((home / "key").stat().st_mode) == 0o600
    assert len(master_keys()) == 1
    assert [path.name for path in home.iterdir()] == ["key"]


def test_an_existing_key_is_never_touched(home: Path) -> None:
    (home / "key").write_text(ONE)
    with pytest.raises(FileExistsError):
        create_key_file(home / "key")
    assert (home / "key").read_text() == ONE
    assert [path.name for path in home.iterdir()] == ["key"]


def test_two_made_keys_differ(home: Path) -> None:
    create_key_file(home / "a")
    create_key_file(home / "b")
    assert (home / "a").read_text() != (home / "b").read_text()


def test_no_key_says_where_it_is_looked_for_and_how_to_make_one(home: Path) -> None:
    with pytest.raises(KeyMissing, match=r"set GONGKAI_KEY \(64 hexadecimal digits\) or let `gongkai up` make"):
        master_keys()


@pytest.mark.parametrize("text", ["ab" * 31, "zz" * 32, ONE + "," + "short"])
def test_a_malformed_key_is_told_with_a_cure(home: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setitem(os.environ, "GONGKAI_KEY", text)
    with pytest.raises(ValueError, match="GONGKAI_KEY holds a key that is not 64 hexadecimal digits") as failure:
        master_keys()
    assert text not in str(failure.value)


def test_the_environment_goes_before_the_file_and_the_first_key_is_current(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "key").write_text(OTHER)
    monkeypatch.setitem(os.environ, "GONGKAI_KEY", f"{ONE},{OTHER}")
    assert [key.secret.hex() for key in master_keys()] == [ONE, OTHER]
    assert master_keys()[0].key_id != master_keys()[1].key_id


def test_every_purpose_and_key_has_its_own_subkey(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "GONGKAI_KEY", f"{ONE},{OTHER}")
    current, older = master_keys()
    made = {subkey("a"), subkey("b"), subkey("a", older), current.secret, older.secret}
    assert len(made) == 5
    assert subkey("a") == subkey("a", current)
    assert {len(key) for key in made} == {32}


@pytest.mark.parametrize("value", [None, ""])
def test_without_a_named_folder_data_and_key_lie_in_var(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GONGKAI_HOME")
    if value is not None:
        monkeypatch.setenv("GONGKAI_HOME", value)
    assert data_folder() == tmp_path / "var"
    assert key_file() == tmp_path / "var" / "key"
