"""From the act of publication to the reader: how long, how many pages, and how fast everything is written anew.

    python benchmarks/publication.py [--documents 1000,50000] [--acts 100] [--small]

For each number of documents already published: a worker runs as `gongkai up` runs it; documents are published one after another and a reader
asks the thin layer until the page, the first page of its column and the feed show it. Pages written by one publication are counted
at each size: they must not grow. Then everything is written anew by two processes, and once more with nothing changed; the
limit of comparison is a bare loop that renders the same template alone. Prints one JSON document.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from portal_records import COLUMNS, fill, publish_one, set_up

PAUSE = 0.005


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--documents", default="1000,50000")
    arguments.add_argument("--acts", type=int, default=100)
    arguments.add_argument(
        "--counts-only", action="store_true", help="only how many pages one publication writes at each size"
    )
    arguments.add_argument("--small", action="store_true")
    given = arguments.parse_args()
    sizes = [200, 1000] if given.small else [int(word) for word in given.documents.split(",")]
    acts = 10 if given.small else given.acts
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as name:
        county = set_up(str(Path(name) / "home"))
        found, there = [], 0
        for size in sizes:
            fill(size - there, 1_000_000 + there)
            if given.counts_only:
                counted = pages_of_one(county, 10_000 * (len(found) + 1))
                found.append({"documents": size, **counted})
                there = size
                continue
            found.append(at_size(Path(name) / "home", county, size, acts, 10_000 * (len(found) + 1)))
            there = size
    print(json.dumps(summary(found), ensure_ascii=False, indent=2))


def at_size(home: Path, county: Any, size: int, acts: int, first: int) -> dict[str, Any]:
    whole = rebuilt()
    again = rebuilt()
    waits = visible_after(home, county, acts, first)
    return {
        "documents": size, "rebuild": whole, "rebuild_unchanged": again, "template_alone_pages_a_second": template_alone(),
        "visible_after_s": waits, **pages_of_one(county, first),
    }  # fmt: skip


def pages_of_one(county: Any, first: int) -> dict[str, Any]:
    """Always in the same column, so that the numbers can be compared."""
    key = publish_one(7 * first + 1, county).id
    begun, spent = time.perf_counter(), cpu_seconds()
    done = import_module("gongkai.publication.consumer").show_again({key})
    return {
        "pages_of_one_publication": done.written + done.unchanged,
        "written_in_s": round(time.perf_counter() - begun, 3),
        "written_in_cpu_s": round(cpu_seconds() - spent, 3),
    }


def rebuilt() -> dict[str, Any]:
    begun, spent = time.perf_counter(), cpu_seconds()
    done = import_module("gongkai.publication.rebuild").rebuild(2)
    seconds, spent = time.perf_counter() - begun, cpu_seconds() - spent
    pages = done.written + done.unchanged
    return {
        "pages": pages,
        "written": done.written,
        "seconds": round(seconds, 2),
        "pages_a_second": round(pages / seconds),
        "cpu_ms_a_page": round(1000 * spent / pages, 3),
    }


def cpu_seconds() -> float:
    """Of this process and its children that ended: on a shared machine the clock on the wall tells of others too."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def template_alone(pages: int = 300) -> int:
    """What the template engine alone can do in one process with everything at hand: the rebuild cannot be faster than twice that."""
    models, rendering = import_module("gongkai.editions.models"), import_module("gongkai.publication.rendering")
    row = models.Publication.objects.select_related("agency", "current").order_by("id").first()
    site, documents = rendering.site_now(), import_module("gongkai.portal.documents")
    begun = time.perf_counter()
    for _ in range(pages):
        documents.document_answer(rendering._request(f"/content/{row.id}.html", site), row, documents.Ties())
    return round(pages / (time.perf_counter() - begun))


def visible_after(home: Path, county: Any, acts: int, first: int) -> dict[str, float]:
    """Seconds from the commit until page, list and feed show a document, with the worker as a process of its own."""
    front = import_module("gongkai.publication.wrapping").in_front_of(lambda environ, start: [b""])
    address = import_module("gongkai.editions.selectors").content_address
    worker = subprocess.Popen(
        [sys.executable, "-P", "-m", "gongkai.cli", "worker"], stdout=subprocess.DEVNULL, env={**os.environ, "GONGKAI_HOME": str(home)}
    )  # fmt: skip
    try:
        waits = []
        for number in range(first, first + acts + 1):
            one = publish_one(number, county)
            begun = time.perf_counter()
            column = COLUMNS[number % len(COLUMNS)]
            wanted = address(one.id).encode()
            places = (address(one.id), f"/zfxxgk/fdzdgknr/?column={column}", f"/feed/column/{column}.xml")
            while not all(shows(front, place, wanted) for place in places):
                if time.perf_counter() - begun > 120:
                    raise SystemExit("a publication did not become visible within two minutes")
                time.sleep(PAUSE)
            waits.append(time.perf_counter() - begun)
            time.sleep(random.uniform(0, 0.3))
    finally:
        worker.terminate()
        worker.wait(20)
    ordered = sorted(waits[1:])  # the first waits for the worker to start
    return {
        "acts": len(ordered), "median": round(ordered[len(ordered) // 2], 3), "p99": round(ordered[int(len(ordered) * 0.99)], 3),
        "longest": round(ordered[-1], 3),
    }  # fmt: skip


def shows(front: Any, address: str, wanted: bytes) -> bool:
    told: list[str] = []
    path, _, query = address.partition("?")
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query}
    body = b"".join(front(environ, lambda status, headers: told.append(status)))
    return bool(told) and told[0].startswith("200") and wanted in body


def summary(found: list[dict[str, Any]]) -> dict[str, Any]:
    counts = {one["pages_of_one_publication"] for one in found}
    return {
        "cpus": os.cpu_count(), "load": os.getloadavg()[0], "database": import_module("django.db").connection.vendor, "sizes": found,
        "to_reach": {
            "p99_at_most_2_s": _held([one["visible_after_s"]["p99"] <= 2 for one in found if "visible_after_s" in one]),
            "pages_do_not_grow": len(counts) == 1,
            "rebuild_at_least_1500_a_second": _held([one["rebuild"]["pages_a_second"] >= 1500 for one in found if "rebuild" in one]),
        },
    }  # fmt: skip


def _held(results: list[bool]) -> bool | None:
    """None for what this run did not measure."""
    return all(results) if results else None


if __name__ == "__main__":
    main()
