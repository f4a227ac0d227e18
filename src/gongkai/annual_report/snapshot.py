"""One snapshot for figures, findings and proofs: what is recorded while a report is approved is wholly in it or not at all.

SQLite has one writer, its transaction is a snapshot already. PostgreSQL lets every statement see what was committed before
it; here the whole transaction sees what was committed before its first query (REPEATABLE READ).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

from gongkai.agencies.errors import Reason, Refused

_SERIALIZATION_FAILURE = "40001"


@contextmanager
def one_snapshot() -> Iterator[None]:
    """A transaction that reads one state of the database; inside another transaction it reads as that one does.

    Raises Refused when somebody else changed meanwhile what this transaction writes: nothing is written, it may be repeated.
    """
    outermost = not connection.in_atomic_block
    try:
        with transaction.atomic():
            if outermost:
                _read_one_state()
            yield
    except OperationalError as problem:
        if getattr(problem.__cause__, "sqlstate", "") != _SERIALIZATION_FAILURE:
            raise
        raise Refused([Reason("", "刚有新记录登记，请再试一次")]) from problem


def _read_one_state() -> None:
    """Must be the first statement of the transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
