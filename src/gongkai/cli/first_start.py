"""What `gongkai up` does before it serves: data folder, key, database, demonstration year. Each step may be repeated.

A start that was stopped while it built the demonstration year leaves a mark; the next start builds it again. Real records
are never touched.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from gongkai.agencies.installation import UNFINISHED, is_demonstration
from gongkai.cli.answers import tell
from gongkai.cli.database import connect, is_empty, is_not_made_yet, look, refuse_newer, refuse_unless_current, where
from gongkai.cli.errors import Refused
from gongkai.keyring import create_key_file, data_folder, forget_cached_keys, key_file

RUNNING = "up.lock"


def make_home() -> Path:
    """The data folder, readable by its owner only. Raises Refused when it cannot be written."""
    folder = data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / "static").mkdir(exist_ok=True)
    except OSError as error:
        raise Refused(
            f"the data folder {folder} cannot be made ({error.strerror}); set GONGKAI_HOME to one you own"
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Refused(f"no permission to write to the data folder {folder}; run as its owner or set GONGKAI_HOME")
    return folder


def be_the_only_one(folder: Path) -> int:
    """Hold the folder for this process; returns the descriptor. Raises Refused when another `up` runs on it."""
    descriptor = os.open(folder / RUNNING, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise Refused(
            f"another `gongkai up` is running on {folder}; stop it, or set GONGKAI_HOME to another folder"
        ) from error
    return descriptor


def make_key() -> None:
    """Make the encryption key once. Raises Refused where records exist whose key is gone."""
    path = key_file()
    if os.environ.get("GONGKAI_KEY") or path.exists():
        return
    if not is_not_made_yet() and has_records():
        raise Refused(
            f"the key {path} is missing, but {where()} holds records; put the key back, personal fields need it"
        )
    create_key_file(path)
    forget_cached_keys()
    tell(f"gongkai: made the encryption key {path}; keep a copy of it apart from the backups")


def has_records() -> bool:
    """True when somebody has set this database up; a database that was never migrated has none."""
    connect()
    return "agencies_installation" in connection.introspection.table_names() and not is_empty()


def fill_if_empty(folder: Path, build: Callable[[], bool]) -> None:
    """Build the demonstration year into a database nobody has set up yet, or again where an earlier start was stopped in it.

    ``build`` empties a half-built demonstration itself, refuses real records, and says whether it came to its end.
    """
    mark = folder / UNFINISHED
    half_built = mark.exists() and is_demonstration()
    if half_built:
        tell("gongkai: an earlier start was stopped while it built the demonstration year; building it again")
    if half_built or is_empty():
        mark.touch()
        if not build():
            return
    mark.unlink(missing_ok=True)


def require_whole_records() -> None:
    """For commands that read figures: the database fits this program, and no demonstration year is half built in it.

    While another process builds one, wait for it. Raises Refused where one was left half built.
    """
    refuse_unless_current()
    mark, told = data_folder() / UNFINISHED, False
    while mark.exists():
        if not is_held(data_folder()):
            raise Refused("the demonstration year was left half built; run `gongkai up`, it builds it again")
        if not told:
            tell("gongkai: the demonstration year is being built; waiting for its end")
        told = True
        time.sleep(0.5)


def is_held(folder: Path) -> bool:
    """True while an `up` or a `demo` runs on the folder."""
    try:
        descriptor = os.open(folder / RUNNING, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def bring_up_to_date() -> None:
    """Apply what migrations are missing. Raises Refused for a database of a newer version."""
    state = look()
    refuse_newer(state)
    if state.unapplied:
        tell(f"gongkai: preparing the database {where()}, {len(state.unapplied)} steps")
        call_command("migrate", interactive=False, verbosity=0)
