"""Take the next number of a series, without gaps: the number is given back when the caller's transaction is."""

from __future__ import annotations

from django.db import connection, transaction

_UPSERT = """
INSERT INTO numbering_counter (series, last) VALUES (%s, %s)
ON CONFLICT (series) DO UPDATE SET last = numbering_counter.last + excluded.last
RETURNING last
"""


class OutsideTransaction(RuntimeError):
    """A number was asked for outside a transaction: a failure after it would leave a gap."""


def allocate(series: str, count: int = 1) -> int:
    """Return the first of ``count`` consecutive numbers of ``series`` (1-based).

    The counter row stays locked until the transaction ends, so two callers never get the same number and a rollback
    leaves no gap. Raises OutsideTransaction when there is no transaction to belong to, ValueError for a bad count.
    """
    if count < 1:
        raise ValueError(f"count must be 1 or more, not {count}")
    if not connection.in_atomic_block:
        raise OutsideTransaction(f"the number of series {series!r} must be allocated in the transaction that uses it")
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [series, count])
        last: int = cursor.fetchone()[0]
    return last - count + 1


def peek(series: str) -> int:
    """The last number given out (0 before the first)."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT last FROM numbering_counter WHERE series = %s", [series])
        row = cursor.fetchone()
    return row[0] if row else 0
