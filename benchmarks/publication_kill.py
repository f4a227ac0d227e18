"""Kill -9 at random moments of publishing and withdrawing, under a reader: nothing lost, nothing half-published, no half page.

    python benchmarks/publication_kill.py [--kills 300] [--seed 1]

One process publishes, corrects and withdraws without a pause, another delivers (pages, public log); after a random time one of them or both are killed.
A reader asks for pages, lists and feeds all the while through the thin layer: each answer must be a whole page of one of the editions the
document ever had, or the notice of its withdrawal. After each kill what waits is delivered and every act that was told as committed is looked up;
after every tenth kill everything is compared: database, public log, pages, lists (as `gongkai check` looks at them). Prints one JSON document; ends with 1 where anything was lost or half.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from portal_records import publish_one, set_up

LISTS = (
    "/",
    "/zfxxgk/fdzdgknr/",
    "/zfxxgk/fdzdgknr/?column=A20-03",
    "/feed.xml",
    "/feed/column/A20-03.xml",
    "/sitemap.xml",
)
LONGEST = 0.6
EVERY = 10


class Reader(threading.Thread):
    """Asks without a pause; keeps what was wrong."""

    def __init__(self, front: Any) -> None:
        super().__init__(daemon=True)
        self.known: list[str] = []
        self.faults: list[str] = []
        self.answers, self._front, self._over = 0, front, threading.Event()

    def run(self) -> None:
        chance = random.Random(7)
        while not self._over.is_set():
            for place in (*chance.sample(self.known, min(8, len(self.known))), chance.choice(LISTS)):
                self._look(place)

    def finish(self) -> None:
        self._over.set()
        self.join()

    def _look(self, address: str) -> None:
        told: list[str] = []
        path, _, query = address.partition("?")
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query}
        body = b"".join(self._front(environ, lambda status, headers: told.append(status)))
        self.answers += 1
        if body == b"live":
            return
        whole = body.rstrip().endswith((b"</html>", b"</feed>", b"</sitemapindex>")) and body.startswith(
            (b"<!doctype html>", b"<?xml")
        )
        if not whole or told[0][:3] not in ("200", "404", "410"):
            self.faults.append(f"{address}: {told} {len(body)} bytes")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--kills", type=int, default=300)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as name:
        county = set_up(str(Path(name) / "home"))
        found = measure(county, given.kills, random.Random(given.seed))
    print(json.dumps(found, ensure_ascii=False, indent=2))
    sys.exit(1 if found["lost"] or found["half_published"] or found["half_pages"] else 0)


def measure(county: Any, kills: int, chance: random.Random) -> dict[str, Any]:
    publish_one(1, county)
    import_module("gongkai.publication.rebuild").rebuild(1)
    front = import_module("gongkai.publication.wrapping").in_front_of(live)
    reader = Reader(front)
    result: dict[str, Any] = {
        "kills": 0, "killed": {"actor": 0, "worker": 0, "both": 0}, "acts": 0, "lost": [], "half_published": [], "half_pages": [],
        "database": import_module("django.db").connection.vendor,
    }  # fmt: skip
    reader.start()
    for number in range(1, kills + 1):
        told, sink = os.pipe()
        actor = forked(lambda sink=sink, number=number: act_without_pause(county, number, sink))  # type: ignore[misc]
        worker = forked(deliver_without_pause)
        os.close(sink)
        time.sleep(chance.uniform(0, LONGEST))
        whom = chance.choice(("actor", "worker", "both"))
        result["killed"][whom] += 1
        for pid, name in ((actor, "actor"), (worker, "worker")):
            end(pid, signal.SIGKILL if whom in (name, "both") else signal.SIGTERM)
        committed = os.read(told, 10_000_000).decode().split("\n")[:-1]
        os.close(told)
        result["acts"] += len(committed)
        result["kills"] += 1
        import_module("gongkai.outbox.worker").drain(["public-log", "pages"])
        result["lost"] += lost(front, committed)
        if number % EVERY == 0 or number == kills:
            result["half_published"] += damage()
        reader.known = known()
    reader.finish()
    return {**result, "half_pages": reader.faults, "answers_read": reader.answers}


def act_without_pause(county: Any, number: int, sink: int) -> None:
    """Publish, correct, withdraw; each act that was committed is told."""
    editions, db = import_module("gongkai.editions.publish"), import_module("django.db")
    act = import_module("gongkai.audit.acts").system_act("benchmark")
    chance, place = random.Random(number), number * 1000
    while True:
        time.sleep(chance.uniform(0, 0.06))
        place += 1
        one = publish_one(place * 7 + 1, county)
        os.write(sink, f"{one.id} 200\n".encode())
        what = chance.random()
        with db.transaction.atomic():
            if what < 0.4:
                editions.correct(
                    act=act, subject_kind=one.subject_kind, subject_id=one.subject_id, title=f"{one.title}（更正）", note="更正",
                    payload={**one.current.payload, "title": f"{one.title}（更正）"},
                )  # fmt: skip
            elif what < 0.8:
                state = chance.choice(("WITHDRAWN_WITH_NOTICE", "WITHDRAWN_SILENTLY", "PURGED"))
                editions.withdraw(act=act, subject_kind=one.subject_kind, subject_id=one.subject_id, state=state)
        if 0.4 <= what < 0.8:
            os.write(sink, f"{one.id} {410 if state == 'WITHDRAWN_WITH_NOTICE' else 404}\n".encode())


def deliver_without_pause() -> None:
    while True:
        if not import_module("gongkai.outbox.worker").drain(["public-log", "pages"]):
            time.sleep(0.01)


def lost(front: Any, committed: list[str]) -> list[str]:
    """Acts that were told as committed and do not show in the answers."""
    wanted = dict(line.split() for line in committed)
    address = import_module("gongkai.editions.selectors").content_address
    state_of = import_module("gongkai.editions.models").Publication.State
    rows = import_module("gongkai.editions.models").Publication.objects.in_bulk([int(key) for key in wanted])
    found = []
    for key, status in wanted.items():
        row = rows.get(int(key))
        if row is None:
            found.append(f"{key}: not in the database")
            continue
        # The last act may have been committed and not told: the database says what stands.
        stands = {state_of.PUBLISHED: "200", state_of.WITHDRAWN_WITH_NOTICE: "410"}.get(row.state, "404")
        if status != "200" and status != stands:
            found.append(f"{key}: {status} was committed, the record says {stands}")
        answered = status_of(front, address(row.id))
        if answered != stands:
            found.append(f"{key}: the record says {stands}, the page answers {answered}")
    return found


def damage() -> list[str]:
    editions, pages = import_module("gongkai.editions.integrity"), import_module("gongkai.publication.integrity")
    checks = (editions.changed_editions, editions.broken_log, pages.wrong_pages)
    return [f"{one.place}: {one.problem}" for check in checks for one in check()] + wrong_lists()


def wrong_lists() -> list[str]:
    """Lists and feeds that differ from what is rendered now."""
    rendering, release = import_module("gongkai.publication.rendering"), import_module("gongkai.publication.release")
    kept = release.Release.of_installation()
    pages = rendering.shared_pages([place for place in LISTS if place != "/sitemap.xml"], rendering.site_now())
    return [
        f"{page.name}: is not what would be rendered now"
        for page in pages
        if kept.path(page.name).read_bytes() != page.body
    ]


def status_of(front: Any, address: str) -> str:
    told: list[str] = []
    body = b"".join(
        front(
            {"REQUEST_METHOD": "GET", "PATH_INFO": address, "QUERY_STRING": ""},
            lambda status, headers: told.append(status),
        )
    )
    return "live" if body == b"live" else told[0][:3]


def known() -> list[str]:
    address = import_module("gongkai.editions.selectors").content_address
    rows = (
        import_module("gongkai.editions.models").Publication.objects.order_by("-id").values_list("id", flat=True)[:400]
    )
    return [address(key) for key in rows]


def live(environ: Any, start: Any) -> list[bytes]:
    start("200 OK", [])
    return [b"live"]


def forked(work: Callable[[], None]) -> int:
    """A child that does this until it is killed; connections are not shared with it."""
    import_module("django.db").connections.close_all()
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        try:
            work()
        finally:
            os._exit(1)
    return pid


def end(pid: int, number: int) -> None:
    os.kill(pid, number)
    os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
