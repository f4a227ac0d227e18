"""A database of a newer version, a full disk, a folder that cannot be written, a broken notice: one sentence, nothing half-written."""

from __future__ import annotations

import errno
import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder

import gongkai
from gongkai.agencies.models import Officer
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import TODAY, Cast, cast  # noqa: F401
from gongkai.agencies.usecases.appoint import appoint_officer
from gongkai.audit.log import verify
from gongkai.audit.models import AuditLine
from gongkai.cli import first_start
from gongkai.cli.__main__ import main
from gongkai.cli.errors import Refused
from gongkai.decisions.models import ImportBatch, PenaltyRecord
from gongkai.decisions.tests.factories import load, penalty, write_csv
from gongkai.files.models import StoredFile
from gongkai.files.store import store_scan
from gongkai.keyring import KeyMissing, create_key_file, forget_cached_keys, master_keys

SOURCE = str(Path(gongkai.__file__).resolve().parents[1])


@pytest.fixture
def say(monkeypatch, capsys):
    """Run a command; gives exit code, standard output, standard error."""

    def run(*arguments: str, given: str = ""):
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def fail_with(number: int):
    def fail(*arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


# A database from a newer version


@pytest.mark.django_db
@pytest.mark.parametrize(
    "command",
    ["serve", "worker --once", "check", "log verify", "report 2022 --agency wenxian", "decisions import x --kind permit --agency y"],
)  # fmt: skip
def test_no_command_touches_a_database_of_a_newer_version(say, command):
    MigrationRecorder(connection).record_applied("requests", "0999_of_next_year")
    code, out, err = say(*command.split())
    assert code == 1
    assert "comes from a newer version of Gongkai (it has requests.0999_of_next_year" in err
    assert err.count("\n") == 1
    assert "use that version" in err
    assert out == "" or json.loads(out) == {"error": err.removeprefix("gongkai: ").strip()}


# A full disk


@pytest.mark.django_db
def test_a_stored_file_is_written_completely_or_not_at_all(cast: Cast, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr(settings, "GONGKAI_HOME", tmp_path)
    act = cast.act(Role.DRAFTER)
    with monkeypatch.context() as full:
        full.setattr("gongkai.files.store.os.fsync", fail_with(errno.ENOSPC))
        with pytest.raises(OSError, match="No space left"), transaction.atomic():
            store_scan(act=act, agency_id=cast.office.id, name="a.pdf", content=b"%PDF-1.7 a")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not StoredFile.objects.exists()
    store_scan(act=act, agency_id=cast.office.id, name="a.pdf", content=b"%PDF-1.7 a")
    assert StoredFile.objects.count() == 1


def test_a_key_is_written_completely_or_not_at_all(tmp_path, monkeypatch):
    with monkeypatch.context() as full:
        full.setattr("gongkai.keyring.os.fsync", fail_with(errno.ENOSPC))
        with pytest.raises(OSError, match="No space left"):
            create_key_file(tmp_path / "key")
    assert list(tmp_path.iterdir()) == []
    create_key_file(tmp_path / "key")
    assert [path.name for path in tmp_path.iterdir()] == ["key"]
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_a_key_that_is_there_is_never_replaced(tmp_path):
    create_key_file(tmp_path / "key")
    before = (tmp_path / "key").read_text()
    with pytest.raises(FileExistsError):
        create_key_file(tmp_path / "key")
    assert (tmp_path / "key").read_text() == before
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


@pytest.fixture
def no_key_cached(monkeypatch):
    monkeypatch.delenv("GONGKAI_KEY", raising=False)
    forget_cached_keys()
    yield
    forget_cached_keys()


@pytest.mark.parametrize("content", ["", "\n", "  \n\n"])
def test_an_empty_key_file_is_named(tmp_path, monkeypatch, no_key_cached, content):
    (tmp_path / "key").write_text(content)
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    with pytest.raises(KeyMissing, match="key is empty; put your copy of the key back"):
        master_keys()


@pytest.fixture
def own_database(db, tmp_path):
    """A database of this test's own, where transactions really end: a copy of the suite's, which stays as it is."""
    if connection.vendor != "sqlite":
        pytest.skip("the limit of pages is SQLite's")
    suite = connections["default"]
    own = tmp_path / "own.sqlite3"
    # Read through a connection beside the test's: its open transaction would make the copy wait for ever.
    with closing(sqlite3.connect(suite.settings_dict["NAME"])) as source, closing(sqlite3.connect(own)) as copy:
        source.backup(copy)
    connections["default"] = type(suite)({**suite.settings_dict, "NAME": str(own)}, "default")
    yield
    connection.close()
    connections["default"] = suite


def let_it_grow(pages: int | None) -> None:
    """The file may grow by so many pages only (None: as it likes)."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        most = 1073741823 if pages is None else cursor.fetchone()[0] + pages
        cursor.execute(f"PRAGMA max_page_count = {most}")


def appoint_until_full(people: Cast) -> int:
    """How many could be appointed before the disk was full."""
    for number in range(2000):
        try:
            appoint_officer(
                act=people._founding, agency=people.office, username=f"many{number}", name="某某", roles=[Role.DRAFTER]
            )
        except OperationalError as error:
            if "disk is full" not in str(error):
                raise
            return number
    raise AssertionError("the disk never became full")


def test_an_act_on_a_full_disk_leaves_nothing(own_database):
    people = Cast()
    before = AuditLine.objects.count()
    let_it_grow(4)
    made = appoint_until_full(people)
    assert made > 0
    assert Officer.objects.filter(username__startswith="many").count() == made
    assert AuditLine.objects.count() == before + 2 * made
    assert list(verify()) == []


def test_an_import_on_a_full_disk_shows_nothing_and_can_be_repeated(own_database, tmp_path):
    people = Cast()
    people.act(Role.DRAFTER, agency=people.market)
    rows = [penalty(people.market, f"温市监罚决〔2022〕{number}号") for number in range(1, 800)]
    path = write_csv(tmp_path / "a.csv", rows)
    let_it_grow(4)
    with pytest.raises((OperationalError, sqlite3.OperationalError), match="disk is full"):
        load(people, path)
    assert not PenaltyRecord.objects.known_at(TODAY).exists()
    assert not ImportBatch.objects.filter(state="COMMITTED").exists()
    let_it_grow(None)
    people.on(TODAY, 23)
    assert load(people, path).imported == 799
    assert PenaltyRecord.objects.count() == 799


@pytest.mark.parametrize(
    ("error", "cure"),
    [
        (OperationalError("database or disk is full"), "free some space"),
        (OperationalError('could not extend file "base/1": No space left on device\nHINT: Check'), "free some space"),
        (OSError(errno.ENOSPC, "No space left on device", "x/key"), "free some space"),
        (OperationalError("attempt to write a readonly database"), "make it writable"),
    ],
)
def test_each_of_these_is_one_sentence_with_its_cure(say, monkeypatch, error, cure):
    def fail(method: str, number: int) -> None:
        raise error

    monkeypatch.setattr("gongkai.cli.fee.fee", fail)
    code, out, err = say("fee", "--method", "item", "--count", "1")
    assert (code, out) == (1, "")
    assert cure in err
    assert err.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", [["--json"], []])
def test_an_answer_that_cannot_be_written_is_one_sentence(arguments, unbuffered):
    command = [sys.executable, "-m", "gongkai.cli", "fee", "--method", "item", "--count", "46", *arguments]
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
            env={"PYTHONPATH": SOURCE, "PYTHONUNBUFFERED": unbuffered},
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "gongkai: No space left on device; free some space and run the same command again\n"


# A data folder that cannot be written


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_data_folder_that_cannot_be_made_is_named_with_its_reason(tmp_path, monkeypatch, number):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path / "var"))
    monkeypatch.setattr(Path, "mkdir", lambda *arguments, **options: fail_with(number)())
    with pytest.raises(Refused, match=rf"{tmp_path}/var cannot be made \({os.strerror(number)}\)"):
        first_start.make_home()


def test_a_read_only_data_folder_is_refused_before_anything_is_made(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    monkeypatch.setattr("gongkai.cli.first_start.os.access", lambda *arguments: False)
    with pytest.raises(Refused, match="no permission to write to the data folder"):
        first_start.make_home()


# A broken notice of holidays

NOTICE = {"year": 2027, "notice": {"number": "国办发明电〔2026〕9号", "title": "通知"}, "off": [], "work": []}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"year": 2027,\n "notice": }', "not JSON at line 2, column 12"),
        (json.dumps({**NOTICE, "work": ["2027-02-30"]}), "'work': '2027-02-30' is not a day; write for example"),
        (json.dumps({**NOTICE, "work": ["2027-02-08"]}), "2027-02-08 is not a Saturday or Sunday"),
        (json.dumps({**NOTICE, "holidays": []}), "unknown key 'holidays'"),
        (json.dumps({**NOTICE, "year": "2027"}), "'year' is '2027'"),
        (b"\xff\xfe\x00", "cannot be read as UTF-8 text"),
    ],
)
def test_a_broken_holiday_file_is_named_with_the_place(say, tmp_path, monkeypatch, content, words):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    (tmp_path / "calendars").mkdir()
    path = tmp_path / "calendars" / "2027.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    code, out, err = say("due", given='{"rule": "reply", "from": "2026-12-01"}')
    assert (code, out) == (1, "")
    assert err.startswith(f"gongkai: {path}")
    assert words in err
    assert err.count("\n") == 1


def test_a_sound_holiday_file_is_used(say, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "2027.json").write_text(json.dumps(NOTICE), encoding="utf-8")
    code, out, _ = say("due", given='{"rule": "reply", "from": "2026-12-25"}')
    assert code == 0
    assert json.loads(out)["due"] == "2027-01-22"
