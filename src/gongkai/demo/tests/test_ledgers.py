"""Generated ledgers: the same for the same seed, exact totals, accepted by the import without a rejected row."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.audit.acts import system_act
from gongkai.decisions.counts import MEASURES
from gongkai.decisions.usecases.import_decisions import import_decisions
from gongkai.demo.ledgers import Unit, write_ledger
from gongkai.law.codes import make_credit_code
from gongkai.law.holiday_notices import packaged_calendar
from gongkai.measures.registry import Question

UNIT = Unit("温县市场监督管理局", make_credit_code("11", "410825", 4), "410825", word="温市监")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("kind", ["permit", "penalty", "coercion", "charge"])
def test_the_same_seed_gives_the_same_file(tmp_path: Path, kind: str) -> None:
    made = [
        write_ledger(tmp_path / f"{n}", kind, UNIT, count=50, year=2022, seed=seed, total_fen=99_999).read_bytes()
        for n, seed in enumerate((1, 1, 2))
    ]
    assert made[0] == made[1] != made[2]


@pytest.mark.parametrize(("count", "total"), [(1, 7), (3, 3), (1_000, 102_942_730), (777, 1_000_001)])
def test_charges_add_up_to_the_fen(tmp_path: Path, count: int, total: int) -> None:
    path = write_ledger(tmp_path / "c.csv", "charge", UNIT, count=count, year=2022, seed=3, total_fen=total)
    amounts = [Decimal(row["SF_JE"]) for row in rows(path)]
    assert (len(amounts), sum(amounts) * 100) == (count, total)
    assert min(amounts) > 0


def test_a_total_smaller_than_a_fen_a_row_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="3 charges cannot add up to 2 fen"):
        write_ledger(tmp_path / "c.csv", "charge", UNIT, count=3, year=2022, seed=1, total_fen=2)
    with pytest.raises(ValueError, match="kind is one of permit"):
        write_ledger(tmp_path / "c.csv", "gift", UNIT, count=3, year=2022, seed=1)


def test_offices_decide_on_working_days_over_the_whole_year(tmp_path: Path) -> None:
    path = write_ledger(tmp_path / "p.csv", "penalty", UNIT, count=1_000, year=2022, seed=1)
    days = [date.fromisoformat(row["CF_JDRQ"]) for row in rows(path)]
    calendar = packaged_calendar()
    assert all(calendar.is_working(day.toordinal()) for day in days)
    assert (min(days), max(days), days == sorted(days)) == (date(2022, 1, 4), date(2022, 12, 30), True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "style"), [("permit", ""), ("penalty", "traffic"), ("penalty", ""), ("coercion", ""), ("charge", "")]
)
def test_the_import_takes_every_generated_row(cast: Cast, tmp_path: Path, kind: str, style: str) -> None:  # noqa: F811
    cast.on(date(2023, 1, 5))
    unit = Unit(cast.market.name, cast.market.uscc, "410825", word="温市监")
    path = write_ledger(tmp_path / "l.csv", kind, unit, count=400, year=2022, seed=5, style=style, total_fen=123_456)
    report = import_decisions(act=system_act("演示", cast.clock), agency=cast.market, kind=kind, path=path)
    assert (report.rejected, report.new) == ([], 400)
    question = Question((cast.market.pk,), date(2022, 1, 1), date(2022, 12, 31), date(2023, 1, 5))
    measure = next(m for m in MEASURES if kind == m.records(question).model.KIND)
    assert measure.count(question) == (123_456 if kind == "charge" else 400)
