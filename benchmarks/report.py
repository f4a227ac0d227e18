"""The annual report against hand-written SQL, its PDF against typst's own time, and a drill-down page, in one run.

    python benchmarks/report.py [--counties 4] [--years 5] [--repeat 5]

Fills a database of its own (SQLite in a temporary folder, or an empty one named by DATABASE_URL) with the decisions of
counties x years (236,436 decisions a county-year, spread over a county's departments) and the other facts of every year, then
prints one JSON document. 4 x 5 county-years are 4.7 million decisions.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

LEDGERS = {
    "decisions_permit": 50_867,
    "decisions_penalty": 179_863,
    "decisions_coercion": 5_706,
    "decisions_charge": 2_000,
}
KINDS = {
    "decisions_permit": "permit",
    "decisions_penalty": "penalty",
    "decisions_coercion": "coercion",
    "decisions_charge": "charge",
}
DEPARTMENTS = 12
FIRST_YEAR = 2018
RECORDED = datetime(2023, 1, 5, tzinfo=UTC)
AS_OF = date(2023, 3, 1)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--counties", type=int, default=4)
    arguments.add_argument("--years", type=int, default=5)
    arguments.add_argument("--repeat", type=int, default=5)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as folder:
        os.environ.update(GONGKAI_HOME=folder, GONGKAI_KEY="33" * 32)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
        import_module("django").setup()
        import_module("django.core.management").call_command("migrate", verbosity=0)
        counties = [fill_county(number, given.years) for number in range(given.counties)]
        print(
            json.dumps(measure(counties[0], FIRST_YEAR + given.years - 1, given.repeat), ensure_ascii=False, indent=2)
        )


def fill_county(number: int, years: int) -> Any:
    """A county with its departments and the ledgers of all years, made inside the database."""
    establish = import_module("gongkai.agencies.usecases.establish").establish_agency
    act = import_module("gongkai.audit.acts").system_act("benchmark")
    credit_code = import_module("gongkai.law.codes").make_credit_code
    options = {"act": act, "region_code": "410825"}

    def agency(place: int, code: str, kind: str, parent: Any = None) -> Any:
        return establish(code=code, name=code, short_name=code, kind=kind, parent=parent,
                         uscc=credit_code("11", "410825", number * 100 + place + 1), **options)  # fmt: skip

    county = agency(0, f"county{number}", "county_government")
    departments = [
        agency(place + 1, f"county{number}-d{place}", "county_department", county) for place in range(DEPARTMENTS)
    ]
    for year in range(FIRST_YEAR, FIRST_YEAR + years):
        for table, rows in LEDGERS.items():
            for place, department in enumerate(departments):
                share = rows // DEPARTMENTS + (place < rows % DEPARTMENTS)
                fill_ledger(table, department.id, year, share, number)
        tell(f"county {number + 1}, {year}: {sum(LEDGERS.values()):,} decisions")
    import_module("django.db").connection.cursor().execute("ANALYZE")
    return county


def fill_ledger(table: str, agency_id: int, year: int, rows: int, county: int) -> None:
    """``rows`` decisions of one unit and year, one committed batch."""
    decisions, keys = import_module("gongkai.decisions.models"), import_module("gongkai.numbering.keys")
    connection = import_module("django.db").connection
    batch = decisions.ImportBatch.objects.create(
        agency_id=agency_id, kind=KINDS[table], state="COMMITTED", rows=rows, started_by="benchmark", started_at=RECORDED,
        heartbeat_at=RECORDED, committed_at=RECORDED,
    )  # fmt: skip
    model = next(model for model in decisions.DecisionVersion.__subclasses__() if model._meta.db_table == table)
    chosen = {
        "id": f"{keys.new_key()} + n", "agency_id": str(agency_id), "batch_id": str(batch.id), "superseded_by_id": "NULL",
        "decision_year": str(year), "document_number": f"'{county}-{agency_id % 1000}-{year}-' || n", "happened_on": day_of(connection, year),
        "counterparty_index": "1", "counterparty_kind": "'organisation'", "publicity": "'PUBLISH'", "amount_fen": "5146900 + n",
        "direction": "'收费'",
    }  # fmt: skip
    columns = {field.column: chosen.get(field.column, filler(field)) for field in model._meta.concrete_fields}
    sql = (
        f"INSERT INTO {table} ({', '.join(columns)}) WITH RECURSIVE count(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < {rows}) "
        f"SELECT {', '.join(columns.values())} FROM count"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)


def day_of(connection: Any, year: int) -> str:
    """SQL for a day of the year, spread evenly over n."""
    if connection.vendor == "sqlite":
        return f"date('{year}-01-01', '+' || (n * 7 % 365) || ' days')"
    return f"(date '{year}-01-01' + (n * 7 % 365))"


def filler(field: Any) -> str:
    """SQL for a column that does not matter here: null where allowed, else something small of its type."""
    kind = field.get_internal_type()
    if field.null:
        return "NULL"
    if kind == "DateField":
        return "'2099-12-31'"
    if kind in ("BinaryField", "EncryptedTextField"):
        return "''" if import_module("django.db").connection.vendor == "postgresql" else "x''"
    return "1" if "Integer" in kind else "''" if field.blank else "'示例'"


HAND_WRITTEN = """
SELECT COUNT(*) FROM {table} d JOIN decisions_batch b ON b.id = d.batch_id LEFT JOIN decisions_batch s ON s.id = d.superseded_by_id
WHERE d.agency_id IN ({agencies}) AND d.happened_on BETWEEN '{year}-01-01' AND '{year}-12-31' AND b.committed_at < '{until}'
AND (s.committed_at IS NULL OR s.committed_at >= '{until}')
"""


def hand_written(agency_ids: tuple[int, ...], year: int) -> list[int]:
    """The counts of table 2 (5 to 8) as somebody would write them, with the same rule of what was known on the day."""
    connection = import_module("django.db").connection
    answers = []
    with connection.cursor() as cursor:
        for table in LEDGERS:
            sql = HAND_WRITTEN.format(
                table=table, agencies=", ".join(map(str, agency_ids)), year=year, until="2023-03-01 16:00:00"
            )
            cursor.execute(sql.replace("COUNT(*)", "SUM(d.amount_fen)") if table == "decisions_charge" else sql)
            answers.append(int(cursor.fetchone()[0] or 0))
    return answers


def measure(county: Any, year: int, repeat: int) -> dict[str, Any]:
    compute, selectors = (
        import_module("gongkai.annual_report.compute"),
        import_module("gongkai.annual_report.selectors"),
    )
    assess, proofs = import_module("gongkai.annual_report.assess"), import_module("gongkai.annual_report.proofs")
    asked = compute.ask(county, year, "area", AS_OF, today=AS_OF)
    report = compute.compute(county, year, "area", AS_OF, today=AS_OF)
    penalties = "table2.art20_6.penalties.decisions"
    by_hand = hand_written(asked.agency_ids, year)
    ours = [
        report.values[key]
        for key in ("table2.art20_5.permits.decisions", penalties, "table2.art20_6.coercion.decisions")
    ]
    if by_hand[:3] != ours:
        raise SystemExit(f"the two do not count the same: {by_hand} and {ours}")
    act = supervisor_of(county)
    later = selectors.records(report=asked, key=penalties, act=act).next
    seconds = {
        "report": timed(lambda: compute.compute(county, year, "area", AS_OF, today=AS_OF), repeat),
        "report_with_identities": timed(
            lambda: assess.assess(compute.compute(county, year, "area", AS_OF, today=AS_OF)), repeat
        ),
        "hand_written_sql": timed(lambda: hand_written(asked.agency_ids, year), repeat),
        "frozen_proofs": timed(lambda: proofs.prove(asked.agency_ids, year, AS_OF), 1),
        "first_page": timed(lambda: selectors.records(report=asked, key=penalties, act=act), repeat),
        "next_page": timed(lambda: selectors.records(report=asked, key=penalties, act=act, after=later), repeat),
        "first_public_page": timed(
            lambda: selectors._page(
                asked, penalties, asked.agency_ids, None, selectors.registered_measure, public=True
            ),
            repeat,
        ),
        **pdf_seconds(report, repeat),
    }
    return {
        "decisions": sum(LEDGERS.values())
        * sum(1 for _ in import_module("gongkai.agencies.models").Agency.objects.filter(parent=None))
        * (year - FIRST_YEAR + 1),
        "queries": count_queries(lambda: compute.compute(county, year, "area", AS_OF, today=AS_OF)),
        "seconds": {name: round(value, 4) for name, value in seconds.items()},
        "report_to_sql": round(seconds["report"] / seconds["hand_written_sql"], 2),
        "pdf_to_typst": round(seconds["pdf"] / seconds["typst_alone"], 2),
    }


def supervisor_of(county: Any) -> Any:
    acts, clock = import_module("gongkai.audit.acts"), import_module("gongkai.clock")
    return acts.Act("1", "benchmark", county.id, county.code, frozenset({"SUPERVISOR"}), clock.SystemClock())


def pdf_seconds(report: Any, repeat: int) -> dict[str, float]:
    """Our PDF from the computed report, and typst alone on the same source and data, fonts already read in both."""
    document, pdf = import_module("gongkai.annual_report.document"), import_module("gongkai.annual_report.exports.pdf")
    texts, typst = import_module("gongkai.annual_report.texts"), import_module("typst")
    ours = lambda: pdf.pdf_bytes(document.document_of(report, texts.texts_of(None)))  # noqa: E731
    ours()
    built = document.document_of(report, texts.texts_of(None))
    data = json.dumps(
        {**document.as_payload(built), "fonts": pdf.families(), "title_lines": document.title_lines(built)}
    )
    source = pdf.SOURCE.read_bytes()
    alone = lambda: typst.compile(source, font_paths=pdf.fonts(), sys_inputs={"document": data}, pdf_standards="a-2b")  # noqa: E731
    return {"pdf": timed(ours, repeat), "typst_alone": timed(alone, repeat)}


def timed(work: Callable[[], object], repeat: int) -> float:
    """Median seconds of ``repeat`` runs."""
    taken = []
    for _ in range(repeat):
        started = perf_counter()
        work()
        taken.append(perf_counter() - started)
    return median(taken)


def count_queries(work: Callable[[], object]) -> int:
    made = 0

    def count(execute: Any, *rest: Any) -> Any:
        nonlocal made
        made += 1
        return execute(*rest)

    with import_module("django.db").connection.execute_wrapper(count):
        work()
    return made


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
