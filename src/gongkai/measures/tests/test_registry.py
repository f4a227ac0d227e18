"""Questions and measures: periods, the day of knowledge, number and list from one queryset, names taken once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from gongkai.agencies.models import Agency
from gongkai.agencies.tests.factories import Cast
from gongkai.measures import registry
from gongkai.measures.registry import Measure, Question, RecordDetail, RecordLine, UnknownMeasure, measure, register
from gongkai.oversight.models import TrainingSession

YEAR = (date(2022, 1, 1), date(2022, 12, 31))


def records(question: Question):  # type: ignore[no-untyped-def]
    known = TrainingSession.objects.known_at(question.as_of).happened(question.first, question.last_known)
    return known.filter(agency_id__in=question.agency_ids)


def line(row: TrainingSession) -> RecordLine:
    return RecordLine(row.pk, row.happened_on, row.agency_id, "", row.topic)


def made(name: str = "tests.sessions", amount: str | None = None) -> Measure:
    return Measure(
        name=name, label_zh="培训", unit="次", means="test", records=records, line=line,
        detail=lambda row: RecordDetail(line(row), ()), dimensions={"form": "form"}, amount=amount,
    )  # fmt: skip


def session(agency: Agency, happened_on: date, recorded: datetime, participants: int = 10, **more: object) -> None:
    TrainingSession.objects.create(
        agency=agency, topic="培训", form=more.pop("form", "ONLINE"), participants=participants, recorded_by="1",
        happened_on=happened_on, recorded_at=recorded, **more,
    )  # fmt: skip


def asked(cast: Cast, as_of: date = date(2023, 3, 1)) -> Question:
    return Question((cast.police.pk, cast.market.pk), *YEAR, as_of)


def test_a_period_runs_forward() -> None:
    with pytest.raises(ValueError, match="2022-12-31 is after 2022-01-01"):
        Question((1,), date(2022, 12, 31), date(2022, 1, 1), date(2022, 1, 1))


def test_a_stock_is_that_of_the_day_of_knowledge_when_it_comes_first(cast: Cast) -> None:
    assert asked(cast, date(2022, 6, 30)).last_known == date(2022, 6, 30)
    assert asked(cast, date(2023, 6, 30)).last_known == date(2022, 12, 31)


def test_what_was_recorded_in_the_last_minute_of_a_day_was_known_that_day(cast: Cast) -> None:
    # Midnight in Shanghai is 16:00 UTC of the day before.
    session(cast.police, date(2022, 3, 1), datetime(2022, 3, 1, 15, 59, 59, 999999, tzinfo=UTC))
    session(cast.police, date(2022, 3, 1), datetime(2022, 3, 1, 16, 0, tzinfo=UTC))
    assert made().count(asked(cast, date(2022, 2, 28))) == 0
    assert made().count(asked(cast, date(2022, 3, 1))) == 1
    assert made().count(asked(cast, date(2022, 3, 2))) == 2


def test_a_superseded_row_was_known_until_its_end(cast: Cast) -> None:
    session(
        cast.police, date(2022, 3, 1), datetime(2022, 3, 1, 4, tzinfo=UTC),
        superseded_at=datetime(2022, 5, 31, 16, 0, tzinfo=UTC),
    )  # fmt: skip
    assert made().count(asked(cast, date(2022, 5, 31))) == 1
    assert made().count(asked(cast, date(2022, 6, 1))) == 0


def test_a_row_corrected_on_the_day_it_was_recorded_never_counted(cast: Cast) -> None:
    morning, noon = datetime(2022, 3, 1, 1, tzinfo=UTC), datetime(2022, 3, 1, 4, tzinfo=UTC)
    session(cast.police, date(2022, 3, 1), morning, superseded_at=noon)
    assert made().count(asked(cast, date(2022, 3, 1))) == 0


def test_both_ends_of_the_period_belong_to_it(cast: Cast) -> None:
    for day in (date(2021, 12, 31), date(2022, 1, 1), date(2022, 12, 31), date(2023, 1, 1)):
        session(cast.police, day, datetime(2023, 1, 2, tzinfo=UTC))
    assert made().count(asked(cast)) == 2


def test_other_agencies_rows_are_not_counted(cast: Cast) -> None:
    session(cast.police, date(2022, 3, 1), datetime(2022, 3, 1, tzinfo=UTC))
    session(cast.neighbour, date(2022, 3, 1), datetime(2022, 3, 1, tzinfo=UTC))
    assert made().count(asked(cast)) == 1
    assert made().count(Question((), *YEAR, date(2023, 1, 1))) == 0


def test_number_list_and_groups_agree(cast: Cast) -> None:
    for agency, form in ((cast.police, "ONLINE"), (cast.police, "CLASSROOM"), (cast.market, "ONLINE")):
        session(agency, date(2022, 3, 1), datetime(2022, 3, 1, tzinfo=UTC), form=form)
    one = made()
    assert one.count(asked(cast), {"form": "ONLINE"}) == len(one.narrowed(asked(cast), {"form": "ONLINE"})) == 2
    assert one.grouped(asked(cast), ("form",)) == {("ONLINE",): 2, ("CLASSROOM",): 1}
    assert one.grouped(asked(cast), ("agency", "form"), {"form": "ONLINE"}) == {
        (cast.police.pk, "ONLINE"): 1,
        (cast.market.pk, "ONLINE"): 1,
    }


def test_an_amount_is_summed_and_nothing_sums_to_zero(cast: Cast) -> None:
    people = made(amount="participants")
    assert people.count(asked(cast)) == 0
    session(cast.police, date(2022, 3, 1), datetime(2022, 3, 1, tzinfo=UTC), 40)
    session(cast.market, date(2022, 3, 1), datetime(2022, 3, 1, tzinfo=UTC), 2)
    assert people.count(asked(cast)) == 42
    assert people.grouped(asked(cast), ("agency",)) == {(cast.police.pk,): 40, (cast.market.pk,): 2}


def test_an_unknown_dimension_names_those_there_are(cast: Cast) -> None:
    with pytest.raises(KeyError, match=r"tests.sessions has no dimension \['colour'\]; it has \['form'\]"):
        made().count(asked(cast), {"colour": "red"})


def test_names_are_taken_once_and_unknown_ones_list_the_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_measures", {})
    one = made()
    register(one)
    register(one)
    assert measure("tests.sessions") is one
    with pytest.raises(ValueError, match=r"'tests\.sessions' is registered twice"):
        register(made())
    with pytest.raises(UnknownMeasure, match=r"no measure 'tests.zoo'; registered: tests\.sessions"):
        measure("tests.zoo")
