"""`gongkai worker`: pass on what the outbox holds, until SIGTERM or Ctrl-C; `--once` until nothing is left."""

from __future__ import annotations

import signal
from argparse import ArgumentParser, Namespace
from types import FrameType

from gongkai.cli.answers import print_json, tell
from gongkai.cli.database import refuse_unless_current
from gongkai.outbox import worker


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
    refuse_unless_current()
    if args.once:
        delivered = worker.drain()
        if args.json:
            print_json({"delivered": delivered, "waiting": worker.waiting()})
        tell(f"gongkai: {delivered} delivered")
        return 0
    if args.json:
        print_json({"waiting": worker.waiting()})
    worker.run(StopAsked())
    return 0
