"""Open data: a stream reads one chunk ahead and no more, ends, masks, and never writes a formula."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.agencies.tests.factories import Cast
from gongkai.decisions.models import Kind, PenaltyRecord
from gongkai.decisions.open_data import as_csv, as_json, month_days, months_with_rows, public_rows
from gongkai.decisions.tests.factories import load, penalty, write_csv

pytestmark = pytest.mark.django_db
TODAY = date(2022, 3, 1)
FEBRUARY = (date(2022, 2, 1), date(2022, 2, 28))


@pytest.fixture
def ten(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr("gongkai.decisions.open_data.CHUNK", 3)
    load(cast, write_csv(tmp_path / "f.csv", [penalty(cast.market, f"{n}号") for n in range(10)]))
    return cast


def test_a_stream_reads_one_chunk_at_a_time(ten: Cast) -> None:
    """Counted where the rows are made: while the first line is written, three of ten have been read."""
    made = 0
    original = PenaltyRecord.from_db.__func__

    def counting(cls: type, *given: object) -> object:
        nonlocal made
        made += 1
        return original(cls, *given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PenaltyRecord, "from_db", classmethod(counting))
        lines = as_csv(Kind.PENALTY, public_rows(Kind.PENALTY, *FEBRUARY, TODAY))
        assert (next(lines)[:1], made) == ("\ufeff", 0)
        next(lines)
        assert made == 3
        next(lines), next(lines), next(lines)
        assert made == 6
        assert len(list(lines)) == 6
        assert made == 10


def test_nothing_is_asked_for_each_row(ten: Cast) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(list(as_json(public_rows(Kind.PENALTY, *FEBRUARY, TODAY)))) == 11
    chunks = 4
    assert len(queries) == chunks * 3  # the rows, their repairs, their revocations


def test_every_row_comes_once(ten: Cast) -> None:
    listed = json.loads("".join(as_json(public_rows(Kind.PENALTY, *FEBRUARY, TODAY))))
    assert sorted(row["document_number"] for row in listed) == [f"{n}号" for n in range(10)]
    assert list(public_rows(Kind.PENALTY, *month_days("2022-01"), TODAY)) == []


def test_a_text_that_begins_like_a_formula_is_quoted(cast: Cast, tmp_path: Path) -> None:
    load(cast, write_csv(tmp_path / "f.csv", [penalty(cast.market, "1号", CF_NR="-1+1|cmd")]))
    table = list(csv.reader("".join(as_csv(Kind.PENALTY, public_rows(Kind.PENALTY, *FEBRUARY, TODAY))).splitlines()))
    assert "'-1+1|cmd" in table[1]


@pytest.mark.parametrize("month", ["2022", "2022-1", "2022-13", "202201-", "昨天"])
def test_a_month_is_a_month(month: str) -> None:
    with pytest.raises(ValueError, match="month is YYYY-MM"):
        month_days(month)


def test_months_run_from_the_newest_to_the_oldest(cast: Cast, tmp_path: Path) -> None:
    assert months_with_rows(Kind.PENALTY) == []
    rows = [penalty(cast.market, "1号", CF_JDRQ="2021-11-30"), penalty(cast.market, "2号")]
    load(cast, write_csv(tmp_path / "f.csv", rows))
    assert months_with_rows(Kind.PENALTY) == ["2022-02", "2022-01", "2021-12", "2021-11"]
