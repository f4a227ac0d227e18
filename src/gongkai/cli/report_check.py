"""`gongkai report check FILE...`: read published reports and say what is wrong with them. Needs no database.

With `--batch` a district's reports are judged together: matrix of units and rules, missing and late ones, the units' sum.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from gongkai.annual_report.reader.across import audit_all, previous_of
from gongkai.annual_report.reader.answer import as_json, as_lines, is_clean
from gongkai.annual_report.reader.batch import Batch, batch_of, files_in, is_batch_clean, read_all
from gongkai.annual_report.reader.batch_answer import WORDS, batch_json, batch_xlsx, letters_docx
from gongkai.annual_report.reader.errors import UnreadableFile
from gongkai.annual_report.reader.formats.opening import content_of
from gongkai.annual_report.reader.reading import Reading, read_report
from gongkai.cli.answers import print_json, print_table, tell
from gongkai.cli.errors import WrongUse
from gongkai.cli.output_file import refuse_unwritable, write_output

CLEAN, FINDINGS, UNREADABLE = 0, 1, 2
EXAMPLE = "gongkai report check report-2022.html report-2023.docx --json"
BATCH_EXAMPLE = (
    "gongkai report check --batch reports/ --units units.txt --due 2023-01-31 --xlsx matrix.xlsx --letters letters.docx"
)


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = f"examples: {EXAMPLE}; {BATCH_EXAMPLE}"
    parser.add_argument("errand", choices=("check",), help="the word check")
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="HTML, DOCX, PDF with text, XLSX, plain or Markdown text of a published report",
    )
    parser.add_argument(
        "--batch",
        nargs="+",
        metavar="PATH",
        help="judge files and folders together: matrix, missing, late, the units' sum",
    )
    parser.add_argument(
        "--units", metavar="FILE", type=Path, help="names of the units a report is expected of, one a line"
    )
    parser.add_argument(
        "--district", metavar="NAME", default="", help="issuer of the table that is the sum of the others"
    )
    parser.add_argument("--due", metavar="DATE", help="the day the units' reports had to be out, such as 2023-01-31")
    parser.add_argument("--xlsx", metavar="FILE", type=Path, help="write matrix, findings and sums as a workbook")
    parser.add_argument("--letters", metavar="FILE", type=Path, help="write the return letters as one DOCX")
    parser.add_argument("--sender", metavar="NAME", default="政府信息公开工作主管部门", help="who signs the letters")


def run(args: Namespace) -> int:
    """0 nothing to say, 1 findings, 2 a file that cannot be read; with several files the worst of them."""
    if args.batch:
        args.files = [*args.files, *args.batch]
        return run_batch(args)
    if not args.files:
        raise WrongUse(f"gongkai report check: no file is given; write for example: {EXAMPLE}")
    if args.units or args.due or args.xlsx or args.letters or args.district:
        raise WrongUse(
            f"gongkai report check: --units, --district, --due, --xlsx and --letters need --batch: {BATCH_EXAMPLE}"
        )
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


def run_batch(args: Namespace) -> int:
    """A folder or a list of files: one document, and where asked for a workbook and letters."""
    name = "gongkai report check"
    for target in filter(None, (args.xlsx, args.letters)):
        refuse_unwritable(name, target)
    units, due = expected(args.units), read_due(args.due)
    try:
        paths = files_in([Path(one) for one in args.files])
    except ValueError as problem:
        raise WrongUse(f"{name}: {problem}") from problem
    found = read_all(
        [(str(path), partial(content_of, path)) for path in paths], progress if sys.stderr.isatty() else None
    )
    batch = batch_of(
        [(short(one, args.files), reading) for one, reading in found], units=units, district=args.district, due=due
    )
    if args.xlsx:
        write_output(name, args.xlsx, batch_xlsx(batch))
    if args.letters:
        write_output(name, args.letters, letters_docx(batch, args.sender, date.today()))
    if args.json:
        print_json(batch_json(batch))
    else:
        print_table(list(lines_of(batch)))
    if any(entry.error for entry in batch.entries):
        return UNREADABLE
    return CLEAN if is_batch_clean(batch) else FINDINGS


def expected(path: Path | None) -> list[str]:
    """The names in a list of units; empty lines and those that begin with # say nothing."""
    if path is None:
        return []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise WrongUse(f"gongkai report check: --units {path}: {problem}") from problem
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def read_due(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongUse(f"gongkai report check: --due {text!r} is no day; write for example --due 2023-01-31") from None


def short(path: str, given: list[str]) -> str:
    """A file's name below the folder it was found in."""
    for folder in given:
        if Path(folder).is_dir() and Path(path).is_relative_to(folder):
            return str(Path(path).relative_to(folder))
    return Path(path).name


def progress(done: int, total: int) -> None:
    print(f"\r{done}/{total}", end="" if done < total else "\n", file=sys.stderr, flush=True)


def lines_of(batch: Batch) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for entry in batch.entries:
        counts = " ".join(f"{rule}×{count}" for rule in batch.rules if (count := entry.count(rule)))
        rows.append((entry.issuer or entry.name, entry.error or WORDS[entry.grade], counts))
    rows += [(unit, "未报", "") for unit in batch.missing]
    rows += [(unit, "逾期", "") for unit in batch.late]
    rows += [(one.label, f"汇总表 {one.district}，各单位之和 {one.units}", "") for one in batch.uneven]
    return rows
