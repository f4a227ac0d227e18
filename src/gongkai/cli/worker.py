"""`gongkai worker`: pass on what the outbox holds and do recurring work, until SIGTERM or Ctrl-C; `--once` until nothing is left."""

from __future__ import annotations

import signal
import time
from argparse import ArgumentParser, Namespace
from types import FrameType

from django.urls import get_resolver

from gongkai.cli.answers import print_json, tell
from gongkai.cli.database import refuse_unless_current
from gongkai.jobs import recurring
from gongkai.outbox import worker

SECONDS_BETWEEN_LOOKS = 5


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="deliver what is due now, then end")


class StopAsked:
    """Turns true when the process is asked to end; the batch under way is finished first."""

    def __init__(self) -> None:
        self._asked = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._asked = True

    def __call__(self) -> bool:
        return self._asked


class EveryFewSeconds:
    """Asks for recurring work that is due, but not in every turn of the worker."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + SECONDS_BETWEEN_LOOKS
            recurring.run_due()


def run(args: Namespace) -> int:
    get_resolver().url_patterns  # noqa: B018 - with the addresses the desk wires its own recurring work
    refuse_unless_current()
    if args.once:
        recurring.run_due()
        delivered = worker.drain()
        if args.json:
            print_json({"delivered": delivered, "waiting": worker.waiting()})
        tell(f"gongkai: {delivered} delivered")
        return 0
    if args.json:
        print_json({"waiting": worker.waiting()})
    worker.run(StopAsked(), between=EveryFewSeconds())
    return 0
