"""`gongkai remedy`: row of table 3, who hears the remedy, limits; one JSON object in, one out."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from gongkai.cli.answers import print_json, read_json
from gongkai.law.remedies import remedy

EXAMPLE = '{"outcome": "REFUSED_THIRD_PARTY", "grounds": ["REG 15"], "agency": "county_department", "replied_on": "2024-03-01"}'


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = f"example of the input: {EXAMPLE}"


def run(args: Namespace) -> int:
    print_json(remedy(read_json(sys.stdin, "gongkai remedy")))
    return 0
