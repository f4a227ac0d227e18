"""Requests as fast as a server answers them: keep-alive connections over plain sockets, in processes of their own. Not a benchmark itself.

The client shares the machine's cores with the server, so the fastest server is measured too slow; the servers' own CPU time per
request, which is told beside the rate, does not depend on the client.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from multiprocessing import get_context
from typing import Any

CLIENTS, CONNECTIONS = 2, 4


def measure(port: int, path: str, seconds: float, servers: list[int]) -> dict[str, Any]:
    """Requests a second, and CPU microseconds of the server's processes for each. Raises RuntimeError for any answer but 200."""
    before = _cpu(servers)
    with get_context("fork").Pool(CLIENTS) as pool:
        counts = pool.starmap(_client, [(port, path, seconds)] * CLIENTS)
    spent = _cpu(servers) - before
    number = sum(counts)
    return {"requests_a_second": round(number / seconds), "server_cpu_us": round(spent * 1e6 / max(1, number), 1)}


def _client(port: int, path: str, seconds: float) -> int:
    counts: list[int] = []
    threads = [
        threading.Thread(target=lambda: counts.append(_connection(port, path, seconds))) for _ in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(counts) != CONNECTIONS:
        raise RuntimeError(f"a connection to port {port} failed")
    return sum(counts)


def _connection(port: int, path: str, seconds: float) -> int:
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    end, number = time.monotonic() + seconds, 0
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        while time.monotonic() < end:
            connection.sendall(request)
            _answer(connection)
            number += 1
    return number


def _answer(connection: socket.socket) -> None:
    data = connection.recv(65536)
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head[:200].decode("latin-1"))
    fields = {
        line.partition(b":")[0].strip().lower(): line.partition(b":")[2].strip() for line in head.split(b"\r\n")[1:]
    }
    left = int(fields[b"content-length"]) - len(body)
    while left > 0:
        left -= len(connection.recv(min(left, 262_144)))


def family(pid: int) -> list[int]:
    """A process and all below it."""
    found, waiting = [pid], [pid]
    while waiting:
        try:
            with open(f"/proc/{waiting[0]}/task/{waiting.pop(0)}/children", encoding="ascii") as children:
                below = [int(word) for word in children.read().split()]
        except OSError:
            continue
        found += below
        waiting += below
    return found


def _cpu(pids: list[int]) -> float:
    ticks = 0
    for pid in pids:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
            fields = stat.read().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
