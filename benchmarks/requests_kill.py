"""Kill -9 of the serving processes at random moments while requests are handed in: nothing doubled, nothing acknowledged and lost.

    python benchmarks/requests_kill.py [--home FOLDER] [--kills 100] [--hands 3] [--seed 1]

Serves a copy of the small demonstration (or of FOLDER). Three clerks register at the counter without a pause, each form with a token of
its own; after a random time the whole process group is killed, started again, and every form that got no answer is sent once more, as
a browser's "try again" does. At the end each form must have exactly one request, each number that was shown must be that form's, and the
numbers must have no gap. Prints one JSON document; ends with 1 where anything was lost, doubled or skipped.
"""

from __future__ import annotations

import argparse
import http.client
import http.cookiejar
import json
import os
import random
import re
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AGENCY, USER, PASSWORD = "wenxian-zfb", "requests", "gongkai-2022"
LONGEST = 1.5
NUMBER = re.compile(r"WENXIAN-ZFB\d{4}-(\d{4})")
GONE = (urllib.error.URLError, ConnectionError, http.client.HTTPException, TimeoutError)


def environment(home: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "DJANGO_", "DATABASE_"))
    }
    return {**kept, "GONGKAI_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}


class Served:
    """The site in a process group of its own, to be killed whole."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.home, self.address = home, f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "gongkai.cli", "serve", "--port", str(self.port)]
        with (self.home / "serve.log").open("a") as log:
            self.process = subprocess.Popen(
                command, env=environment(self.home), cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )
        for _ in range(1200):
            try:
                urllib.request.urlopen(f"{self.address}/desk/login/", timeout=5).close()
                return
            except GONE:
                time.sleep(0.1)
        raise RuntimeError((self.home / "serve.log").read_text()[-2000:])

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Clerk:
    """One browser at the counter."""

    def __init__(self, address: str) -> None:
        self.address, self.jar = address, http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.shown: dict[str, str] = {}
        self.unanswered: list[str] = []
        self._get("/desk/login/")
        self._post("/desk/login/", {"username": USER, "password": PASSWORD})
        self._get("/desk/requests/new/")

    def work(self, over: threading.Event) -> None:
        while not over.is_set():
            self.send(secrets.token_hex(16))

    def send(self, token: str) -> bool:
        """One form; the number shown is kept, or the form is remembered as one without an answer."""
        form = {
            "token": token, "agency": AGENCY, "channel": "FAX", "category": "NATURAL_PERSON", "name": f"闻人{token[:6]}",
            "subject": f"断电试验{token}", "description": f"申请公开断电试验材料{token}", "looked": "1",
        }  # fmt: skip
        try:
            found = NUMBER.search(self._post("/desk/requests/new/", form))
        except GONE:
            self.unanswered.append(token)
            return False
        if found is None:
            raise RuntimeError("a form was answered without a number")
        self.shown[token] = found[0]
        return True

    def _get(self, path: str) -> str:
        with self.browser.open(self.address + path, timeout=30) as answer:
            return str(answer.read().decode())

    def _post(self, path: str, form: dict[str, str]) -> str:
        key = next((cookie.value for cookie in self.jar if cookie.name.endswith("csrftoken")), "") or ""
        body = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": key}).encode()
        asked = urllib.request.Request(self.address + path, body, {"Referer": self.address + path})
        with self.browser.open(asked, timeout=30) as answer:
            return str(answer.read().decode())


def measure(home: Path, kills: int, hands: int, dice: random.Random) -> dict[str, object]:
    served = Served(home)
    served.start()
    clerks = [Clerk(served.address) for _ in range(hands)]
    first = _requests(home)
    try:
        for _ in range(kills):
            over = threading.Event()
            at_work = [threading.Thread(target=clerk.work, args=(over,)) for clerk in clerks]
            for thread in at_work:
                thread.start()
            time.sleep(dice.uniform(0.2, LONGEST))
            over.set()
            served.kill()
            for thread in at_work:
                thread.join()
            served.start()
        resent = 0
        for clerk in clerks:
            waiting, clerk.unanswered = clerk.unanswered, []
            resent += sum(clerk.send(token) for token in waiting)
    finally:
        served.kill()
    return {"kills": kills, **_judged(clerks, first, _requests(home)), "sent_again": resent}


def _requests(home: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(home / "gongkai.sqlite3") as database:
        return database.execute(
            "SELECT number, subject FROM requests_request WHERE number LIKE 'WENXIAN-ZFB%'"
        ).fetchall()


def _judged(clerks: list[Clerk], first: list[tuple[str, str]], found: list[tuple[str, str]]) -> dict[str, object]:
    shown = {token: number for clerk in clerks for token, number in clerk.shown.items()}
    by_token = Counter(subject.removeprefix("断电试验") for _, subject in found if subject.startswith("断电试验"))
    numbers = {subject.removeprefix("断电试验"): number for number, subject in found}
    year = max(number[:16] for number in numbers.values())
    serials = sorted(int(NUMBER.fullmatch(number)[1]) for number, _ in found if number.startswith(year))  # type: ignore[index]
    return {
        "forms": len(shown), "before": len(first),
        "lost": [token for token, number in shown.items() if numbers.get(token) != number],
        "doubled": [token for token, number in by_token.items() if number > 1],
        "never_answered": sorted(set(by_token) - set(shown)),
        "gaps": [serial for place, serial in enumerate(serials, 1) if serial != place][:5],
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--hands", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-kill-") as name:
        home = Path(name) / "home"
        if given.home:
            shutil.copytree(given.home, home)
        else:
            program = ROOT / "tests" / "e2e" / "small_demonstration.py"
            subprocess.run(
                [sys.executable, str(program)], check=True, env=environment(home), cwd=ROOT, stdout=subprocess.DEVNULL
            )
        found = measure(home, given.kills, given.hands, random.Random(given.seed))
    print(json.dumps(found, ensure_ascii=False, indent=2))
    sys.exit(1 if found["lost"] or found["doubled"] or found["never_answered"] or found["gaps"] else 0)


if __name__ == "__main__":
    main()
