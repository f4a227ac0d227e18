"""Events reach each consumer once; a failing one is tried again later and holds up nobody; nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from threading import Lock

import pytest
from django.db import transaction

from gongkai.audit.tests.committed import in_threads
from gongkai.outbox import consumers as registry
from gongkai.outbox import worker
from gongkai.outbox.consumers import Consumer, NotNow, register
from gongkai.outbox.models import Delivery, Event
from gongkai.outbox.worker import drain, waiting
from gongkai.outbox.write import NotInTransaction, add

NOW = datetime(2022, 3, 1, 1, 0, tzinfo=UTC)


class Taker:
    """Takes events and remembers their subjects; ``refuses`` says which subjects it fails on."""

    def __init__(self, name: str, kinds: tuple[str, ...] = ("edition.",), batch: int = 200) -> None:
        self.taken: list[str] = []
        self.calls = 0
        self.refuses: Callable[[str], bool] = lambda subject: False
        self.problem: type[Exception] = RuntimeError
        register(Consumer(name, kinds, self.take, batch))

    def take(self, events: Sequence[Event]) -> None:
        self.calls += 1
        for event in events:
            if self.refuses(event.subject):
                raise self.problem(f"cannot take {event.subject}")
        self.taken += [event.subject for event in events]


@pytest.fixture(autouse=True)
def no_other_consumers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_consumers", {})


def tell(*subjects: str, kind: str = "edition.publish", at: datetime = NOW) -> None:
    with transaction.atomic():
        for subject in subjects:
            add(kind, subject, at, {"id": subject})


def drained(at: datetime = NOW) -> int:
    return drain(now=lambda: at)


@pytest.mark.django_db
def test_one_delivery_per_interested_consumer() -> None:
    pages, index, mail = Taker("pages"), Taker("index"), Taker("mail", ("letter.",))
    tell("a", "b")
    tell("c", kind="letter.publish")
    assert Delivery.objects.count() == 5
    assert drained() == 5
    assert (pages.taken, index.taken, mail.taken) == (["a", "b"], ["a", "b"], ["c"])


@pytest.mark.django_db
def test_what_is_delivered_is_not_delivered_again() -> None:
    pages = Taker("pages")
    tell("a")
    drained()
    assert drained(NOW + timedelta(days=1)) == 0
    assert pages.taken == ["a"]
    delivery = Delivery.objects.get()
    assert (delivery.due_at, delivery.delivered_at, delivery.attempts) == (None, NOW, 1)


@pytest.mark.django_db
def test_an_event_nobody_wants_is_not_kept() -> None:
    Taker("pages")
    tell("a", kind="letter.publish")
    assert (Event.objects.count(), waiting()) == (0, 0)


@pytest.mark.django_db
def test_a_prefix_is_not_a_word_within() -> None:
    pages = Taker("pages", ("edition.",))
    tell("a", kind="old_edition.publish")
    drained()
    assert pages.taken == []


@pytest.mark.django_db
def test_a_failing_consumer_does_not_hold_up_another() -> None:
    bad, good = Taker("bad"), Taker("good")
    bad.refuses = lambda subject: True
    tell("a", "b")
    assert drained() == 2
    assert (bad.taken, good.taken, waiting()) == ([], ["a", "b"], 2)


@pytest.mark.django_db
def test_a_bad_event_does_not_hold_up_the_events_around_it() -> None:
    pages = Taker("pages")
    pages.refuses = lambda subject: subject == "b"
    tell("a", "b", "c")
    assert drained() == 2
    assert pages.taken == ["a", "c"]
    left = Delivery.objects.get(due_at__isnull=False)
    assert (left.attempts, left.problem) == (1, "RuntimeError: cannot take b")


@pytest.mark.django_db
def test_a_failed_delivery_waits_and_is_then_tried_again() -> None:
    pages = Taker("pages")
    pages.refuses = lambda subject: True
    tell("a")
    drained()
    pages.refuses = lambda subject: False
    assert drained(NOW) == 0
    assert drained(NOW + timedelta(seconds=1)) == 1
    delivery = Delivery.objects.get()
    assert (pages.taken, delivery.attempts, delivery.problem) == (["a"], 2, "")


@pytest.mark.django_db
def test_a_batch_at_a_bad_moment_waits_as_a_whole_and_is_asked_for_once() -> None:
    pages = Taker("pages")
    pages.refuses, pages.problem = (lambda subject: True), NotNow
    tell("a", "b", "c")
    assert (drained(), pages.calls) == (0, 1)
    assert set(Delivery.objects.values_list("attempts", "problem")) == {(0, "NotNow: cannot take a")}
    pages.refuses = lambda subject: False
    assert drained(NOW) == 0
    assert drained(NOW + timedelta(seconds=1)) == 3
    assert set(Delivery.objects.values_list("attempts", "problem")) == {(1, "")}


@pytest.mark.django_db
@pytest.mark.parametrize("before_the_note", [True, False])
def test_a_failure_noted_after_another_worker_delivered_changes_nothing(
    before_the_note: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other worker delivers between the failure and its note; the control: it comes later and finds it waiting."""
    pages = Taker("pages")
    pages.refuses = lambda subject: True
    tell("a")
    note = worker._put_off

    def late_note(delivery_id: int, now: datetime, problem: Exception) -> None:
        if before_the_note:
            Delivery.objects.update(due_at=None, delivered_at=NOW, attempts=1)
        note(delivery_id, now, problem)

    monkeypatch.setattr(worker, "_put_off", late_note)
    drained()
    delivery = Delivery.objects.get()
    later = NOW + timedelta(seconds=1)
    expected = (None, NOW, 1, "") if before_the_note else (later, None, 1, "RuntimeError: cannot take a")
    assert (delivery.due_at, delivery.delivered_at, delivery.attempts, delivery.problem) == expected


