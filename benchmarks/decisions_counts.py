"""Yearly counts among many county-years, against the same counts as hand-written SQL on the same database.

    python benchmarks/decisions_counts.py [--county-years 20] [--rows 235000] [--repeat 5]

Loads county-years of 50,867 : 179,863 : 5,706 : 20,000 (permits, penalties, coercion, charges) straight into the tables,
then times the four measures for one county and year, a year as of an earlier day, and the first and a deep page of 50
records. Prints one JSON document, times in milliseconds (median). The bulk load is not part of what is measured.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

_SHARES = {"permit": 50_867, "penalty": 179_863, "coercion": 5_706, "charge": 20_000}
_YEARS = tuple(range(2018, 2023))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--county-years", type=int, default=20)
    arguments.add_argument("--rows", type=int, default=sum(_SHARES.values()), help="rows of one county-year")
    arguments.add_argument("--repeat", type=int, default=5)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as folder:
        os.environ.update(GONGKAI_HOME=folder, GONGKAI_KEY="33" * 32)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
        import_module("django").setup()
        import_module("django.core.management").call_command("migrate", verbosity=0)
        started = perf_counter()
        agencies = load(given.county_years, given.rows)
        result: dict[str, Any] = {
            "database": connection().vendor, "county_years": given.county_years, "rows": given.county_years * given.rows,
            "load_s": round(perf_counter() - started, 1),
        }  # fmt: skip
        if connection().vendor == "sqlite":
            result["database_mib"] = Path(connection().settings_dict["NAME"]).stat().st_size >> 20
        print(json.dumps(result | measure(agencies, given.repeat), ensure_ascii=False, indent=2))


def connection() -> Any:
    return import_module("django.db").connection


def load(county_years: int, rows: int) -> list[Any]:
    """One agency a county; each has as many years as needed. Rows carry the columns counting and paging read, others are empty."""
    act = import_module("gongkai.audit.acts").system_act("benchmark")
    establish = import_module("gongkai.agencies.usecases.establish").establish_agency
    credit_code = import_module("gongkai.law.codes").make_credit_code
    counties = -(-county_years // len(_YEARS))
    agencies = [
        establish(
            act=act, code=f"county{n}", name=f"第{n}县公安局", short_name=f"县{n}", kind="county_department",
            region_code=f"4108{n % 90 + 10}", uscc=credit_code("11", f"4108{n % 90 + 10}", n),
        )
        for n in range(counties)
    ]  # fmt: skip
    pairs = [(agency, year) for year in _YEARS for agency in agencies][:county_years]
    for agency, year in pairs:
        for kind, share in _SHARES.items():
            _load_ledger(agency, year, kind, share * rows // sum(_SHARES.values()))
    with connection().cursor() as cursor:
        if connection().vendor == "postgresql":
            for kind in _SHARES:
                cursor.execute(f"VACUUM ANALYZE {_model(kind)._meta.db_table}")
        else:
            cursor.execute("ANALYZE")
    return agencies


def _model(kind: str) -> Any:
    return import_module("gongkai.decisions.kinds").ledger(kind).model


def _load_ledger(agency: Any, year: int, kind: str, count: int) -> None:
    models = import_module("gongkai.decisions.models")
    transaction = import_module("django.db").transaction
    model, months = _model(kind), 12
    blank = {
        field.column: b"" if field.get_internal_type() == "BinaryField" else None if field.null else "" for field in model._meta.fields
    }  # fmt: skip
    for column, field in ((field.column, field) for field in model._meta.fields):
        if not field.null and field.get_internal_type() == "DateField":
            blank[column] = f"{year + 1}-12-31"
    blank |= {
        "agency_id": agency.pk, "region_code": agency.region_code, "decision_year": year, "counterparty_index": 1,
        "publicity": "NATURAL_PERSON", "counterparty_kind": "person", "organ_name": agency.name, "organ_code": agency.uscc,
        "row_digest": b"0" * 16,
    }  # fmt: skip
    if kind == "charge":
        blank |= {"direction": "收费", "amount_fen": 5147}
    new_key = import_module("gongkai.numbering.keys").new_key
    write = import_module("gongkai.decisions.staging").write_rows
    for month in range(months):
        first, last = count * month // months, count * (month + 1) // months
        moment = (
            datetime(year + month // 11, month % 11 + 2, 3, tzinfo=UTC)
            if month < 11
            else datetime(year + 1, 1, 5, tzinfo=UTC)
        )
        with transaction.atomic():
            batch = models.ImportBatch.objects.create(
                agency=agency, kind=kind, state="COMMITTED", rows=last - first, new=last - first, started_by="benchmark",
                started_at=moment, heartbeat_at=moment, committed_at=moment,
            )  # fmt: skip
            write(model._meta.db_table, tuple(blank), _rows(blank, batch.pk, year, month, first, last, new_key))


def _rows(
    blank: dict[str, Any], batch: int, year: int, month: int, first: int, last: int, new_key: Any
) -> Iterator[tuple[Any, ...]]:
    begin = date(year, 1, 1) + timedelta(days=30 * month)
    row = dict(blank, batch_id=batch)
    for number in range(first, last):
        row["id"] = new_key()
        row["document_number"] = f"{year}{number:08d}"
        row["publicity"] = "NATURAL_PERSON" if number % 4 else "PUBLISH"
        row["happened_on"] = (begin + timedelta(days=(number - first) * 30 // (last - first))).isoformat()
        yield tuple(row.values())


def measure(agencies: list[Any], repeat: int) -> dict[str, Any]:
    registry = import_module("gongkai.measures.registry")
    measures = import_module("gongkai.decisions.counts").MEASURES
    agency, year = agencies[len(agencies) // 2], _YEARS[0]
    days = date(year, 1, 1), date(year, 12, 31)
    now = registry.Question((agency.pk,), *days, date(2026, 1, 1))
    then = registry.Question((agency.pk,), *days, date(year, 8, 31))
    area = registry.Question(tuple(a.pk for a in agencies), *days, date(2026, 1, 1))
    penalties = measures[1]
    result: dict[str, Any] = {"one_county_year": {}}
    for item in measures:
        value, ours = timed(lambda item=item: item.count(now), repeat)
        expected, theirs = timed(lambda item=item: by_hand(item, agency.pk, days), repeat)
        if value != expected:
            raise SystemExit(f"{item.name}: the measure says {value}, the hand-written SQL {expected}")
        result["one_county_year"][item.name] = {"value": value, "ms": ours, "sql_ms": theirs}
    rows = result["one_county_year"].values()
    result["all_four_ms"] = round(sum(row["ms"] for row in rows), 1)
    result["ratio_to_sql"] = round(sum(row["ms"] for row in rows) / sum(row["sql_ms"] for row in rows), 2)
    result["as_of_31_august_ms"] = timed(lambda: penalties.count(then), repeat)[1]
    result["all_counties_one_year_ms"] = timed(lambda: penalties.count(area), repeat)[1]
    first = penalties.records(now).order_by("happened_on", "id")
    result["first_page_ms"] = timed(lambda: list(first[:50]), repeat)[1]
    result["first_page_all_counties_ms"] = timed(
        lambda: list(penalties.records(area).order_by("happened_on", "id")[:50]), repeat
    )[1]
    deep = first.filter(happened_on__gte=date(year, 11, 15))
    result["deep_page_ms"] = timed(lambda: list(deep[:50]), repeat)[1]
    result["watch_one_county_year"] = watched((agency.pk,), days, repeat)
    return result


def watched(ids: tuple[int, ...], days: tuple[date, date], repeat: int) -> dict[str, Any]:
    """The page 台账监测 of one county in parts: a quarter of its penalties is published."""
    watch = import_module("gongkai.decisions.watch")
    calendar = import_module("gongkai.law.holiday_notices").packaged_calendar()
    kind, today = import_module("gongkai.decisions.models").Kind.PENALTY, date(2026, 1, 1)
    late = watch.late_rows(kind, ids, *days, today, calendar)
    return {
        "on_time_ms": timed(lambda: watch.on_time(kind, ids, *days, today, calendar), repeat)[1],
        "twelve_months_ms": timed(lambda: watch.monthly(kind, ids, days[0].year, today), repeat)[1],
        "repeated_numbers_ms": timed(lambda: watch.repeated(kind, ids, *days, today), repeat)[1],
        "first_page_of_late_ms": timed(lambda: watch.page_of(late, None), repeat)[1],
    }


def by_hand(item: Any, agency: int, days: tuple[date, date]) -> int:
    """What somebody with a console would write: current rows of committed batches."""
    model = item.records(import_module("gongkai.measures.registry").Question((agency,), *days, days[1])).model
    what = "COALESCE(SUM(amount_fen), 0)" if item.amount else "COUNT(*)"
    with connection().cursor() as cursor:
        cursor.execute(
            f"SELECT {what} FROM {model._meta.db_table} WHERE agency_id = %s AND happened_on BETWEEN %s AND %s AND superseded_by_id IS NULL "
            "AND batch_id IN (SELECT id FROM decisions_batch WHERE state = 'COMMITTED' AND agency_id = %s)",
            [agency, *days, agency],
        )
        return int(cursor.fetchone()[0])


def timed(work: Callable[[], Any], repeat: int) -> tuple[Any, float]:
    times = []
    for _ in range(repeat):
        started = perf_counter()
        value = work()
        times.append((perf_counter() - started) * 1000)
    return value, round(median(times), 1)


if __name__ == "__main__":
    main()
