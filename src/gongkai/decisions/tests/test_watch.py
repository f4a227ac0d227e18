"""Watched: on time by unit, late ones, who sent nothing, months and jumps, numbers that repeat."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.decisions import watch
from gongkai.decisions.models import Kind
from gongkai.decisions.tests.factories import Row, on_person, penalty, write_csv
from gongkai.decisions.usecases.correct_decision import correct_decision
from gongkai.decisions.usecases.import_decisions import import_decisions
from gongkai.law.holiday_notices import packaged_calendar

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2022, 1, 1), date(2022, 12, 31)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def bring(cast: Cast, agency: Agency, file: Path, rows: list[Row]) -> None:
    act = cast.act(Role.DRAFTER, agency=agency)
    report = import_decisions(act=act, agency=agency, kind="penalty", path=write_csv(file, rows))
    assert report.imported == len(rows)


def rates(cast: Cast, *agencies: Agency) -> dict[int, tuple[int, int]]:
    today = cast.act(Role.DRAFTER).today
    ids = tuple(agency.pk for agency in agencies)
    found = watch.on_time(Kind.PENALTY, ids, FIRST, LAST, today, packaged_calendar())
    return {rate.agency_id: (rate.published, rate.on_time) for rate in found}


def late(cast: Cast, agency: Agency) -> list[str]:
    today = cast.act(Role.DRAFTER).today
    rows = watch.late_rows(Kind.PENALTY, (agency.pk,), FIRST, LAST, today, packaged_calendar())
    return [row.document_number for row in watch.page_of(rows, None)]


def test_seven_working_days_from_the_decision_to_the_commit(cast: Cast, file: Path) -> None:
    # decided on Thursday 10 February 2022, public until Monday 21 February
    cast.on(date(2022, 2, 21))
    bring(cast, cast.market, file, [penalty(cast.market, "1号")])
    cast.on(date(2022, 2, 22))
    bring(cast, cast.market, file, [penalty(cast.market, "2号"), penalty(cast.market, "3号", CF_JDRQ="2022-02-11")])
    bring(cast, cast.police, file, [penalty(cast.police, "1号", CF_JDRQ="2022-02-21")])
    assert rates(cast, cast.market, cast.police) == {cast.market.pk: (3, 2), cast.police.pk: (1, 1)}
    assert rates(cast, cast.police) == {cast.police.pk: (1, 1)}
    assert (late(cast, cast.market), late(cast, cast.police)) == (["2号"], [])


def test_the_rate_counts_only_what_is_to_be_published(cast: Cast, file: Path) -> None:
    cast.on(date(2022, 6, 1))
    bring(cast, cast.market, file, [penalty(cast.market, "1号"), on_person(penalty(cast.market, "2号"))])
    assert rates(cast, cast.market) == {cast.market.pk: (1, 0)}


def test_a_later_correction_does_not_make_a_timely_decision_late(cast: Cast, file: Path) -> None:
    cast.on(date(2022, 2, 14))
    bring(cast, cast.market, file, [penalty(cast.market, "1号"), penalty(cast.market, "2号")])
    cast.on(date(2022, 6, 1))
    bring(cast, cast.market, file, [penalty(cast.market, "1号", CF_NR_FK="0.1")])
    for fine in ("0.2", "0.3"):
        correct_decision(
            act=cast.act(Role.DRAFTER, agency=cast.market), agency=cast.market, kind=Kind.PENALTY, document_number="2号",
            changes={"fine_fen": fine}, reason="金额有误",
        )  # fmt: skip
    assert rates(cast, cast.market) == {cast.market.pk: (2, 2)}
    assert late(cast, cast.market) == []


def test_a_rate_is_rounded_down() -> None:
    assert watch.Rate(1, 3000, 2999).percent == "99.9%"
    assert watch.Rate(1, 3000, 3000).percent == "100.0%"
    assert watch.Rate(1, 0, 0).percent == "—"


def test_the_late_list_goes_on_from_its_cursor(cast: Cast, file: Path) -> None:
    cast.on(date(2022, 6, 1))
    bring(cast, cast.market, file, [penalty(cast.market, f"{n}号") for n in range(1, 61)])
    today, ids = date(2022, 6, 1), (cast.market.pk,)
    rows = watch.late_rows(Kind.PENALTY, ids, FIRST, LAST, today, packaged_calendar())
    first = watch.page_of(rows, None)
    assert len(first) == 51
    second = watch.page_of(rows, (first[49].happened_on, first[49].pk))
    assert [row.document_number for row in second] == [f"{n}号" for n in range(51, 61)]


def test_who_sent_nothing_this_month(cast: Cast, file: Path) -> None:
    ids = (cast.market.pk, cast.police.pk, cast.township.pk)
    cast.on(date(2022, 5, 30))
    bring(cast, cast.market, file, [penalty(cast.market, "1号")])
    bring(cast, cast.police, file, [penalty(cast.police, "1号")])
    cast.on(date(2022, 6, 20))
    bring(cast, cast.police, file, [penalty(cast.police, "2号")])
    silent = watch.silent(ids, date(2022, 6, 20), date(2022, 6, 20))
    assert [(agency, moment.date()) for agency, moment in silent] == [(cast.market.pk, date(2022, 5, 30))]
    # in May both did; the township has never sent anything and is not expected to
    assert watch.silent(ids, date(2022, 5, 1), date(2022, 6, 20)) == []


def test_months_and_sudden_jumps(cast: Cast, file: Path) -> None:
    cast.on(date(2022, 3, 31))
    rows = [penalty(cast.market, f"A{n}", CF_JDRQ="2021-02-10") for n in range(10)]
    rows += [penalty(cast.market, f"B{n}", CF_JDRQ="2022-02-10") for n in range(30)]
    rows += [penalty(cast.market, f"C{n}", CF_JDRQ="2021-03-10") for n in range(12)]
    rows += [penalty(cast.market, f"D{n}", CF_JDRQ="2022-03-10") for n in range(31)]
    bring(cast, cast.market, file, rows)
    ids, today = (cast.market.pk, cast.police.pk), date(2022, 3, 31)
    now, before = (watch.monthly(Kind.PENALTY, ids, year, today) for year in (2022, 2021))
    assert watch.summed(now) == [0, 30, 31, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    assert watch.summed({}) == [0] * 12
    found = list(watch.jumps(Kind.PENALTY, now, before, months=2))
    assert found == [watch.Jump(cast.market.pk, Kind.PENALTY, 2, 30, 10)]
    # 31 against 12 is more than twice, but differs by 19 only
    assert list(watch.jumps(Kind.PENALTY, now, before, months=3)) == found


def test_numbers_that_repeat(cast: Cast, file: Path) -> None:
    cast.on(date(2022, 3, 31))
    several = [penalty(cast.market, "1号", CF_XDR_XH=str(n)) for n in (1, 2)]
    days = [penalty(cast.market, "2号", CF_XDR_XH=str(n), CF_JDRQ=f"2022-02-1{n}") for n in (1, 2)]
    bring(cast, cast.market, file, [*several, *days, penalty(cast.market, "3号", CF_XDR_XH="1")])
    bring(cast, cast.police, file, [penalty(cast.police, "3号")])
    ids, today = (cast.market.pk, cast.police.pk), date(2022, 3, 31)
    found = watch.repeated(Kind.PENALTY, ids, FIRST, LAST, today)
    assert found == [watch.Repeated("2号", 2, 1), watch.Repeated("3号", 2, 2)]
    assert watch.repeated(Kind.PENALTY, ids, FIRST, LAST, today, after="2号") == found[1:]
    assert watch.repeated(Kind.PENALTY, (cast.police.pk,), FIRST, LAST, today) == []
