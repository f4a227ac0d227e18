"""One published document: from its file, rendered live, by nginx from the same file, and a Wagtail page of equal content, in one run.

    python benchmarks/published_page.py [--seconds 4] [--peer PYTHON] [--small]

``--peer`` is the Python of an environment with ``wagtail`` and ``granian``; without it one is made in a folder that is removed afterwards (--no-peer leaves Wagtail out).
All programs run with two processes; ours and Wagtail by Granian with two threads each. Prints one JSON document. To reach: file >= 15x live,
>= 0.35 of nginx, >= 50x Wagtail. The client needs CPU of the same machine: see ``http_load``.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from shutil import which
from typing import Any

from http_load import family, measure
from portal_records import BODY, fill, publish_one, set_up

_SERVER = ("--interface", "wsgi", "--workers", "2", "--blocking-threads", "2", "--log-level", "warning", "--no-ws")
_NGINX = """
worker_processes 2; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile on; keepalive_requests 100000000; types {{ text/html html; }} charset utf-8;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{
    listen 127.0.0.1:{port}; root {root}; etag on;
    add_header Cache-Control no-cache; add_header Vary Cookie; add_header X-Content-Type-Options nosniff; add_header X-Frame-Options DENY;
    add_header Referrer-Policy same-origin; add_header Cross-Origin-Opener-Policy same-origin;
    add_header Content-Security-Policy "{csp}";
  }}
}}
"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seconds", type=float, default=4.0)
    arguments.add_argument("--rounds", type=int, default=2)
    arguments.add_argument("--peer", help="Python of an environment with wagtail and granian")
    arguments.add_argument("--no-peer", action="store_true")
    arguments.add_argument("--small", action="store_true")
    given = arguments.parse_args()
    seconds, rounds = (0.5, 1) if given.small else (given.seconds, given.rounds)
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as name, ExitStack() as stack:
        folder = Path(name)
        county = set_up(str(folder / "home"))
        fill(50 if given.small else 1000)
        page = import_module("gongkai.editions.selectors").content_address(publish_one(1, county).id)
        import_module("gongkai.publication.rebuild").rebuild(1)
        import_module("django.db").connections.close_all()
        cases = {}
        ours = stack.enter_context(granian(sys.executable, "gongkai.config.wsgi:application", folder))
        cases["file"], cases["live"] = (*ours, page), (*ours, f"{page}?live=1")
        if which("nginx"):
            cases["nginx"] = (*stack.enter_context(nginx(folder)), page)
        if not given.no_peer:
            python = given.peer or peer_environment(folder)
            cases["wagtail"] = (*stack.enter_context(wagtail(python, folder)), "/article/")
        bytes_of = {case: len(get(port, path)) for case, (port, _, path) in cases.items()}
        found = {case: best(port, path, seconds, family(pid), rounds) for case, (port, pid, path) in cases.items()}
    print(json.dumps(answer(found, bytes_of), ensure_ascii=False, indent=2))


def best(port: int, path: str, seconds: float, pids: list[int], rounds: int) -> dict[str, Any]:
    measure(port, path, min(1.0, seconds), pids)  # warm
    runs = [measure(port, path, seconds, pids) for _ in range(rounds)]
    return max(runs, key=lambda run: int(run["requests_a_second"]))


def answer(found: dict[str, Any], bytes_of: dict[str, int]) -> dict[str, Any]:
    ratios: dict[str, Any] = {}
    for name, other, wanted in (("live", "live", 15.0), ("nginx", "nginx", 0.35), ("wagtail", "wagtail", 50.0)):
        if other in found:
            ratio = found["file"]["requests_a_second"] / found[other]["requests_a_second"]
            by_cpu = found[other]["server_cpu_us"] / max(0.1, found["file"]["server_cpu_us"])
            ratios[f"file_against_{name}"] = {
                "requests": round(ratio, 2), "by_server_cpu": round(by_cpu, 2), "to_reach": wanted, "reached": ratio >= wanted,
            }  # fmt: skip
    return {"cpus": os.cpu_count(), "load": os.getloadavg()[0], "bytes": bytes_of, "measured": found, "ratios": ratios}


@contextmanager
def granian(python: str, application: str, folder: Path, cwd: Path | None = None) -> Iterator[tuple[int, int]]:
    port = free_port()
    command = [python, "-m", "granian", *_SERVER, "--host", "127.0.0.1", "--port", str(port), application]
    environment = {
        **os.environ,
        "PYTHONPATH": str(cwd or Path(__file__).resolve().parents[1] / "src"),
        "GONGKAI_HOSTS": "localhost",
    }
    if cwd:
        environment.pop("DJANGO_SETTINGS_MODULE", None)
    with running(command, environment, cwd or folder, port) as pid:
        yield port, pid


@contextmanager
def nginx(folder: Path) -> Iterator[tuple[int, int]]:
    port = free_port()
    csp = dict(import_module("gongkai.publication.wrapping").security_headers())["Content-Security-Policy"]
    root = folder / "home" / "release" / "pages"
    config = folder / "nginx.conf"
    config.write_text(_NGINX.format(folder=folder, port=port, root=root, csp=csp), encoding="utf-8")
    for place in (folder, folder / "home", folder / "home" / "release", root):
        place.chmod(0o755)
    with running(["nginx", "-c", str(config), "-p", str(folder)], dict(os.environ), folder, port) as pid:
        yield port, pid


@contextmanager
def wagtail(python: str, folder: Path) -> Iterator[tuple[int, int]]:
    place, body = folder / "wagtail", folder / "body.html"
    place.mkdir()
    body.write_text(BODY, encoding="utf-8")
    program = Path(__file__).with_name("peers") / "wagtail_site.py"
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "GONGKAI", "PYTHONPATH"))
    }
    subprocess.run([python, str(program), str(place), str(body)], check=True, env=clean, cwd=place)
    with granian(python, "peer.wsgi:application", folder, place) as found:
        yield found


def peer_environment(folder: Path) -> str:
    python = folder / "peer-environment" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", str(folder / "peer-environment")], check=True)
    subprocess.run([str(python), "-m", "pip", "install", "-q", "wagtail", "granian"], check=True, stdout=sys.stderr)
    return str(python)


@contextmanager
def running(command: list[str], environment: dict[str, str], cwd: Path, port: int) -> Iterator[int]:
    process = subprocess.Popen(command, env=environment, cwd=cwd, stdout=sys.stderr)
    try:
        for _ in range(300):
            if process.poll() is not None:
                raise SystemExit(f"{command[0]} did not start")
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def get(port: int, path: str) -> bytes:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": "localhost"})
    with urllib.request.urlopen(request, timeout=20) as found:
        content: bytes = found.read()
        return content


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
