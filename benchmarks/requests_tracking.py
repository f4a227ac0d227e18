"""CPU of the public tracking page beside a bare Django view that writes the same bytes, through the same middleware, in one run.

    python benchmarks/requests_tracking.py [--seconds 2]

Prints one JSON document. The limit is twice the bare view. ``first`` is the page when the case has just moved (not kept yet).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
os.environ["GONGKAI_TEST_HOME"] = tempfile.mkdtemp(prefix="gongkai-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings_test"

import django

django.setup()

from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import clear_url_caches, path  # noqa: E402

from gongkai.agencies.tests.factories import Cast  # noqa: E402
from gongkai.portal import urls  # noqa: E402
from gongkai.requests.tests.factories import Counter  # noqa: E402

LIMIT = 2.0
PAGE = "/zfxxgk/ysqgk/jd/"


def cost(ask: object, seconds: float) -> float:
    """Processor milliseconds a call, by whole tens until the time is used."""
    begin, done = time.process_time(), 0
    while (used := time.process_time() - begin) < seconds:
        for _ in range(10):
            ask()  # type: ignore[operator]
        done += 10
    return used / done * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2)
    seconds = parser.parse_args().seconds
    call_command("migrate", verbosity=0)
    cast = Cast()
    counter = Counter(cast, cast.police)
    done = counter.registered("IN_PERSON")
    counter.reviewed(done.request)
    client = Client()
    client.post("/zfxxgk/ysqgk/cx/", {"number": done.request.number, "code": done.query_code})
    body = client.get(PAGE).content
    assert done.request.number.encode() in body

    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse(body)

    names = [getattr(one, "name", "") for one in urls.urlpatterns]
    urls.urlpatterns.insert(
        names.index("request-progress"), path("zfxxgk/ysqgk/bare/", bare)
    )  # found as late as the page
    clear_url_caches()

    def first() -> None:
        cache.clear()
        client.get(PAGE)

    rounds = [
        (cost(lambda: client.get("/zfxxgk/ysqgk/bare/"), seconds), cost(lambda: client.get(PAGE), seconds))
        for _ in range(3)
    ]
    ratios = sorted(page / plain for plain, page in rounds)
    result = {
        "database": connection.vendor, "bytes": len(body), "bare_ms": round(min(one for one, _ in rounds), 3),
        "page_ms": round(min(one for _, one in rounds), 3), "first_ms": round(cost(first, seconds), 3),
        "ratio": round(ratios[1], 2), "limit": LIMIT, "within": ratios[1] <= LIMIT,
    }  # fmt: skip
    print(json.dumps(result))
    sys.exit(0 if result["within"] else 1)


if __name__ == "__main__":
    main()
