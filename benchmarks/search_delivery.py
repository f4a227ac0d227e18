"""How long until something published is found by another process, and until something withdrawn is gone from everything.

    python benchmarks/search_delivery.py [--documents 2000] [--rounds 40]

An installation of its own with ``--documents`` publications, a running ``gongkai worker``, and this process, which publishes and
withdraws and asks as the portal does: total, facets, suggestions. Prints one JSON document; limit: p99 below one second.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
LIMIT_MS = 1000
LIMIT_SECONDS, FIRST_SECONDS, POLL, WARM_UP = 20.0, 240.0, 0.005, 5


def until(true: Callable[[], bool], limit: float = LIMIT_SECONDS, poll: float = POLL) -> float:
    """Milliseconds until it is true. Raises SystemExit when it never is."""
    began = time.perf_counter()
    while not true():
        if time.perf_counter() - began > limit:
            raise SystemExit(
                f"search_delivery: the index was not brought up to date within {limit:.0f} s; is the worker running?"
            )
        time.sleep(poll)
    return (time.perf_counter() - began) * 1000


def p50_p99(values: list[float]) -> dict[str, float]:
    cuts = quantiles(values, n=100, method="inclusive")
    return {"p50": round(cuts[49], 1), "p99": round(cuts[98], 1)}


class County:
    """One agency that publishes and withdraws, and the questions a reader asks."""

    def __init__(self) -> None:
        models = import_module("gongkai.agencies.models")
        self._agency = models.Agency.objects.create(
            code="bench",
            name="温县人民政府",
            short_name="县政府",
            path="bench",
            kind=models.AgencyKind.COUNTY_GOVERNMENT,
        )
        self._act = import_module("gongkai.audit.acts").system_act("benchmark")
        self._editions, self._transaction = (
            import_module("gongkai.editions.publish"),
            import_module("django.db").transaction,
        )
        self._search, self._wish = (
            import_module("gongkai.search.service").search,
            import_module("gongkai.search.pages").Wish,
        )
        self.suggestions = import_module("gongkai.search.suggestions").suggestions

    def fill(self, documents: int) -> None:
        """Published, indexed, and their pages written."""
        with self._transaction.atomic():
            for number in range(documents):
                self.publish(number, f"已有文件第n{number}号关于防汛工作的通知")
        import_module("gongkai.search.indexing").rebuild()
        until(lambda: import_module("gongkai.outbox.worker").waiting() == 0, FIRST_SECONDS, 0.2)
        until(lambda: self.total("防汛工作") == documents)

    def publish(self, number: int, title: str) -> None:
        payload = {
            "title": title, "body_html": "<p>正文</p>", "column_zh": "文件", "column_type": "信息公开目录", "source": "温县人民政府",
            "agency": {"code": self._agency.code, "name": self._agency.name},
        }  # fmt: skip
        with self._transaction.atomic():
            self._editions.publish(
                act=self._act, subject_kind="bench", subject_id=number, agency=self._agency, column="bench", title=title, payload=payload
            )  # fmt: skip

    def purge(self, number: int) -> None:
        with self._transaction.atomic():
            self._editions.withdraw(act=self._act, subject_kind="bench", subject_id=number, state="PURGED")

    def total(self, word: str) -> int:
        return int(self._search(self._wish(word)).total)

    def is_shown(self, word: str) -> bool:
        return bool(self._search(self._wish(word)).hits or self.suggestions(word))


def measure(documents: int, rounds: int) -> dict[str, object]:
    county = County()
    county.fill(documents)
    turns = [turn(county, documents + number, f"新事项x{number}y") for number in range(WARM_UP + rounds)]
    measured = turns[WARM_UP:]  # by then recurring work that is due when a worker starts has been done
    found, gone = p50_p99([one for one, _ in measured]), p50_p99([other for _, other in measured])
    return {
        "documents": documents, "rounds": rounds, "load": [round(value, 1) for value in os.getloadavg()], "published_until_found_ms": found,
        "withdrawn_until_hits_are_gone_ms": 0, "withdrawn_until_totals_and_facets_are_gone_ms": gone, "limit_ms": LIMIT_MS,
        "within": max(found["p99"], gone["p99"]) < LIMIT_MS,
    }  # fmt: skip


def turn(county: County, number: int, word: str) -> tuple[float, float]:
    """Milliseconds until it is found, and after it was withdrawn until no total counts it. A title is never shown once it is withdrawn."""
    county.publish(number, f"{word}办法")
    found = until(lambda: county.total(word) == 1)
    assert county.suggestions(word) == (f"{word}办法",)
    county.purge(number)
    if county.is_shown(word):
        sys.exit("search_delivery: a withdrawn title was shown")
    return found, until(lambda: county.total(word) == 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-delivery-") as home:
        os.environ.update(
            GONGKAI_HOME=home, DJANGO_SETTINGS_MODULE="gongkai.config.settings", PYTHONPATH=str(ROOT / "src")
        )
        for name in ("DATABASE_URL", "GONGKAI_SEARCH", "GONGKAI_KEY"):
            os.environ.pop(name, None)
        import_module("django").setup()
        first_start = import_module("gongkai.cli.first_start")
        first_start.make_home()
        first_start.make_key()
        first_start.bring_up_to_date()
        worker = subprocess.Popen([sys.executable, "-m", "gongkai.cli", "worker"], cwd=ROOT)
        try:
            told = measure(options.documents, options.rounds)
        finally:
            worker.send_signal(signal.SIGTERM)
            worker.wait(30)
    print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