@pytest.mark.django_db
def test_the_wait_doubles_up_to_an_hour() -> None:
    pages = Taker("pages")
    pages.refuses = lambda subject: True
    tell("a")
    moment, waits = NOW, []
    for _ in range(14):
        drained(moment)
        due = Delivery.objects.get().due_at
        assert due is not None
        waits.append(int((due - moment).total_seconds()))
        moment = due
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600]


@pytest.mark.django_db
def test_more_events_than_a_batch_are_all_delivered_in_order() -> None:
    pages = Taker("pages", batch=10)
    tell(*(f"{n:02d}" for n in range(35)))
    assert drained() == 35
    assert pages.taken == [f"{n:02d}" for n in range(35)]
    assert pages.calls == 4


@pytest.mark.django_db
def test_only_the_named_consumers_are_drained() -> None:
    pages, index = Taker("pages"), Taker("index")
    tell("a")
    assert drain(["index"], now=lambda: NOW) == 1
    assert (pages.taken, index.taken, waiting()) == ([], ["a"], 1)


@pytest.mark.django_db
def test_an_event_of_later_is_not_delivered_early() -> None:
    pages = Taker("pages")
    tell("a", at=NOW + timedelta(hours=1))
    assert drained(NOW) == 0
    assert drained(NOW + timedelta(hours=1)) == 1
    assert pages.taken == ["a"]


@pytest.mark.django_db
def test_a_consumers_name_is_taken_once() -> None:
    Taker("pages")
    with pytest.raises(ValueError, match="'pages' is registered twice"):
        Taker("pages")


def test_an_event_outside_a_transaction_is_refused(committed: None) -> None:
    Taker("pages")
    with pytest.raises(NotInTransaction, match=r"'edition\.publish' must be added in the transaction of its change"):
        add("edition.publish", "a", NOW)
    assert Event.objects.count() == 0


def test_an_act_that_is_rolled_back_tells_nobody(committed: None) -> None:
    pages = Taker("pages")
    with transaction.atomic():
        add("edition.publish", "a", NOW)
        transaction.set_rollback(True)
    assert drained() == 0
    assert pages.taken == []


def test_a_worker_killed_in_the_middle_loses_nothing(committed: None) -> None:
    pages = Taker("pages")
    tell("a", "b")
    take = pages.take

    def killed(events: Sequence[Event]) -> None:
        take(events)
        raise KeyboardInterrupt

    registry._consumers["pages"] = Consumer("pages", ("edition.",), killed)
    with pytest.raises(KeyboardInterrupt):
        drained()
    assert waiting() == 2
    registry._consumers["pages"] = Consumer("pages", ("edition.",), take)
    assert drained() == 2
    assert pages.taken == ["a", "b", "a", "b"]


