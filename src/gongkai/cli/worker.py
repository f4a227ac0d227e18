"""`gongkai worker`: pass on what the outbox holds and do recurring work, until SIGTERM or Ctrl-C; `--once` until nothing is left.

What was published goes first. Recurring work, some of which takes many seconds (files to be read, lists to be looked at), and what goes to other
machines (messages, other platforms) run in threads beside it.
"""

from __future__ import annotations

import signal
import sys
from argparse import ArgumentParser, Namespace
from functools import partial
from types import FrameType

from django.urls import get_resolver

from gongkai.cli.answers import print_json, tell
from gongkai.cli.database import refuse_unless_current
from gongkai.jobs import recurring
from gongkai.jobs.beside import Beside
from gongkai.outbox import worker

SECONDS_OF_A_THREAD = 0.0005
"""Who delivers asks the database hundreds of times and hands its turn on each time; a round that computes gives it back after this, not after 5 ms."""


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
    sys.setswitchinterval(SECONDS_OF_A_THREAD)
    asked = StopAsked()
    with Beside("recurring", recurring.run) as rounds, Beside("later", partial(worker.run, later=True)) as others:
        worker.run(lambda: asked() or rounds.failed or others.failed)
    return 0
