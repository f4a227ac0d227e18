"""`gongkai fee`: the processing fee of REG 42, by item or by volume."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gongkai.cli.answers import print_json
from gongkai.cli.errors import WrongUse
from gongkai.law.fees import FEE_METHODS, fee


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = "example: gongkai fee --method item --count 46"
    parser.add_argument("--method", required=True, choices=sorted(FEE_METHODS), help="item = 按件, volume = 按量")
    parser.add_argument("--count", type=int, help="item: requests of one applicant to one agency in one calendar month")
    parser.add_argument("--pages", type=int, help="volume: pages of one request")


def run(args: Namespace) -> int:
    given = {"count": args.count, "pages": args.pages}
    counted = FEE_METHODS[args.method].counted
    number = given.pop(counted)
    if number is None or any(value is not None for value in given.values()):
        raise WrongUse(f"gongkai fee: --method {args.method} goes with --{counted}, for example --{counted} 46")
    print_json(fee(args.method, number))
    return 0
