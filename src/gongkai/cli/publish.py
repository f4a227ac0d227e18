"""`gongkai publish`: write every published page as a file; what says the same already is left alone."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace

from gongkai.cli.answers import print_json, tell
from gongkai.cli.bars import bar
from gongkai.cli.errors import WrongUse
from gongkai.cli.first_start import require_whole_records
from gongkai.publication.rebuild import rebuild


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--workers", type=int, metavar="N", help="processes that render; as many as the machine has cores"
    )


def run(args: Namespace) -> int:
    if args.workers is not None and not 1 <= args.workers <= 64:
        raise WrongUse(f"gongkai publish: --workers {args.workers} is not between 1 and 64")
    require_whole_records()
    started = time.monotonic()
    with bar("门户页面 / portal pages") as show:
        done = rebuild(args.workers, told=lambda done, of: show(done, of, ""))
    seconds = round(time.monotonic() - started, 2)
    if args.json:
        print_json({"written": done.written, "unchanged": done.unchanged, "removed": done.removed, "seconds": seconds})
    tell(f"gongkai: {done.written} pages written, {done.unchanged} unchanged, {done.removed} removed, in {seconds} s")
    return 0
