"""`gongkai report check FILE...`: read published reports and say what is wrong with them. Needs no database."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from gongkai.annual_report.reader.across import audit_all, previous_of
from gongkai.annual_report.reader.answer import as_json, as_lines, is_clean
from gongkai.annual_report.reader.errors import UnreadableFile
from gongkai.annual_report.reader.reading import Reading, read_report
from gongkai.cli.answers import print_json, print_table, tell
from gongkai.cli.errors import WrongUse

CLEAN, FINDINGS, UNREADABLE = 0, 1, 2
EXAMPLE = "gongkai report check report-2022.html report-2023.docx --json"


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = f"example: {EXAMPLE}"
    parser.add_argument("errand", choices=("check",), help="the word check")
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="HTML, DOCX, PDF with text, XLSX, plain or Markdown text of a published report",
    )


def run(args: Namespace) -> int:
    """0 nothing to say, 1 findings, 2 a file that cannot be read; with several files the worst of them."""
    if not args.files:
        raise WrongUse(f"gongkai report check: no file is given; write for example: {EXAMPLE}")
    readings = {name: read(name) for name in args.files}
    read_well = [one for one in readings.values() if isinstance(one, Reading)]
    findings = dict(zip(map(id, read_well), audit_all(read_well), strict=True))
    documents: list[dict[str, Any]] = []
    for name in args.files:
        one = readings[name]
        if isinstance(one, str):
            documents.append({"file": Path(name).name, "error": one})
        else:
            documents.append(as_json(one, findings[id(one)], previous_of(one, read_well)))
    if args.json:
        print_json(documents[0] if len(documents) == 1 else documents)
    else:
        for reading in read_well:
            print_table(as_lines(reading, findings[id(reading)]))
    for name, one in readings.items():
        if isinstance(one, str):
            tell(f"gongkai report check: {one if one.startswith(Path(name).name) else f'{name}: {one}'}")
    if len(read_well) < len(readings):
        return UNREADABLE
    return CLEAN if all(map(is_clean, findings.values())) else FINDINGS


def read(name: str) -> Reading | str:
    """The report, or why it cannot be read."""
    try:
        return read_report(Path(name))
    except UnreadableFile as refusal:
        return str(refusal)
    except OSError as error:
        return f"{name}: {error.strerror or error}"
