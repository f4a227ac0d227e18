"""`gongkai serve`: portal, desk and API on one address, by Granian (2 processes of 2 threads)."""

from __future__ import annotations

import errno
import os
import socket
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from gongkai.cli.answers import print_json, tell
from gongkai.cli.database import refuse_unless_current
from gongkai.cli.errors import Refused

APPLICATION = "gongkai.config.wsgi:application"
WORKERS, THREADS = 2, 2
SECONDS_TO_FINISH = 10


def port_number(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(f"{text!r} is not a port; write a number from 1 to 65535, for example 8000")
    return int(text)


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1; 0.0.0.0 for all)")
    parser.add_argument("--port", type=port_number, default=8000, help="port to listen on (8000)")


def refuse_unless_free(host: str, port: int) -> None:
    """Raises Refused when nobody could listen there, with the cure."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(found[0], socket.SOCK_STREAM) as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind(found[4])
            attempt.listen(1)
    except socket.gaierror as error:
        raise Refused(
            f"--host {host!r} is no address of this machine; write for example 127.0.0.1 or 0.0.0.0"
        ) from error
    except OSError as error:
        raise Refused(why_not(error, host, port)) from error


def why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} on {host} is taken (perhaps by an earlier `gongkai up`); stop that program or choose another port,"
            f" for example --port {port + 1 if port < 65535 else 8000}"
        )
    if error.errno == errno.EACCES:
        return f"port {port} needs root's rights; choose one above 1023, for example --port 8000"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"--host {host!r} is no address of this machine; write for example 127.0.0.1 or 0.0.0.0"
    return f"cannot listen on {host}:{port}: {error.strerror}"


def server_command(host: str, port: int) -> list[str]:
    """The program that serves; SIGTERM lets it finish what it is answering, then ends it."""
    return [
        sys.executable, "-P", "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--respawn-failed-workers",
        "--workers-kill-timeout", str(SECONDS_TO_FINISH), "--log-level", "warning", "--no-ws", APPLICATION,
    ]  # fmt: skip


def address(host: str, port: int) -> str:
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


def run(args: Namespace) -> int:
    refuse_unless_current()
    refuse_unless_free(args.host, args.port)
    if args.json:
        print_json({"address": address(args.host, args.port), "pid": os.getpid()})
    tell(f"gongkai: serving {address(args.host, args.port)}, Ctrl-C to stop")
    sys.stdout.flush()
    command = server_command(args.host, args.port)
    os.execv(command[0], command)
