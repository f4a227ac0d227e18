"""One at a time, across processes and, where the records are in PostgreSQL, across machines. A killed process holds nothing."""

from __future__ import annotations

import fcntl
import os
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from django.db import connection

from gongkai.outbox.consumers import NotNow


class WriterBusy(NotNow):
    """Another process is writing to the index. It is never written to by two."""


@contextmanager
def held(path: Path, what: str, wait: float = 0.0, across_machines: bool = False) -> Iterator[None]:
    """Hold the lock ``path`` while the block runs. Raises WriterBusy when another has it for longer than ``wait`` seconds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as lock:
        until = time.monotonic() + wait
        while not _taken(lock):
            if time.monotonic() >= until:
                raise WriterBusy(_who(lock, what))
            time.sleep(0.05)
        lock.truncate(0)
        lock.write(f"process {os.getpid()}\n")
        lock.flush()
        if across_machines and connection.vendor == "postgresql":
            with _held_by_the_database(f"gongkai search {path.name}", what, until):
                yield
        else:
            yield


def _taken(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _who(lock: TextIO, what: str) -> str:
    lock.seek(0)
    who = lock.read().strip() or "unknown"
    return f"another process ({who}) is {what}; wait until it has finished and try again"


@contextmanager
def _held_by_the_database(name: str, what: str, until: float) -> Iterator[None]:
    """An advisory lock of this session: the database lets go of it when the connection ends, however it ends."""
    number = zlib.crc32(name.encode())
    while not _asked("SELECT pg_try_advisory_lock(%s)", number):
        if time.monotonic() >= until:
            raise WriterBusy(f"a process on another machine is {what}; wait until it has finished and try again")
        time.sleep(0.05)
    try:
        yield
    finally:
        if connection.is_usable():
            _asked("SELECT pg_advisory_unlock(%s)", number)


def _asked(statement: str, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [number])
        return bool(cursor.fetchone()[0])
