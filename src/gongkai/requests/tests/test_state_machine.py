"""Random deeds by random people on moving days: nothing illegal passes, nobody signs the own work, figures and days are right.

Two sizes of the one machine (``machine.py``): a small one on both databases, and 20,000 steps with the embedded database.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from gongkai.agencies.tests.factories import Cast
from gongkai.requests.models import Closing, Reply
from gongkai.requests.tests.machine import Desk, make_desk
from gongkai.requests.tests.machine_acts import DEEDS

STEPS = int(os.environ.get("GONGKAI_STEPS", "20000"))
EMBEDDED_ONLY = os.environ.get("GONGKAI_TEST_DATABASE") == "postgres"


@pytest.fixture
def desk(cast: Cast) -> type[Desk]:
    return make_desk(cast)


def walk(desk: type[Desk], steps: int, examples: int) -> None:
    """Rounds of a few examples until the steps are done. A round's number seeds it, so that a failing one comes again."""
    for number in range(1, 200):
        if desk.steps >= steps:
            return
        run_state_machine_as_test(
            seed(number)(type("Desk", (desk,), {})),
            settings=settings(
                max_examples=examples, stateful_step_count=20, deadline=None, database=None,
                # A walk is seeded: the seed says enough, shrinking would take minutes.
                phases=[Phase.generate], report_multiple_bugs=False, suppress_health_check=list(HealthCheck),
            ),
        )  # fmt: skip


def test_random_deeds_break_nothing(desk: type[Desk]) -> None:
    walk(desk, 300, 4)
    assert desk.steps >= 300


@pytest.mark.slow
@pytest.mark.skipif(EMBEDDED_ONLY, reason="the small walk runs on both databases, the long one on the embedded one")
def test_twenty_thousand_steps_break_nothing(desk: type[Desk]) -> None:
    """Every deed was accepted at some time, so that none is tried in vain only."""
    walk(desk, STEPS, 8)
    assert desk.steps >= STEPS
    assert set(desk.accepted) == set(DEEDS)


def _closing_without_receipt(machine: Desk) -> Callable[[], None]:
    Closing.objects.create(
        agency=machine.counter.agency, request_id=machine.requests[0], category="natural_person", outcome="GRANTED",
        row="granted", happened_on=machine.day, recorded_at=machine.cast.clock.now(),
    )  # fmt: skip
    return machine.every_column_balances


def _closing_nobody_made(machine: Desk) -> Callable[[], None]:
    _closing_without_receipt(machine)
    return machine.report_cells_are_the_records


def _reference_told_another_channel(machine: Desk) -> Callable[[], None]:
    machine.channels[machine.requests[0]] = "IN_PERSON"
    machine.touched.add(machine.requests[0])
    return machine.days_follow_the_law


def _reviewed_by_its_drafter(machine: Desk) -> Callable[[], None]:
    drafter, lawyer = int(machine.counter.drafter.actor_id), int(machine.counter.lawyer.actor_id)
    Reply.objects.create(
        request_id=machine.requests[0], agency=machine.counter.agency, outcome="GRANTED", row="granted", drafted_by_id=drafter,
        drafted_at=machine.cast.clock.now(), drafters=[drafter, lawyer], reviewed_by_id=lawyer,
    )  # fmt: skip
    return machine.nobody_signed_the_own_work


@pytest.mark.parametrize(
    "spoil", [_closing_without_receipt, _closing_nobody_made, _reference_told_another_channel, _reviewed_by_its_drafter]
)
def test_the_machine_would_notice(desk: type[Desk], spoil: Callable[[Desk], Callable[[], None]]) -> None:
    """The negative control: one spoiled record upsets the invariant it belongs to."""
    machine = desk()
    machine.open_the_counter()
    machine.registers("INTERNET", "NATURAL_PERSON", 0)
    check = spoil(machine)
    with pytest.raises(AssertionError):
        check()
    machine.requests.clear()
    machine.teardown()
