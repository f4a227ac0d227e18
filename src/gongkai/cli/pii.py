"""`gongkai pii`: personal data in a text on standard input. Exit 0: none found; 1: findings."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from gongkai.cli.answers import print_json
from gongkai.cli.errors import WrongUse
from gongkai.privacy.detection import Finding, detect


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = "example: gongkai pii < text.txt"


def run(args: Namespace) -> int:
    text = sys.stdin.read()
    try:
        text.encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise WrongUse(f"gongkai pii: line {line} is not UTF-8; save the text as UTF-8 (not GBK or UTF-16)") from error
    findings = detect(text)
    print_json({"findings": [as_json(finding) for finding in findings]})
    return 1 if findings else 0


def as_json(finding: Finding) -> dict[str, str | int | bool]:
    """``start`` and ``end`` count characters of the text from 0; ``text`` is what stands between them."""
    return {
        "kind": finding.kind.value, "start": finding.start, "end": finding.end, "text": finding.text,
        "must_block": finding.must_block, "masked": finding.masked,
    }  # fmt: skip
