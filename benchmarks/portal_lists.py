"""Server time of the portal's list pages, live, at 50,000 published documents, beside the limit of 300 ms and the same pages at a tenth of that.

    python benchmarks/portal_lists.py [--documents 50000] [--small]

Of the documents a tenth are guides of services and two sevenths stand in the policy library, with subjects and standings; consultations and interviews come to
a hundredth. These pages lie as files on a served site: this is what a filter, a page further on, or the writing of the file costs. Prints one JSON
document; ``growth`` is the processor time at the full size against that at a tenth.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from portal_records import fill, set_up

LIMIT_MS, ASKED = 300, 5
LISTS = (
    "/", "/zfxxgk/", "/zfxxgk/fdzdgknr/", "/zfxxgk/fdzdgknr/?column=A20-01", "/zfxxgk/fdzdgknr/?organ=unit01", "/zfxxgk/fdzdgknr/?year=2019",
    "/zfxxgk/zcwj/", "/zfxxgk/zcwj/?kind=rule", "/zfxxgk/zcwj/?subject=主题7", "/zfxxgk/zcwj/?validity=REPEALED", "/zfxxgk/zcwj/?organ=unit01&validity=in_force",
    "/bsfw/", "/bsfw/?subject=社会保障", "/bsfw/?audience=legal", "/bsfw/?organ=unit01", "/hdjl/", "/hdjl/zj/", "/hdjl/zj/?state=OPEN", "/hdjl/ft/", "/hdjl/lx/",
    "/ztzl/", "/zfxxgk/jg/", "/map/", "/feed.xml", "/feed/column/A20-05.xml", "/sitemap.xml", "/api/v1/publications", "/api/v1/services",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--small", action="store_true", help="3,000 documents")
    given = parser.parse_args()
    documents = 3_000 if given.small else given.documents
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as name:
        set_up(str(Path(name) / "home"))
        few = filled(documents // 10, 1_000_000)
        many = filled(documents - documents // 10, 2_000_000)
        print(json.dumps(summary(documents, few, many), ensure_ascii=False, indent=1))


def filled(documents: int, first: int) -> dict[str, tuple[float, float]]:
    """More documents, and then the median of each page: milliseconds on the wall and of processor."""
    fill(documents, first)
    as_they_differ()
    in_consultation(documents // 100, first)
    client = import_module("django.test").Client(HTTP_HOST="localhost")
    return {address: asked(client, address) for address in LISTS}


def as_they_differ() -> None:
    """Guides, subjects and standings as editions would have them: columns only, since lists read no more of most rows."""
    publication = import_module("gongkai.editions.models").Publication
    subjects = import_module("gongkai.catalogue.services").SUBJECTS
    rows = list(publication.objects.filter(kind="notice").order_by("id"))
    for number, row in enumerate(rows):
        if number % 10 == 9:
            row.column, row.kind, row.subject = "bsfw", "service_guide", subjects[number // 10 % len(subjects)]
            row.audience = ("person", "legal", "both")[number // 10 % 3]
        else:
            row.kind = "rule" if number % 100 == 0 else "normative_document"
            row.subject, row.standing = f"主题{number % 40}", "REPEALED" if number % 25 == 0 else "in_force"
    publication.objects.bulk_update(rows, ["column", "kind", "subject", "audience", "standing"], batch_size=400)


def in_consultation(number: int, first: int) -> None:
    """Consultations (every twentieth is open) and interviews that were held, each with its publication."""
    editions, engagement = import_module("gongkai.editions.models"), import_module("gongkai.engagement.models")
    agency, now = import_module("gongkai.agencies.models").Agency.objects.order_by("path")[0], datetime.now(UTC)
    for count in range(number):
        at = now - timedelta(days=count % 3000)
        row, other = (
            editions.Publication.objects.create(
                subject_kind=kind, subject_id=first + count, agency=agency, column=f"hdjl-{kind}s", title=f"关于第{count}号事项", first_published_at=at, changed_at=at,
            )
            for kind in ("consultation", "interview")
        )  # fmt: skip
        is_open = count % 20 == 0
        engagement.PublicConsultation.objects.create(
            agency=agency, title=row.title, draft_text="第一条", explanation="说明", state="OPEN" if is_open else "FEEDBACK_PUBLISHED", starts_on=at.date(),
            ends_on=(now + timedelta(days=9)).date() if is_open else at.date(), drafted_by="1", opened_by="2", publication=row,
        )  # fmt: skip
        engagement.OnlineInterview.objects.create(
            agency=agency, topic=other.title, announcement="预告", state="HELD", planned_at=at, held_on=at.date(), transcript="实录", drafted_by="1",
            announced_by="2", transcript_by="1", closed_by="2", publication=other,
        )  # fmt: skip


def asked(client: Any, address: str) -> tuple[float, float]:
    times = []
    for _ in range(ASKED + 1):
        begun, spent = perf_counter(), process_time()
        answer = client.get(address)
        times.append(((perf_counter() - begun) * 1000, (process_time() - spent) * 1000))
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
    return median(wall for wall, _ in times[1:]), median(cpu for _, cpu in times[1:])  # the first loads the templates


def summary(
    documents: int, few: dict[str, tuple[float, float]], many: dict[str, tuple[float, float]]
) -> dict[str, object]:
    rows = [
        {"list": address, "ms": round(many[address][0], 1), "cpu_ms": round(many[address][1], 1), "growth": round(many[address][1] / few[address][1], 2)}
        for address in LISTS
    ]  # fmt: skip
    worst = max(cpu for _, cpu in many.values())
    return {
        "documents": documents, "database": import_module("django.db").connection.vendor, "load": os.getloadavg()[0], "limit_ms": LIMIT_MS,
        "worst_cpu_ms": round(worst, 1), "within": worst <= LIMIT_MS, "lists": rows,
    }  # fmt: skip


if __name__ == "__main__":
    main()
