"""The worked cases E15 and E23 of the specification, walked by the people who publish: due days, and which day is late.

``law/cases`` holds the same days against the law alone.
"""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.calendars import working_calendar
from gongkai.catalogue.deadlines import interpretation_due, publication_due, published_in_time
from gongkai.catalogue.duties import owed_interpretations, owed_publications
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.timeliness import published_late
from gongkai.measures.registry import Question

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("formed", "due", "day_after"),
    [
        (date(2022, 12, 30), date(2023, 2, 2), date(2023, 2, 3)),
        (date(2026, 1, 30), date(2026, 3, 5), date(2026, 3, 6)),
    ],
)
def test_e15_published_on_the_last_day_and_on_the_day_after(
    walk: Walk, formed: date, due: date, day_after: date
) -> None:
    walk.cast.on(formed)
    in_time, late = (walk.approved(walk.draft(formed_on=formed)) for _ in range(2))
    calendar, agency = working_calendar(), walk.agency.pk
    shown = publication_due(in_time, calendar)
    assert shown is not None
    assert shown.day == due
    assert {duty.due for duty in owed_publications([agency], formed)} == {due}
    walk.cast.on(due)
    walk.publish(in_time)
    walk.cast.on(day_after)
    assert published_in_time(late, calendar, due) is True
    assert published_in_time(late, calendar, day_after) is False
    walk.publish(late)
    asked = Question((agency,), date(due.year, 1, 1), day_after, day_after)
    assert [fact.item_id for fact in published_late(asked)] == [late.pk]


def test_e23_an_interpretation_follows_within_three_working_days_over_the_spring_festival(walk: Walk) -> None:
    walk.cast.on(date(2024, 2, 8))
    document = walk.publish(walk.issued())
    due = interpretation_due(document, working_calendar())
    assert due is not None
    assert due.day == date(2024, 2, 19)
    (owed,) = owed_interpretations([walk.agency.pk], date(2024, 2, 8))
    assert owed.due == date(2024, 2, 19)
