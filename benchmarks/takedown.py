"""Takedown of many things of many units at once, with proof by address, beside the limit of one minute.

    python benchmarks/takedown.py [--items 100] [--units 12] [--documents 5000] [--small]

A county with ``--documents`` published documents of 60 units written as files, feeds and site maps, and an index of all of them; among them ``--items`` items of
``--units`` units that hold one word, every fifth with an attachment. The officer of the competent authority looks the word up, ticks all and takes
them down on one sheet, through the desk's own pages. Then everything a reader could ask is asked: pages, attachments, downloads, lists, feeds, site
maps, search, open data and its exports, with and without what a reader has in the cache, and all files on the disk are read. Prints one JSON document.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from urllib.parse import quote

LIMIT_S, MARKER, OTHER_UNITS = 60, "榴花泪雨", 48
TITLE = f"{MARKER}规划"
"""How the titles begin: a page that only repeats the question does not have it."""
COLUMN = "A20-03"
EVERYWHERE = (
    "/", "/zfxxgk/", "/zfxxgk/fdzdgknr/", f"/zfxxgk/fdzdgknr/?column={COLUMN}", "/zfxxgk/fdzdgknr/?year=2022", "/feed.xml",
    f"/feed/column/{COLUMN}.xml", f"/search?q={quote(MARKER)}", f"/search/feed?q={quote(MARKER)}", f"/search/suggest?q={quote(MARKER)}",
    "/api/v1/publications", "/api/v1/publications.json", "/api/v1/publications.csv", "/sitemap.xml",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=100)
    parser.add_argument("--units", type=int, default=12)
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--small", action="store_true", help="12 items of 3 units among 200 documents")
    given = parser.parse_args()
    sizes = (12, 3, 200) if given.small else (given.items, given.units, given.documents)
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as home:
        os.environ.update(GONGKAI_TEST_HOME=home, DJANGO_SETTINGS_MODULE="gongkai.config.settings_test")
        print(json.dumps(measured(Path(home), *sizes), ensure_ascii=False, indent=2))


def measured(home: Path, items: int, units: int, documents: int) -> dict[str, Any]:
    import_module("django").setup()
    logging.getLogger("django.request").setLevel(logging.ERROR)  # thousands of addresses answer that they are gone
    import_module("django.core.management").call_command("migrate", verbosity=0)
    office = Office(units)
    office.publish(items)
    import_module("portal_records").fill(documents)
    drain()
    import_module("gongkai.publication.rebuild").rebuild(1)
    import_module("gongkai.search.indexing").rebuild()
    before = Looked(home, office.addresses)
    if before.places_with_the_word < 8 or before.on_the_disk < items:
        sys.exit(
            f"takedown: the word was to be found everywhere, it stands in {before.shown} and {before.on_the_disk} files"
        )
    looked_up, found = office.look_up()
    carried_out, _ = office.take_down()
    sheet = Sheet()
    at_once = Looked(home, office.addresses, before.etags)
    begun = perf_counter()
    drain()
    worker = round(perf_counter() - begun, 2)
    later = Looked(home, office.addresses, before.etags)
    clean = at_once.is_clean and later.is_clean and sheet.proofs["gone"] == sheet.proofs["asked"]
    return {
        "items": items, "found_by_the_word": found, "units": units, "documents": documents, "database": import_module("django.db").connection.vendor,
        "load": os.getloadavg()[0], "looked_up": looked_up, "taken_down_and_proven": carried_out, **sheet.seconds, "proofs": sheet.proofs,
        "word_stood_in": before.shown, "files_with_it_before": before.on_the_disk, "right_after": at_once.told(), "worker_wrote_anew_in_s": worker, "after_the_worker": later.told(),
        "limit_s": LIMIT_S, "within": clean and found == items and looked_up["s"] + carried_out["s"] <= LIMIT_S,
    }  # fmt: skip


def drain() -> None:
    import_module("gongkai.outbox.worker").drain()


class Office:
    """Who publishes and who takes down."""

    def __init__(self, units: int) -> None:
        self._cast = import_module("gongkai.agencies.tests.factories").Cast()
        self._cast.on(datetime.now(UTC).date())  # so that they stand on the first pages, before what fills the county
        kind, government = import_module("gongkai.agencies.models").AgencyKind.COUNTY_DEPARTMENT, self._cast.government
        places = [
            self._cast.agency(f"u{n}", f"温县第{n}局", f"第{n}局", kind, government) for n in range(units + OTHER_UNITS)
        ]
        self._units = places[:units]
        self._roles = import_module("gongkai.agencies.roles").Role
        import_module("gongkai.agencies.usecases.appoint").choose_setting(
            act=self._cast.act(self._roles.SYSTEM_ADMIN), agency=government, name="site.domain", value="www.wenxian.gov.cn",
            since=self._cast.clock.now().date(),
        )  # fmt: skip
        import_module("gongkai.config.urls")  # wires the desk
        self._client = import_module("django.test").Client()
        self._client.force_login(
            self._cast.officer(self._roles.SUPERVISOR), "django.contrib.auth.backends.ModelBackend"
        )
        self.addresses: list[str] = []
        self._ticked: list[str] = []

    def publish(self, items: int) -> None:
        """Through all use cases: drafted, reviewed and published by the officers of each unit."""
        walks = [import_module("gongkai.catalogue.tests.walk").Walk(self._cast, unit) for unit in self._units]
        for number in range(items):
            walk = walks[number % len(walks)]
            item = walk.draft(
                "plan", COLUMN, title=f"{TITLE}第{number}号", body_html=f"<p>{MARKER}正文</p>", formed_on=self._cast.clock.now().date()
            )  # fmt: skip
            if number % 5 == 0:
                item = self._with_a_file(walk, item)
            published = walk.publish(walk.approved(item))
            self.addresses.append(import_module("gongkai.editions.selectors").content_address(published.publication_id))

    def _with_a_file(self, walk: Any, item: Any) -> Any:
        act = walk.act(self._roles.DRAFTER)
        stored = import_module("gongkai.files.store").store_upload(
            act=act, agency_id=walk.agency.id, name=f"{MARKER}.txt", content=f"{MARKER}全文 {item.pk}".encode()
        )
        attach = import_module("gongkai.catalogue.usecases.edit_item").attach_file
        return attach(act=act, item_id=item.id, version=item.version, file=stored, label=f"{MARKER}附件")

    def look_up(self) -> tuple[dict[str, float], int]:
        spent, page = timed(lambda: self._client.post("/desk/documents/takedowns/find/", {"words": MARKER}))
        self._ticked = [part.split('"')[0] for part in page.content.decode().split('name="item" value="')[1:]]
        return spent, len(self._ticked)

    def take_down(self) -> tuple[dict[str, float], Any]:
        sent = {"words": MARKER, "kind": "WITHDRAWN_WITH_NOTICE", "reason": "含有不宜公开的内容", "item": self._ticked}
        return timed(lambda: self._client.post("/desk/documents/takedowns/carry-out/", sent))


def timed(work: Any) -> tuple[dict[str, float], Any]:
    begun, spent = perf_counter(), process_time()
    answer = work()
    return {"s": round(perf_counter() - begun, 2), "cpu_s": round(process_time() - spent, 2)}, answer


class Sheet:
    """What the sheet itself says: when it began, when the first and the last address had been asked, and what they answered."""

    def __init__(self) -> None:
        models = import_module("gongkai.catalogue.models")
        asked = [proof for line in models.TakedownLine.objects.all() for proof in line.proofs]
        at = sorted(datetime.fromisoformat(proof[name]) for proof in asked for name in ("file_at", "at"))
        self.proofs = {
            "asked": len(asked),
            "gone": sum(proof["gone"] for proof in asked),
            "places": Counter(proof["place"] for proof in asked),
        }
        self.seconds = {"proofs_took_s": round((at[-1] - at[0]).total_seconds(), 2)}


class Looked:
    """Everything a reader could ask, asked once."""

    def __init__(self, home: Path, addresses: list[str], etags: dict[str, str] | None = None) -> None:
        self._client = import_module("django.test").Client()
        self._front = import_module("gongkai.publication.wrapping").in_front_of(lambda asked, start: [b""])
        self.etags: dict[str, str] = {}
        words = (TITLE, *addresses)
        self.shown = [place for place, text in self._texts() if any(word in text for word in words)]
        self.own = Counter(self._own(address, (etags or {}).get(address, "")) for address in addresses)
        pages = (path for path in (home / "release").rglob("*") if path.is_file())
        self.on_the_disk = sum(MARKER.encode() in path.read_bytes() for path in pages)

    @property
    def places_with_the_word(self) -> int:
        return len(self.shown)

    @property
    def is_clean(self) -> bool:
        return not self.shown and not self.on_the_disk and set(self.own) == {"410"}

    def told(self) -> dict[str, Any]:
        return {"lists_with_the_word": self.shown, "files_with_the_word": self.on_the_disk, "pages_answer": self.own}

    def _texts(self) -> Iterator[tuple[str, str]]:
        """Of each list, as a file where it lies as one, and from the application."""
        for address in (*EVERYWHERE, f"/sitemap-{datetime.now(UTC):%Y-%m}.xml"):
            yield f"file {address}", self._from_file(address)[1]
            answer = self._client.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            text = (
                json.dumps(json.loads(body), ensure_ascii=False) if "json" in answer["Content-Type"] else body.decode()
            )
            yield f"live {address}", text.replace("<mark>", "").replace("</mark>", "")

    def _own(self, address: str, etag: str) -> str:
        """The status of its page: as a file, with what a reader has in the cache, and live; one number where all agree."""
        status, _ = self._from_file(address, etag)
        answers = {status, self._from_file(address)[0], str(self._client.get(address).status_code)}
        return "/".join(sorted(answers))

    def _from_file(self, address: str, etag: str = "") -> tuple[str, str]:
        told: list[Any] = []
        path, _, query = address.partition("?")
        asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "HTTP_IF_NONE_MATCH": etag}
        body = b"".join(self._front(asked, lambda status, headers: told.append((status, dict(headers)))))
        if not told:
            return "none", ""
        self.etags[address] = told[0][1].get("ETag", "")
        return told[0][0].split()[0], body.decode()


if __name__ == "__main__":
    main()
