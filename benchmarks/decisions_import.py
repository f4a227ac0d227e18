"""Import of a ledger file against the bare minimum, in one run: csv.reader + executemany (COPY) into the same table.

    python benchmarks/decisions_import.py [--rows 230000] [--xlsx] [--keep]

Prints one JSON document: seconds of the import (first and again), of the bare load, their ratio, of row-by-row ORM saves
(on a sample, scaled; with and without full_clean), peak memory, and the longest time another writer had to wait meanwhile. SQLite in a folder of its
own, or the database of DATABASE_URL (an empty one; its tables are made).
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

_WRITER = """
import sys, time, django
django.setup()
from django.db import connection, transaction
from pathlib import Path
stop, longest, waits = Path(sys.argv[1]), 0.0, []
while not stop.exists():
    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO numbering_counter (series, last) VALUES ('benchmark', 1) "
                       "ON CONFLICT (series) DO UPDATE SET last = numbering_counter.last + 1")
    waits.append(time.perf_counter() - started)
    time.sleep(0.01)
waits.sort()
print(len(waits), waits[-1], waits[int(len(waits) * 0.99)])
"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows", type=int, default=230_000)
    arguments.add_argument("--sample", type=int, default=2_000, help="rows saved one by one through the ORM")
    arguments.add_argument("--xlsx", action="store_true", help="measure the same rows as XLSX too")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as folder:
        prepare(Path(folder))
        print(json.dumps(measure(Path(folder), given.rows, given.sample, given.xlsx), ensure_ascii=False, indent=2))


def prepare(folder: Path) -> None:
    os.environ.update(GONGKAI_HOME=str(folder), GONGKAI_KEY="33" * 32)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    import_module("django").setup()
    import_module("django.core.management").call_command("migrate", verbosity=0)