def test_the_consumers_own_writes_go_with_a_failed_delivery(committed: None) -> None:
    def writes_and_fails(events: Sequence[Event]) -> None:
        Event.objects.create(kind="written.by.consumer", subject="x", recorded_at=NOW)
        raise RuntimeError("after writing")

    register(Consumer("writer", ("edition.",), writes_and_fails))
    tell("a")
    assert drained() == 0
    assert Event.objects.filter(kind="written.by.consumer").count() == 0
    assert waiting() == 1


def test_four_workers_at_once_deliver_each_event_once(committed: None) -> None:
    taken: list[str] = []
    lock = Lock()

    def take(events: Sequence[Event]) -> None:
        with lock:
            taken.extend(event.subject for event in events)

    register(Consumer("pages", ("edition.",), take, batch=5))
    subjects = [f"{n:03d}" for n in range(100)]
    tell(*subjects)
    in_threads(4, lambda place: _drain_until_empty())
    assert sorted(taken) == subjects
    assert waiting() == 0


def _drain_until_empty() -> None:
    while waiting():
        drained()


@pytest.mark.django_db
def test_what_is_urgent_is_done_after_the_commit_and_delivered_all_the_same(
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[Callable[[], object]]]],
) -> None:
    at_once: list[list[str]] = []
    taker = Taker("pages")
    registry._consumers.clear()
    register(
        Consumer(
            "pages",
            ("edition.",),
            taker.take,
            urgent=("edition.withdraw",),
            at_once=lambda events: at_once.append([one.subject for one in events]),
        )
    )
    with django_capture_on_commit_callbacks() as waiting_for_commit:
        tell("a")
        tell("b", kind="edition.withdraw")
        tell("c", kind="edition.withdraw")
        assert at_once == []
    for call in waiting_for_commit:
        call()
    assert at_once == [["b", "c"]]
    drained()
    assert taker.taken == ["a", "b", "c"]


def _told_and_failed(subject: str) -> None:
    with transaction.atomic():
        tell(subject)
        raise OSError(f"after {subject}")


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_is_not_done_with_what_was_committed() -> None:
    at_once: list[list[str]] = []
    register(
        Consumer(
            "pages", ("edition.",), lambda events: None, urgent=("edition.",), at_once=lambda events: at_once.append([one.subject for one in events]),
        )
    )  # fmt: skip
    with pytest.raises(OSError, match="after failed"):
        _told_and_failed("failed")
    with transaction.atomic():
        with pytest.raises(OSError, match="after taken back"):
            _told_and_failed("taken back")
        tell("stands")
        tell("stands too")
    assert at_once == [["stands", "stands too"]]


@pytest.mark.django_db(transaction=True)
def test_an_urgent_act_that_fails_leaves_the_change_and_the_delivery() -> None:
    def fails(events: Sequence[Event]) -> None:
        raise OSError("the disk is full")

    register(Consumer("pages", ("edition.",), lambda events: None, urgent=("edition.",), at_once=fails))
    tell("a")
    assert Event.objects.count() == waiting() == 1


@pytest.mark.django_db
def test_after_each_batch_who_comes_first_is_asked_again() -> None:
    order: list[str] = []
    register(Consumer("pages", ("edition.",), lambda events: order.extend(f"page {one.subject}" for one in events)))

    def slow(events: Sequence[Event]) -> None:
        order.extend(f"index {one.subject}" for one in events)
        if order[-1] == "index a":
            tell("new")

    register(Consumer("index", ("edition.",), slow, batch=1))
    tell("a", "b")
    drained()
    assert order == ["page a", "page b", "index a", "page new", "index b", "index new"]


@pytest.mark.django_db
def test_the_worker_delivers_to_the_patient_apart_from_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Sequence[str] | None] = []
    register(Consumer("pages", ("edition.",), lambda events: None))
    register(Consumer("mail", ("edition.",), lambda events: None, later=True))
    monkeypatch.setattr(worker, "drain", lambda names: asked.append(names) or 1)
    for later in (False, True):
        turns = iter((False, True))
        worker.run(lambda turns=turns: next(turns), later=later)  # type: ignore[misc]
    assert asked == [["pages"], ["mail"]]
