"""`gongkai due`: the statutory dates of one request with their reasons; with `--lines` one case a line, in and out.

A line that cannot be answered gives {"error", "line"} in its place and the command ends with 1.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any, TextIO

from gongkai.cli.answers import parse_object, print_json, read_json
from gongkai.cli.calendars import office_calendar
from gongkai.cli.errors import WrongUse
from gongkai.law.conventions import DEFAULTS
from gongkai.law.due_document import answer

EXAMPLE = '{"channel": "IN_PERSON", "events": [{"type": "submitted", "on": "2024-03-01"}]}'
Answer = Callable[[dict[str, Any]], dict[str, Any]]


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = f'example of the input: {EXAMPLE}, or one limit: {{"rule": "reply", "from": "2024-03-01"}}'
    parser.add_argument("--lines", action="store_true", help="one JSON document per line, in and out")


def answer_lines(lines: TextIO, out: TextIO, ask: Answer) -> int:
    """Answer line by line; returns how many lines could not be answered. Blank lines are passed over."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    failed = 0
    for number, line in enumerate(lines, start=1):
        if line.isspace():
            continue
        try:
            result = ask(parse_object(line, "the case"))
        except (ValueError, WrongUse) as error:
            result = {"error": f"line {number}: {error}", "line": number}
            failed += 1
        out.write(encode(result) + "\n")
    return failed


def run(args: Namespace) -> int:
    calendar = office_calendar()

    def ask(document: dict[str, Any]) -> dict[str, Any]:
        return answer(document, calendar, DEFAULTS)

    if args.lines:
        return 1 if answer_lines(sys.stdin, sys.stdout, ask) else 0
    print_json(ask(read_json(sys.stdin, "gongkai due")))
    return 0
