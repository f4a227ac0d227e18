"""The streamed download of a month: memory and speed among very many rows.

    python benchmarks/decisions_export.py [--rows 1000000] [--ending csv]

Loads the rows into one month of one ledger, all published, asks the portal for the file and reads it piece by piece. Prints
one JSON document: lines, MiB and seconds of the file, and the process's own memory (Linux, RssAnon) when the stream began and
at its largest. Pages of the database file that SQLite maps (at most 256 MiB, given back when others need them) are
``mapped_mib``; on PostgreSQL there are none.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

import decision_rows

SAMPLED = 1_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--ending", choices=["csv", "json"], default="csv")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as folder:
        # Loaded by another process: the memory that takes is not the stream's.
        loading = get_context("spawn").Process(target=fill, args=(folder, given.rows))
        loading.start()
        loading.join()
        connection = decision_rows.start(folder)
        response = import_module("django.test").Client().get(f"/sgs/data/penalty-2015-01.{given.ending}")
        begin, started = own_memory(), perf_counter()
        lines = size = 0
        most = begin
        for piece in response.streaming_content:
            lines += piece.count(b"\n")
            size += len(piece)
            if lines % SAMPLED == 0:
                most = max(most, own_memory())
        seconds = perf_counter() - started
        result = {
            "database": connection.vendor, "rows": given.rows, "lines": lines, "file_mib": size >> 20,
            "seconds": round(seconds, 1), "rows_per_second": round(given.rows / seconds), "begin_mib": begin, "largest_mib": most,
            "mapped_mib": memory("RssFile"),
        }  # fmt: skip
        print(json.dumps(result, ensure_ascii=False, indent=2))


def fill(folder: str, rows: int) -> None:
    connection = decision_rows.start(folder)
    decision_rows.load(decision_rows.establish(3), "penalty", rows, days=31, published=10)
    decision_rows.analyse(connection)


def own_memory() -> int:
    return memory("RssAnon")


def memory(name: str) -> int:
    """MiB of one line of this process's status."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) >> 10 for line in lines if line.startswith(name))


if __name__ == "__main__":
    main()
