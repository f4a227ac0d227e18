"""`gongkai log verify`: the audit chains and the public log, and nothing else. Exit 0 they hold, 1 they do not."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gongkai.cli.check import LOGS, answer
from gongkai.cli.first_start import require_whole_records
from gongkai.clock import SystemClock


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["verify"], help="verify = 核验操作日志和公开日志")


def run(args: Namespace) -> int:
    require_whole_records()
    return answer(LOGS, SystemClock().now(), args.json)
