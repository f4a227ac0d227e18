"""The streamed download of a month: memory and speed among very many rows.

    python benchmarks/decisions_export.py [--rows 1000000] [--ending csv]

Loads the rows into one month of one ledger, all published, asks the portal for the file and reads it piece by piece. Prints
one JSON document: lines, MiB and seconds of the file, and how much the process grew while it streamed (``grown_mib``) and
its largest size (``largest_mib``, Linux).
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
from importlib import import_module
from time import perf_counter

import decision_rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--ending", choices=["csv", "json"], default="csv")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as folder:
        connection = decision_rows.start(folder)
        decision_rows.load(decision_rows.establish(3), "penalty", given.rows, days=31, published=10)
        decision_rows.analyse(connection)
        response = import_module("django.test").Client().get(f"/sgs/data/penalty-2015-01.{given.ending}")
        before, started = largest(), perf_counter()
        lines = size = 0
        for piece in response.streaming_content:
            lines += piece.count(b"\n")
            size += len(piece)
        seconds = perf_counter() - started
        result = {
            "database": connection.vendor, "rows": given.rows, "lines": lines, "file_mib": size >> 20,
            "seconds": round(seconds, 1), "rows_per_second": round(given.rows / seconds), "grown_mib": round(largest() - before, 1),
            "largest_mib": round(largest(), 1),
        }  # fmt: skip
        print(json.dumps(result, ensure_ascii=False, indent=2))


def largest() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