def measure(folder: Path, rows: int, sample: int, with_xlsx: bool) -> dict[str, Any]:
    agency, path = establish(), folder / "ledger.csv"
    ledgers = import_module("gongkai.demo.ledgers")
    unit = ledgers.Unit(agency.name, agency.uscc, agency.region_code, word="温公交")
    ledgers.write_ledger(path, "penalty", unit, count=rows, year=2022, seed=1, style="traffic")
    result: dict[str, Any] = {"rows": rows, "columns": 21, "database": connection().vendor}
    stop = folder / "stop"
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(stop)], stdout=subprocess.PIPE, text=True)
    sleep(1.5)
    result["import_s"] = timed(lambda: load(agency, path, "new", rows))
    stop.touch()
    count, longest, p99 = writer.communicate()[0].split()
    result["other_writer"] = {
        "writes": int(count), "longest_wait_ms": round(float(longest) * 1000, 1), "p99_ms": round(float(p99) * 1000, 1),
    }  # fmt: skip
    result["peak_memory_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    result["import_again_s"] = timed(lambda: load(agency, path, "unchanged", rows))
    clear()
    result["import_alone_s"] = timed(lambda: load(agency, path, "new", rows))
    clear()
    result["bare_load_s"] = timed(lambda: bare_load(agency, path))
    result["ratio_bare_to_import"] = round(result["bare_load_s"] / result["import_alone_s"], 3)
    clear()
    load(agency, path, "new", rows)
    for name, validates in (("orm_save_only", False), ("orm_validate_and_save", True)):
        result[f"{name}_s_for_all"] = round(orm_saves(sample, validates) * rows / sample, 2)
        result[f"times_faster_than_{name}"] = round(result[f"{name}_s_for_all"] / result["import_alone_s"], 1)
    if with_xlsx:
        clear()
        sheet = as_xlsx(path)
        result["import_xlsx_s"] = timed(lambda: load(agency, sheet, "new", rows))
        result["peak_memory_with_xlsx_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    return result


def timed(work: Any) -> float:
    started = perf_counter()
    work()
    return round(perf_counter() - started, 2)


def connection() -> Any:
    return import_module("django.db").connection


def penalties() -> Any:
    return import_module("gongkai.decisions.models").PenaltyRecord


def establish() -> Any:
    act = import_module("gongkai.audit.acts").system_act("benchmark")
    return import_module("gongkai.agencies.usecases.establish").establish_agency(
        act=act, code="benchmark", name="温县公安局交通警察大队", short_name="交警大队", kind="county_department",
        region_code="410825", uscc=import_module("gongkai.law.codes").make_credit_code("11", "410825", 3),
    )  # fmt: skip


def load(agency: Any, path: Path, expected: str, rows: int) -> None:
    act = import_module("gongkai.audit.acts").system_act("benchmark")
    usecase = import_module("gongkai.decisions.usecases.import_decisions")
    report = usecase.import_decisions(act=act, agency=agency, kind="penalty", path=path)
    if getattr(report, expected) != rows:
        raise SystemExit(f"expected {rows} rows {expected}, the import says {report.as_json()}")


def clear() -> None:
    """Empty the ledger outside the measured time."""
    with connection().cursor() as cursor:
        cursor.execute("DELETE FROM decisions_penalty")


def bare_load(agency: Any, path: Path) -> None:
    """The cells as they stand, without any check or encryption, into the same table with the same indexes, in one transaction."""
    sealing = import_module("gongkai.decisions.sealing")
    staging = import_module("gongkai.decisions.staging")
    batch = import_module("gongkai.decisions.models").ImportBatch.objects.first()
    header = import_module("gongkai.decisions.header")
    new_key = import_module("gongkai.numbering.keys").new_key
    kind = import_module("gongkai.decisions.models").Kind.PENALTY
    names = sealing.Sealer(kind, agency_id=agency.pk, region_code="410825", batch_id=batch.pk).names
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        places = [
            (names[len(sealing.LEADING) + place], file)
            for place, file in enumerate(header.read_header(kind, next(reader)).places)
            if file is not None
        ]
        fixed = dict.fromkeys(names, "") | {
            "agency_id": agency.pk, "batch_id": batch.pk, "first_batch_id": None, "region_code": "410825", "decision_year": 2022, "row_digest": b"0" * 16,
            "publicity": "NATURAL_PERSON", "counterparty_index": 1, "publicity_end": None,
        }  # fmt: skip
        binary = ("person_name", "representative", "representative_id", "person_id")

        def rows() -> Any:
            for cells in reader:
                row = dict(fixed)
                row["id"] = new_key()
                for name, place in places:
                    row[name] = cells[place]
                row["person_name"], row["counterparty_name"] = row["counterparty_name"], ""
                row["counterparty_kind"] = "person"
                row["person_id_index"] = row["person_id"]
                for name in binary:
                    row[name] = row[name].encode()
                row["fine_fen"] = row["confiscated_fen"] = None
                yield tuple(row.values())

        with import_module("django.db").transaction.atomic():
            staging.write_rows("decisions_penalty", names, rows())


def orm_saves(sample: int, validates: bool) -> float:
    """Seconds to save ``sample`` already checked records one by one, each in its own transaction; with ``full_clean`` if asked."""
    new_key = import_module("gongkai.numbering.keys").new_key
    records = list(penalties().objects.all()[:sample])
    penalties().objects.filter(pk__in=[record.pk for record in records]).delete()
    started = perf_counter()
    for record in records:
        record.pk = new_key()
        if validates:
            record.full_clean(exclude=("superseded_by", "first_batch", "fine_fen", "confiscated_fen", "publicity_end"))
        record.save(force_insert=True)
    return perf_counter() - started


def as_xlsx(path: Path) -> Path:
    sheet_path = path.with_suffix(".xlsx")
    book = import_module("xlsxwriter").Workbook(str(sheet_path), {"constant_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for number, row in enumerate(csv.reader(stream)):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, column, cell)
    book.close()
    return sheet_path


if __name__ == "__main__":
    main()
