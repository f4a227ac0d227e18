"""Numbers for people: no gap, no duplicate, whatever is rolled back and however many ask at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection, transaction

from gongkai.audit.tests.committed import in_threads
from gongkai.numbering.allocate import OutsideTransaction, allocate, peek

WRITERS, EACH = 8, 12


@pytest.fixture
def used(committed: None) -> Iterator[Callable[[], list[int]]]:
    """A table of numbers that were really used, and a function that reads it in order."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE numbering_test_used (number bigint NOT NULL)")

    def read() -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM numbering_test_used ORDER BY number")
            return [row[0] for row in cursor.fetchall()]

    yield read
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE numbering_test_used")


def race(ahead: Callable[[], int] | None, inside: Callable[[], int]) -> None:
    """Eight writers, twelve transactions each, every third rolled back.

    ``ahead`` takes the number before the transaction begins (the faulty way), ``inside`` within it.
    """

    def work(place: int) -> None:
        for turn in range(EACH):
            early = ahead() if ahead else 0
            with transaction.atomic():
                number = early or inside()
                with connection.cursor() as cursor:
                    cursor.execute("INSERT INTO numbering_test_used (number) VALUES (%s)", [number])
                if (place + turn) % 3 == 0:
                    transaction.set_rollback(True)

    in_threads(WRITERS, work)


def test_eight_writers_with_rollbacks_leave_no_gap_and_no_duplicate(used: Callable[[], list[int]]) -> None:
    race(None, lambda: allocate("tests/race"))
    assert used() == list(range(1, 65))
    assert peek("tests/race") == 64


def test_control_the_highest_number_plus_one_gives_duplicates(used: Callable[[], list[int]]) -> None:
    together = Barrier(WRITERS)

    def highest_plus_one() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM numbering_test_used")
            number: int = cursor.fetchone()[0]
        try:
            together.wait(timeout=5)
        except BrokenBarrierError:
            together.reset()
        return number

    race(highest_plus_one, lambda: 0)
    numbers = used()
    assert len(numbers) == 64
    assert len(set(numbers)) < len(numbers)


def test_control_a_counter_moved_in_a_transaction_of_its_own_leaves_gaps(used: Callable[[], list[int]]) -> None:
    def ahead() -> int:
        with transaction.atomic():
            return allocate("tests/ahead")

    race(ahead, lambda: 0)
    numbers = used()
    assert len(set(numbers)) == len(numbers) == 64
    assert peek("tests/ahead") == 96


def test_numbers_begin_at_one_and_series_are_apart(committed: None) -> None:
    with transaction.atomic():
        assert [allocate("a"), allocate("a"), allocate("b")] == [1, 2, 1]
    assert (peek("a"), peek("b"), peek("never used")) == (2, 1, 0)


def test_a_rolled_back_number_is_given_again(committed: None) -> None:
    with transaction.atomic():
        assert allocate("a") == 1
        transaction.set_rollback(True)
    with transaction.atomic():
        assert allocate("a") == 1


def test_a_savepoint_gives_its_number_back_too(committed: None) -> None:
    with transaction.atomic():
        assert allocate("a") == 1
        with transaction.atomic():
            assert allocate("a") == 2
            transaction.set_rollback(True)
        assert allocate("a") == 2


def test_a_block_of_numbers_is_consecutive(committed: None) -> None:
    with transaction.atomic():
        assert [allocate("a"), allocate("a", 500), allocate("a")] == [1, 2, 502]


def test_outside_a_transaction_no_number_is_given(committed: None) -> None:
    with pytest.raises(OutsideTransaction, match="'a' must be allocated in the transaction that uses it"):
        allocate("a")
    assert peek("a") == 0


@pytest.mark.parametrize("count", [0, -1])
def test_a_count_below_one_is_refused(committed: None, count: int) -> None:
    with transaction.atomic(), pytest.raises(ValueError, match="count must be 1 or more"):
        allocate("a", count)
    assert peek("a") == 0
