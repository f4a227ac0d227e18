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
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
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


def measure(documents: int, rounds: int) -> dict[str, object]:
    from django.db import transaction  # noqa: PLC0415 - Django reads the environment of this run

    from gongkai.agencies.models import Agency, AgencyKind  # noqa: PLC0415
    from gongkai.audit.acts import system_act  # noqa: PLC0415
    from gongkai.editions.publish import publish, withdraw  # noqa: PLC0415
    from gongkai.outbox.worker import waiting  # noqa: PLC0415
    from gongkai.search.indexing import rebuild  # noqa: PLC0415
    from gongkai.search.pages import Wish  # noqa: PLC0415
    from gongkai.search.service import search  # noqa: PLC0415
    from gongkai.search.suggestions import suggestions  # noqa: PLC0415

    agency = Agency.objects.create(
        code="bench", name="温县人民政府", short_name="县政府", path="bench", kind=AgencyKind.COUNTY_GOVERNMENT
    )
    act = system_act("benchmark")

    def published(number: int, title: str) -> None:
        with transaction.atomic():
            publish(
                act=act, subject_kind="bench", subject_id=number, agency=agency, column="bench", title=title,
                payload={
                    "title": title, "body_html": "<p>正文</p>", "column_zh": "文件", "column_type": "信息公开目录", "source": "温县人民政府",
                    "agency": {"code": agency.code, "name": agency.name},
                },
            )  # fmt: skip

    with transaction.atomic():
        for number in range(documents):
            published(number, f"已有文件第n{number}号关于防汛工作的通知")
    rebuild()
    until(lambda: waiting() == 0, FIRST_SECONDS, 0.2)  # the pages of all of them are written
    until(lambda: search(Wish("防汛工作")).total == documents)
    to_be_found, to_be_gone = [], []
    for turn in range(WARM_UP + rounds):
        if turn == WARM_UP:  # recurring work that is due when a worker starts has been done
            to_be_found, to_be_gone = [], []
        word, key = f"新事项x{turn}y", documents + turn
        published(key, f"{word}办法")
        to_be_found.append(until(lambda word=word: search(Wish(word)).total == 1))
        assert suggestions(word) == (f"{word}办法",)
        with transaction.atomic():
            withdraw(act=act, subject_kind="bench", subject_id=key, state="PURGED")
        at_once = search(Wish(word))
        assert at_once.hits == (), "a withdrawn title was shown"
        assert suggestions(word) == (), "a withdrawn title was suggested"
        to_be_gone.append(until(lambda word=word: search(Wish(word)).total == 0))
    return {
        "documents": documents, "rounds": rounds, "load": [round(value, 1) for value in os.getloadavg()], "published_until_found_ms": p50_p99(to_be_found),
        "withdrawn_until_hits_are_gone_ms": 0, "withdrawn_until_totals_and_facets_are_gone_ms": p50_p99(to_be_gone),
    }  # fmt: skip


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
        import django  # noqa: PLC0415

        django.setup()
        from gongkai.cli.first_start import bring_up_to_date, make_home, make_key  # noqa: PLC0415

        make_home()
        make_key()
        bring_up_to_date()
        worker = subprocess.Popen([sys.executable, "-m", "gongkai.cli", "worker"], cwd=ROOT)
        try:
            told = measure(options.documents, options.rounds)
        finally:
            worker.send_signal(signal.SIGTERM)
            worker.wait(30)
    print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
