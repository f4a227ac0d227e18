"""`gongkai demo wenxian-2022`: build the demonstration year anew, through the use cases of all rooms, with a bar that moves.

Only in an empty database or one created as a demonstration, which is emptied first. A build that is stopped leaves the mark
`up` looks for, and the next `demo` or `up` begins again.
"""

from __future__ import annotations

import os
from argparse import SUPPRESS, ArgumentParser, Namespace
from dataclasses import asdict

from gongkai.agencies import errors as refusals
from gongkai.agencies.installation import UNFINISHED
from gongkai.cli import first_start
from gongkai.cli.answers import print_json, print_table, tell
from gongkai.cli.bars import bar
from gongkai.cli.errors import Refused
from gongkai.clock import SystemClock, legal_day
from gongkai.demo.build import SCENARIOS, Summary, build
from gongkai.demo.wenxian.cast import ACCOUNTS, PASSWORD
from gongkai.demo.wipe import refuse_real_records

BAR = "演示年度 / demonstration year"
BESIDE_UP = "--beside-up"
"""Given by `up`, which holds the data folder itself, has prepared it, and serves meanwhile."""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "scenario", nargs="?", choices=SCENARIOS, default=SCENARIOS[0], help="which year (wenxian-2022)"
    )
    parser.add_argument(BESIDE_UP, action="store_true", help=SUPPRESS)


def run(args: Namespace) -> int:
    if args.beside_up:
        with bar(BAR) as show:
            build(show, args.scenario, today=legal_day(SystemClock().now()))
        return 0
    folder = first_start.make_home()
    held = first_start.be_the_only_one(folder)
    try:
        first_start.make_key()
        first_start.bring_up_to_date()
        try:
            refuse_real_records()
        except refusals.Refused as problem:
            raise Refused(str(problem)) from problem
        mark = folder / UNFINISHED
        mark.touch()
        with bar(BAR) as show:
            summary = build(show, args.scenario, today=legal_day(SystemClock().now()))
        mark.unlink()
    finally:
        os.close(held)
    answer(args, summary)
    return 0


def answer(args: Namespace, summary: Summary) -> None:
    if args.json:
        people = [{"username": name, "agency": agency, "role": str(role.label)} for name, agency, role in ACCOUNTS]
        print_json({**asdict(summary), "accounts": people, "password": PASSWORD})
        return
    print_table((name, f"{number:,}") for name, number in summary.records.items())
    tell(f"gongkai: built {summary.scenario} in {summary.seconds:.0f} s; `gongkai up` serves it")
