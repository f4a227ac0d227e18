"""What was counted once is never changed in place: the database refuses it, superseding is possible once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast, RunningClock
from gongkai.engagement.models import LetterClosed, LetterReceived, LetterStep
from gongkai.engagement.tests.factories import closed, told_privately
from gongkai.engagement.usecases.close_letter import close_letter, reopen_letter


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (LetterReceived, {"happened_on": date(2021, 12, 31)}),
        (LetterReceived, {"channel": "MESSAGE"}),
        (LetterClosed, {"received_on": date(2021, 12, 31)}),
        (LetterClosed, {"recorded_at": datetime(2022, 1, 1, tzinfo=UTC)}),
        (LetterStep, {"state": "CLOSED"}),
    ],
)
def test_a_fact_is_not_changed(cast: Cast, model: type, change: dict[str, object]) -> None:
    closed(cast)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        model.objects.update(**change)  # type: ignore[attr-defined]


def test_a_fact_is_superseded_once(cast: Cast) -> None:
    closed(cast)
    LetterClosed.objects.update(superseded_at=datetime(2022, 4, 1, tzinfo=UTC))
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        LetterClosed.objects.update(superseded_at=None)


@pytest.mark.parametrize("minutes", [5, 35, 65, 95])
def test_a_letter_closed_at_midnight_is_closed_on_one_day(cast: Cast, minutes: int) -> None:
    letter = told_privately(cast)
    officer = cast.act(Role.REQUEST_OFFICER, agency=cast.government)
    letter = close_letter(act=officer.at(RunningClock(date(2022, 4, 1), minutes)), letter_id=letter.id)
    fact, step = LetterClosed.objects.get(), LetterStep.objects.filter(state="CLOSED").get()
    assert letter.closed_on == fact.happened_on == step.on
    assert fact.recorded_at == step.recorded_at


@pytest.mark.parametrize("minutes", [5, 35, 65, 95])
def test_a_letter_reopened_at_midnight_is_open_from_the_day_of_its_step(cast: Cast, minutes: int) -> None:
    letter = closed(cast)
    head = cast.act(Role.OFFICE_HEAD, agency=cast.government)
    reopen_letter(act=head.at(RunningClock(date(2022, 4, 1), minutes)), letter_id=letter.id, reason="答复有误")
    assert LetterClosed.objects.get().superseded_at == LetterStep.objects.latest("recorded_at").recorded_at
