"""Two reviewers at once: an opening balance is not settled twice."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from threading import Barrier, BrokenBarrierError

import pytest

from gongkai.agencies.errors import Refused
from gongkai.agencies.roles import Role
from gongkai.annual_report.models import ReportedPart, SheetKind
from gongkai.annual_report.usecases import decide_sheet
from gongkai.annual_report.usecases.decide_sheet import accept_sheet
from gongkai.annual_report.usecases.enter_opening import enter_opening, settle_opening
from gongkai.audit.tests.committed import committed, in_threads  # noqa: F401

CARRIED, GRANTED = "table3.carried_in.natural_person", "table3.granted.natural_person"


@pytest.fixture
def settlements(committed, cast):  # noqa: F811
    """An opening balance of one, two settlements of it that wait, and a reviewer."""
    cast.on(date(2022, 3, 1))
    act, reviewer = cast.act(Role.DRAFTER), cast.act(Role.FIRST_REVIEWER)
    opening = enter_opening(act=act, agency=cast.office, year=2022, values={CARRIED: 1}, source="2021年度报告")
    accept_sheet(act=reviewer, sheet_id=opening.id)
    sheets = [
        settle_opening(act=act, agency=cast.office, stock=CARRIED, into=GRANTED, on=date(2022, 2, 1), source="存根")
        for _ in range(2)
    ]
    return reviewer, [sheet.id for sheet in sheets]


def accept_both_at_once(settlements, monkeypatch) -> Decimal:
    """What was settled when both were accepted; each waits a moment for the other after its look at the balance."""
    reviewer, sheet_ids = settlements
    look, met = decide_sheet._settlement_reasons, Barrier(2)

    def look_and_wait(sheet):
        found = list(look(sheet))
        with suppress(BrokenBarrierError):
            met.wait(timeout=1)
        return found

    monkeypatch.setattr(decide_sheet, "_settlement_reasons", look_and_wait)

    def accept(place: int) -> None:
        with suppress(Refused):
            accept_sheet(act=reviewer, sheet_id=sheet_ids[place])

    in_threads(2, accept)
    return sum((part.value for part in ReportedPart.objects.filter(kind=SheetKind.SETTLEMENT)), Decimal(0))


def test_two_settlements_accepted_at_once_take_no_more_than_there_was(settlements, monkeypatch) -> None:
    assert accept_both_at_once(settlements, monkeypatch) == 1


@pytest.mark.postgres
def test_control_without_the_lock_the_balance_is_settled_twice(settlements, monkeypatch) -> None:
    monkeypatch.setattr(decide_sheet, "_lock_openings", lambda sheet: None)
    assert accept_both_at_once(settlements, monkeypatch) == 2
