"""A database in which a test's transactions really commit: threads, several connections, work outside a transaction.

Tables whose rows are never removed refuse what emptying them after such a test would do; the fixture lifts their triggers
for that moment. In a room's ``tests/conftest.py``: ``from gongkai.audit.tests.committed import committed  # noqa: F401``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections


@contextmanager
def without_triggers(table: str = "audit_line") -> Iterator[None]:
    """What somebody with the database's own password can do: lift a table's triggers, write, set them again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, statement in triggers:
            cursor.execute(statement)


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    yield
    for table in _kept_tables():
        with without_triggers(table), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")


def _kept_tables() -> list[str]:
    """Tables that refuse DELETE; on PostgreSQL emptying is TRUNCATE, which fires no row trigger."""
    if connection.vendor == "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%%BEFORE DELETE%%'"
        )
        return [row[0] for row in cursor.fetchall()]


def in_threads(number: int, work: Callable[[int], None]) -> None:
    """Run ``work(0)`` .. ``work(number - 1)`` at the same time, each on its own connection; the first failure is raised."""
    failures: list[BaseException] = []
    start = threading.Barrier(number)

    def run(place: int) -> None:
        try:
            start.wait(timeout=30)
            work(place)
        except BaseException as failure:  # noqa: BLE001 - handed on to the test
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    if failures:
        raise failures[0]
