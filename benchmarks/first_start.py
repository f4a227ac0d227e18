"""From a fresh clone to a portal that answers, and to the whole demonstration year: `python benchmarks/first_start.py`.

Clones this repository into a temporary folder, runs `./gongkai prepare` there (the environment, downloads included: their time is told
apart, for it depends on the network), then `./gongkai up`. Prints one JSON document: seconds until the home page answers with 200,
until the demonstration year is complete, and the limits they are held against (60 s and 300 s).
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PORTAL_LIMIT, YEAR_LIMIT = 60, 300


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="gongkai-first-start-") as folder:
        clone = Path(folder) / "gongkai"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
        began = time.monotonic()
        subprocess.run(["./gongkai", "prepare"], cwd=clone, env=clean, check=True, stdout=sys.stderr)
        prepared = time.monotonic() - began
        measured = start(clone, clean)
    document = {
        "environment_seconds_with_downloads": round(prepared, 1),
        "portal_answers_seconds": measured["portal"],
        "whole_year_seconds": measured["year"],
        "limits": {"portal_answers_seconds": PORTAL_LIMIT, "whole_year_seconds": YEAR_LIMIT},
        "portal_share_of_limit": round(measured["portal"] / PORTAL_LIMIT, 2),
        "year_share_of_limit": round(measured["year"] / YEAR_LIMIT, 2),
    }
    print(json.dumps(document, indent=2))
    return 0 if measured["portal"] <= PORTAL_LIMIT and measured["year"] <= YEAR_LIMIT else 1


def start(clone: Path, environment: dict[str, str]) -> dict[str, float]:
    """Seconds from `./gongkai up` until the home page answers and until it announces itself complete."""
    port = free_port()
    began = time.monotonic()
    command = ["./gongkai", "up", "--json", "--port", str(port)]
    with subprocess.Popen(command, cwd=clone, env=environment, stdout=subprocess.PIPE, text=True) as up:
        while status(f"http://127.0.0.1:{port}/") != 200:
            if up.poll() is not None:
                raise SystemExit("up ended by itself; its message stands above")
            time.sleep(0.1)
        portal = time.monotonic() - began
        assert up.stdout is not None
        for line in up.stdout:
            if line == "}\n":
                break
        year = time.monotonic() - began
        up.send_signal(signal.SIGTERM)
        up.wait()
    return {"portal": round(portal, 1), "year": round(year, 1)}


if __name__ == "__main__":
    sys.exit(main())
