"""Letters and appraisal over HTTP against a served site of this machine.

    python benchmarks/engagement.py [--seconds 30] [--rate 50] [--letters 200]

Makes a small county in a fresh data folder and serves it as in use (two workers). Appraisal: answers are sent at ``--rate`` a second,
each form with its own token, every tenth sent twice at the same moment; afterwards the answers kept are compared with the tokens
sent (``lost``, ``doubled``). Letters: the form is opened, then sent; ``letter_ms`` is from sending to the whole receipt. The limit of
300 ms stands beside it, and the time of the same server for a page without any writing, in the same run. Prints one JSON document.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from importlib import import_module
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

SOURCE = Path(__file__).resolve().parents[1] / "src"
LIMIT_MS = 300
IDLE_SECONDS = 20
_KEEP = threading.local()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--rate", type=int, default=50)
    parser.add_argument("--letters", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as folder:
        public, answers = make_county(folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "gongkai.cli", "serve", "--port", str(port)]
        server = subprocess.Popen(
            command, env=environment(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for(port, server)
            result = {"appraisal": appraisal(port, public, given.seconds, given.rate)}
            kept = answers()
            sent = result["appraisal"]["forms"]
            result["appraisal"] |= {"kept": kept, "lost": max(0, sent - kept), "doubled": max(0, kept - sent)}
            result |= letters(port, given.letters)
        finally:
            server.terminate()
            server.wait(timeout=60)
    print(json.dumps(result, ensure_ascii=False, indent=2))


def environment(folder: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "DJANGO_"))}
    return {**kept, "GONGKAI_HOME": folder, "GONGKAI_HTTPS": "1", "GONGKAI_KEY": "22" * 32, "PYTHONPATH": str(SOURCE)}


def make_county(folder: str) -> tuple[str, Any]:
    """A government with a drafter, a publisher and an open appraisal; its public id, and how its answers are counted."""
    os.environ.update(environment(folder), DJANGO_SETTINGS_MODULE="gongkai.config.settings")
    sys.path.insert(0, str(SOURCE))
    import_module("django").setup()
    first = import_module("gongkai.cli.first_start")
    first.make_home()
    first.make_key()
    first.bring_up_to_date()
    appoint = import_module("gongkai.agencies.usecases.appoint")
    establish = import_module("gongkai.agencies.usecases.establish").establish_agency
    role = import_module("gongkai.agencies.roles").Role
    act_of = import_module("gongkai.agencies.rights").act_of
    system = import_module("gongkai.audit.acts").system_act("benchmark")
    code = import_module("gongkai.law.codes").make_credit_code("11", "410825", 1)
    county = establish(
        act=system, code="county", name="某县人民政府", short_name="某县", kind="county_government", parent=None,
        region_code="410825", uscc=code,
    )  # fmt: skip
    today = system.today
    appoint.choose_setting(act=system, agency=county, name="surveys.per_address", value=10_000_000, since=today)
    drafter, publisher = (
        act_of(appoint.appoint_officer(act=system, agency=county, username=name, name=name, roles=[held]))
        for name, held in (("drafter", role.DRAFTER), ("publisher", role.PUBLISHER))
    )
    survey = import_module("gongkai.engagement.usecases.run_survey")
    questions = import_module("gongkai.engagement.survey_questions").APPRAISAL
    made = survey.draft_survey(
        act=drafter,
        agency=county,
        kind="APPRAISAL",
        year=today.year,
        title="社会评议",
        introduction="请您评议。",
        questions=questions,
    )
    survey.open_survey(act=publisher, survey_id=made.id, ends_on=today.replace(year=today.year + 1))
    return made.public_key, made.answers.count


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            ask(port, "GET", "/hdjl/")
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the site did not start")


def ask(
    port: int, method: str, path: str, form: dict[str, str] | None = None, cookie: str = "", sender: str = ""
) -> tuple[int, str, str]:
    """Status, body and the CSRF cookie; one connection a thread, kept open while it is in use.

    The server closes a connection on which nothing came for 30 seconds, as any does; one that idled is opened anew beforehand,
    as browsers do. Nothing is ever sent twice.
    """
    connection = getattr(_KEEP, "connection", None)
    if connection is None or time.monotonic() - _KEEP.used > IDLE_SECONDS:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    _KEEP.connection, _KEEP.used = connection, time.monotonic()
    headers = {**({"Cookie": cookie} if cookie else {}), **({"X-Forwarded-For": sender} if sender else {})}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request(method, path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        body = answer.read().decode()
    except (OSError, http.client.HTTPException):
        _KEEP.connection = None
        raise
    found = re.search(r"csrftoken=([^;]+)", answer.getheader("Set-Cookie") or "")
    return answer.status, body, found.group(1) if found else ""


def opened(port: int, path: str) -> dict[str, str]:
    """The hidden fields of a form, with its cookie under ``cookie``."""
    _, body, cookie = ask(port, "GET", path)
    hidden = {
        name: unescape(value) for name, value in re.findall(r'name="(csrfmiddlewaretoken|token)" value="([^"]+)"', body)
    }
    return {**hidden, "cookie": f"csrftoken={cookie}"}


def appraisal(port: int, public: str, seconds: int, rate: int) -> dict[str, Any]:
    path = f"/hdjl/dc/{public}/"
    grades = {f"q{number}": "满意" for number in range(1, 9)}
    forms = seconds * rate
    template = opened(port, path)
    tokens = make_tokens(public, forms)
    times: list[float] = []
    statuses: list[int] = []

    def send(number: int) -> None:
        begun = time.perf_counter()
        fields = {**grades, "csrfmiddlewaretoken": template["csrfmiddlewaretoken"], "token": tokens[number]}
        status, _, _ = ask(port, "POST", path, fields, template["cookie"])
        times.append((time.perf_counter() - begun) * 1000)
        statuses.append(status)

    started = time.perf_counter()
    with ThreadPoolExecutor(32) as pool:
        for number in range(forms):
            pause = started + number / rate - time.perf_counter()
            if pause > 0:
                time.sleep(pause)
            pool.submit(send, number)
            if number % 10 == 0:  # a second click at the same moment
                pool.submit(send, number)
    took = time.perf_counter() - started
    return {
        "forms": forms, "requests": len(statuses), "seconds": round(took, 1), "per_second": round(len(statuses) / took, 1),
        "refused": sum(status != 200 for status in statuses), **spread("answer_ms", times),
    }  # fmt: skip


def make_tokens(public: str, number: int) -> list[str]:
    """Signed as the form's own are; opening the form for each would measure reading instead of taking."""
    signing = import_module("django.core.signing")
    return [signing.dumps({"n": f"benchmark-{place}"}, salt=f"form survey-{public}") for place in range(number)]


