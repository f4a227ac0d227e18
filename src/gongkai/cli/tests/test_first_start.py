"""What `up` does before it serves: data folder, key, versions, and a demonstration that was stopped half-way."""

from __future__ import annotations

import os

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from gongkai.agencies.installation import UNFINISHED, create_installation
from gongkai.audit.acts import system_act
from gongkai.cli import database, first_start
from gongkai.cli.errors import Refused


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path / "var"))
    return first_start.make_home()


def set_up(*, demonstration: bool) -> None:
    create_installation(act=system_act("test"), is_demonstration=demonstration)


def test_the_data_folder_is_made_for_its_owner_only(folder):
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_data_folder_that_cannot_be_made_names_the_cure(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path / "file" / "var"))
    with pytest.raises(Refused, match="set GONGKAI_HOME"):
        first_start.make_home()


def test_a_second_up_on_the_same_folder_is_refused_until_the_first_ends(folder):
    held = first_start.be_the_only_one(folder)
    with pytest.raises(Refused, match="another `gongkai up` is running"):
        first_start.be_the_only_one(folder)
    os.close(held)
    os.close(first_start.be_the_only_one(folder))


@pytest.mark.django_db
def test_the_key_is_made_once(folder, monkeypatch):
    monkeypatch.delenv("GONGKAI_KEY")
    first_start.make_key()
    made = (folder / "key").read_text()
    first_start.make_key()
    assert (folder / "key").read_text() == made
    assert (folder / "key").stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_records_whose_key_is_gone_get_no_new_key(folder, monkeypatch):
    set_up(demonstration=False)
    monkeypatch.delenv("GONGKAI_KEY")
    with pytest.raises(Refused, match="put the key back"):
        first_start.make_key()
    assert not (folder / "key").exists()


@pytest.mark.django_db
def test_a_database_of_a_newer_version_is_refused():
    database.refuse_newer(database.look())
    MigrationRecorder(connection).record_applied("agencies", "9999_from_the_future")
    with pytest.raises(Refused, match=r"newer version of Gongkai \(it has agencies.9999_from_the_future"):
        first_start.bring_up_to_date()


@pytest.mark.django_db
def test_a_database_of_an_older_version_is_not_served():
    MigrationRecorder(connection).record_unapplied("agencies", "0001_initial")
    with pytest.raises(Refused, match="older version"):
        database.refuse_unless_current()


@pytest.mark.django_db
def test_an_empty_database_gets_the_demonstration_once(folder):
    built = []

    def build() -> bool:
        assert (folder / UNFINISHED).exists()
        set_up(demonstration=True)
        built.append("wenxian")
        return True

    first_start.fill_if_empty(folder, build)
    first_start.fill_if_empty(folder, build)
    assert built == ["wenxian"]
    assert not (folder / UNFINISHED).exists()


@pytest.mark.django_db
def test_a_half_built_demonstration_is_built_again(folder):
    set_up(demonstration=True)
    (folder / UNFINISHED).touch()
    built = []
    first_start.fill_if_empty(folder, lambda: not built.append("again"))
    assert built == ["again"]
    assert not (folder / UNFINISHED).exists()


@pytest.mark.django_db
def test_a_build_that_fails_leaves_its_mark(folder):
    with pytest.raises(ZeroDivisionError):
        first_start.fill_if_empty(folder, lambda: 1 // 0)
    assert (folder / UNFINISHED).exists()


@pytest.mark.django_db
def test_a_build_that_was_asked_to_stop_leaves_its_mark(folder):
    first_start.fill_if_empty(folder, lambda: False)
    assert (folder / UNFINISHED).exists()


@pytest.mark.django_db
def test_commands_wait_while_another_process_builds_and_refuse_what_was_left_half_built(folder, monkeypatch):
    (folder / UNFINISHED).touch()
    with pytest.raises(Refused, match="left half built"):
        first_start.require_whole_records()
    held = first_start.be_the_only_one(folder)
    waits = []

    def a_while(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            (folder / UNFINISHED).unlink()

    monkeypatch.setattr(first_start.time, "sleep", a_while)
    first_start.require_whole_records()
    assert len(waits) == 3
    os.close(held)


@pytest.mark.django_db
def test_real_records_are_never_built_over_whatever_the_mark_says(folder):
    set_up(demonstration=False)
    (folder / UNFINISHED).touch()
    first_start.fill_if_empty(folder, lambda: pytest.fail("built over real records"))
