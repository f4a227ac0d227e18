"""What was counted once is never changed in place: the database refuses it, superseding is possible once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction

from gongkai.agencies.tests.factories import Cast
from gongkai.engagement.models import LetterClosed, LetterReceived, LetterStep
from gongkai.engagement.tests.factories import closed


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
