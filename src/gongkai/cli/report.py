"""`gongkai report`: a year's annual report from the records, as of any day, in any format.

`report check FILE...` is another errand and a module of its own, ``report_check``.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from gongkai.agencies import errors as refusals
from gongkai.agencies.tree import agency_by_code
from gongkai.annual_report.assess import assess
from gongkai.annual_report.compute import Report, compute, default_scope
from gongkai.annual_report.document import document_of
from gongkai.annual_report.exports.by_format import FORMATS
from gongkai.annual_report.exports.json import report_json
from gongkai.annual_report.models import AnnualReport, Scope
from gongkai.annual_report.texts import ReportTexts, figures_for_text, said, texts_of
from gongkai.cli.answers import print_json
from gongkai.cli.errors import Refused, WrongUse
from gongkai.cli.first_start import require_whole_records
from gongkai.cli.output_file import refuse_unwritable, write_output
from gongkai.clock import SystemClock, legal_day

EXAMPLE = "gongkai report 2022 --agency wenxian --format json"


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = f"example: {EXAMPLE}"
    parser.add_argument("year", metavar="YEAR", help="the year reported on, such as 2022; or the word check")
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="only after the word check: published reports to audit"
    )
    parser.add_argument("--agency", metavar="CODE", help="code of the agency, such as wenxian")
    parser.add_argument(
        "--scope", choices=Scope.values, help="own = the agency alone, area = with all below (a government's default)"
    )
    parser.add_argument("--as-of", metavar="DATE", help="the figures as they stood at the end of this day, YYYY-MM-DD")
    parser.add_argument("--format", choices=("json", *FORMATS), help="json (the default), html, docx, pdf or xlsx")
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="write to this file instead of standard output"
    )


def run(args: Namespace) -> int:
    chosen = args.format or "json"
    try:
        return make(args, chosen)
    except (Refused, WrongUse) as problem:
        if chosen == "json" and not args.json:  # with --json the frame prints this document
            print_json({"error": str(problem)})
        raise


def make(args: Namespace, chosen: str) -> int:
    """Read the arguments, compute, write."""
    year, as_of = read_year(args), read_day(args.as_of)
    if args.json and chosen != "json":
        raise WrongUse(f"gongkai report: --json and --format {chosen} contradict each other; leave one out")
    refuse_terminal(chosen, args.output)
    if args.output is not None:
        refuse_unwritable("gongkai report", args.output)
    require_whole_records()
    report, texts = figures_and_texts(args.agency, year, args.scope, as_of)
    write(args.output, content_of(report, texts, chosen))
    return 0


def read_year(args: Namespace) -> int:
    """The year as a number. Raises WrongUse for anything else, and when the agency or a stray word is wrong."""
    if not (args.year.isascii() and args.year.isdigit() and len(args.year) == 4):
        raise WrongUse(f"gongkai report: {args.year!r} is no year; write for example: {EXAMPLE}")
    if args.files:
        raise WrongUse(f"gongkai report: {args.files[0]!r} is one word too many; write for example: {EXAMPLE}")
    if not args.agency:
        raise WrongUse(f"gongkai report: --agency is missing; write for example: {EXAMPLE}")
    return int(args.year)


def read_day(text: str | None) -> date | None:
    """Raises WrongUse for a text that is no day of the calendar."""
    if text is None:
        return None
    try:
        if len(text) != len("2022-06-30"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"gongkai report: --as-of {text!r} is no day; write for example --as-of 2022-06-30") from None


def refuse_terminal(chosen: str, output: Path | None) -> None:
    """A PDF on a terminal is noise: ask for a file or a pipe."""
    is_text = chosen == "json" or FORMATS[chosen].is_text
    if not is_text and output is None and sys.stdout.isatty():
        raise WrongUse(
            f"gongkai report: {chosen} is not for a terminal; add -o report.{chosen}, or send it into a file with >"
        )


def figures_and_texts(code: str, year: int, scope: str | None, as_of: date | None) -> tuple[Report, ReportTexts]:
    """The computed report and the text written for it, else our wording. Raises Refused with all reasons."""
    try:
        agency = agency_by_code(code)
        chosen = scope or default_scope(agency)
        report = compute(agency, year, chosen, as_of, today=legal_day(SystemClock().now()))
    except refusals.Refused as refusal:
        raise Refused(f"gongkai report: {refusal}") from refusal
    annual = AnnualReport.objects.filter(agency=agency, year=year, scope=chosen).first()
    return report, texts_of(annual)


def content_of(report: Report, texts: ReportTexts, chosen: str) -> bytes:
    if chosen == "json":
        findings = assess(report, said(texts, figures_for_text(report, texts)))
        return (json.dumps(report_json(report, findings), ensure_ascii=False, indent=2) + "\n").encode()
    return FORMATS[chosen].write(document_of(report, texts))


def write(output: Path | None, content: bytes) -> None:
    """To standard output, or to the file completely or not at all."""
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    write_output("gongkai report", output, content)
