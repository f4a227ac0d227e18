"""Citizens' look-up among many decisions: document number, code, name, organ and month, first page against deep pages.

    python benchmarks/decisions_lookup.py [--rows 5000000] [--asked 200]

Loads the rows (permits and penalties half each, half of them published) into a fresh database, then asks each question
``--asked`` times with other values through the same function as page and API. Prints one JSON document: median and p99 in
milliseconds; ``deep_to_first`` is the median of pages after a hundred others, divided by the median of first pages.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import decision_rows

DAYS = 3650
ORGANS = 59
TODAY = date(2026, 1, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--asked", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as folder:
        connection = decision_rows.start(folder)
        agencies = decision_rows.establish(ORGANS)
        started = perf_counter()
        for kind in ("permit", "penalty"):
            decision_rows.load(agencies, kind, given.rows // 2, days=DAYS)
        decision_rows.analyse(connection)
        result: dict[str, Any] = {
            "database": connection.vendor, "rows": given.rows, "load_s": round(perf_counter() - started, 1)
        }  # fmt: skip
        if connection.vendor == "sqlite":
            result["database_mib"] = Path(connection.settings_dict["NAME"]).stat().st_size >> 20
        print(json.dumps(result | measure(agencies, given.rows // 2, given.asked), ensure_ascii=False, indent=2))


def measure(agencies: list[Any], rows: int, asked: int) -> dict[str, Any]:
    lookup = import_module("gongkai.decisions.lookup")
    draw, sought = random.Random(7), lookup.Sought
    kind = import_module("gongkai.decisions.models").Kind.PENALTY

    def published() -> int:
        number = draw.randrange(rows)
        return number - number % 10 + number % 5

    def month() -> tuple[date, date]:
        first = decision_rows.FIRST_DAY + timedelta(days=draw.randrange(DAYS - 31))
        return first, first + timedelta(days=30)

    def organ() -> Any:
        first, last = month()
        return sought(agency_id=draw.choice(agencies).pk, first=first, last=last)

    def deep() -> Any:
        """The place a hundred pages and more from the newest decision, as a reader who went on has it."""
        day = decision_rows.FIRST_DAY + timedelta(days=draw.randrange(DAYS // 2))
        return sought(after=(day, draw.randrange(1 << 62)))

    questions: dict[str, Callable[[], Any]] = {
        "document_number": lambda: sought(document_number=f"penalty〔2022〕{published()}号"),
        "code": lambda: sought(code=decision_rows.code_of(published())),
        "name": lambda: sought(name=decision_rows.name_of(published())),
        "organ_month": organ,
        "first_page": lambda: sought(),
        "deep_page": deep,
        "first_page_of_an_organ": lambda: sought(kind, agency_id=draw.choice(agencies).pk),
        "deep_page_of_an_organ": lambda: replace(deep(), kind=kind, agency_id=draw.choice(agencies).pk),
    }
    times = {name: timed(lookup.look_up, question, asked) for name, question in questions.items()}
    ratio = times["deep_page"]["median_ms"] / times["first_page"]["median_ms"]
    of_organ = times["deep_page_of_an_organ"]["median_ms"] / times["first_page_of_an_organ"]["median_ms"]
    return {"asked": times, "deep_to_first": round(ratio, 2), "deep_to_first_of_an_organ": round(of_organ, 2)}


def timed(look_up: Callable[[Any, date], Any], question: Callable[[], Any], asked: int) -> dict[str, float]:
    """Raises SystemExit when a question finds nothing: an empty answer measures nothing."""
    times = []
    for _ in range(asked):
        one = question()
        started = perf_counter()
        found = look_up(one, TODAY)
        times.append((perf_counter() - started) * 1000)
        if not found.records and one.first is None:
            raise SystemExit(f"{one} found nothing")
    times.sort()
    return {"median_ms": round(median(times), 2), "p99_ms": round(times[int(len(times) * 0.99) - 1], 2)}


if __name__ == "__main__":
    main()
