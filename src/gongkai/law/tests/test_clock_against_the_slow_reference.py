"""Generated histories read by the clock and by the slow reference: every day the same. GONGKAI_HISTORIES sets how many."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from random import Random
from typing import Any

from gongkai.law.clock import Reading, read_clock
from gongkai.law.holiday_notices import packaged_calendar
from gongkai.law.tests.slow_reference import Slow, invented

HISTORIES = int(os.environ.get("GONGKAI_HISTORIES", "20000"))
CALENDAR = packaged_calendar()


def told_by(reading: Reading) -> dict[str, object]:
    plain = (
        "state", "date_of_receipt", "clock_started_on", "correction_notice_due", "correction_due", "reply_due", "pay_by",
        "closed_on", "reconsideration_until", "litigation_until",
    )  # fmt: skip
    asked = {str(one.ref): one.due for one in reading.consultations}
    return {**{name: getattr(reading, name) for name in plain}, "consultations": asked}


def slowly(channel: str, events: list[dict[str, Any]], today: date) -> dict[str, object]:
    slow = Slow(channel)
    for event in events:
        slow.tell(event)
    return slow.days(today)


def test_every_day_of_every_history_is_the_same() -> None:
    states: Counter[str] = Counter()
    for seed in range(HISTORIES):
        channel, events, today = invented(Random(seed))
        expected = slowly(channel, events, today)
        found = told_by(read_clock(channel, events, CALENDAR, as_of=today))
        states[str(found["state"])] += 1
        assert found == expected, (seed, channel, today, events)
    assert len(states) >= 12, f"the histories are too much alike: {states}"


def test_the_comparison_would_notice_one_day_too_many() -> None:
    """The negative control: a reference that counts the day of receipt differs at once."""
    events = [{"type": "submitted", "on": date(2022, 1, 19)}]
    slow = Slow("IN_PERSON", receipt=date(2022, 1, 18), anchor=date(2022, 1, 18))
    reading = read_clock("IN_PERSON", events, CALENDAR, as_of=date(2022, 1, 19))
    assert reading.reply_due == date(2022, 2, 21)
    assert slow.reply_due(date(2022, 1, 19)) != reading.reply_due