def letters(port: int, number: int) -> dict[str, Any]:
    """Every letter from an address of its own, as told by a server in front would be; one after the other."""
    typed = {
        "channel": "MESSAGE", "kind": "HELP", "title": "路灯不亮", "text": "村口路灯坏了两个月。" * 20, "writer_name": "李春梅",
        "writer_phone": "0391-6190000", "public": "yes",
    }  # fmt: skip
    writing, reading = [], []
    taken = 0
    for place in range(number):
        sender = f"10.1.{place // 250}.{place % 250 + 1}"
        fields = opened(port, "/hdjl/xx/")
        begun = time.perf_counter()
        ask(port, "GET", "/hdjl/cx/")
        reading.append((time.perf_counter() - begun) * 1000)
        begun = time.perf_counter()
        cookie = fields.pop("cookie")
        status, body, _ = ask(port, "POST", "/hdjl/xx/", {**typed, **fields}, cookie, sender)
        if status == 200 and "来信已收到" in body:
            writing.append((time.perf_counter() - begun) * 1000)
            taken += 1
    return {
        "letters": {
            "sent": number, "taken": taken, "limit_ms": LIMIT_MS, **spread("letter_ms", writing),
            **spread("page_without_writing_ms", reading),
        }
    }  # fmt: skip


def spread(name: str, times: list[float]) -> dict[str, float]:
    if len(times) < 2:
        return {}
    return {f"{name}_median": round(median(times), 1), f"{name}_p99": round(quantiles(times, n=100)[98], 1)}


if __name__ == "__main__":
    main()
