"""What runs beside is stopped and waited for at the end of the block, and a failure of it is not lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event
from time import sleep

import pytest

from gongkai.jobs import recurring
from gongkai.jobs.beside import Beside
from gongkai.jobs.recurring import Recurring


def test_the_work_is_asked_to_stop_and_finishes_what_it_does() -> None:
    begun, said = Event(), []

    def work(stop: Callable[[], bool]) -> None:
        begun.set()
        while not stop():
            sleep(0.005)
        said.append("finished")

    with Beside("work", work) as beside:
        assert begun.wait(5)
        assert said == []
    assert said == ["finished"]
    assert not beside.failed


def test_a_failure_ends_the_block_with_it() -> None:
    def work(stop: Callable[[], bool]) -> None:
        raise OSError("the disk is full")

    beside = Beside("work", work)
    with pytest.raises(OSError, match="the disk is full"):
        _until_it_has_failed(beside)


def _until_it_has_failed(beside: Beside) -> None:
    with beside:
        while not beside.failed:
            sleep(0.005)


@pytest.mark.django_db
def test_between_two_works_that_are_due_it_is_asked_whether_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recurring, "_known", {})
    done: list[str] = []
    for name in ("first", "second"):
        recurring.register(Recurring(name, timedelta(days=1), lambda moment, name=name: done.append(name)))  # type: ignore[misc]
    moment = datetime(2022, 3, 1, 4, tzinfo=UTC)
    assert recurring.run_due(moment, goes_on=lambda: not done) == ["first"]
    assert recurring.run_due(moment) == ["second"]
