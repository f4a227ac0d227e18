"""`gongkai test`: the whole suite, on SQLite and, where GONGKAI_TEST_POSTGRES names a database, on PostgreSQL as well.

Arguments this command does not know go on to pytest. Each run ends in one line: passed, failed, skipped.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from argparse import ArgumentParser, Namespace
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

import gongkai
from gongkai.cli.answers import print_json
from gongkai.cli.errors import Refused

ROOT = Path(gongkai.__file__).resolve().parents[2]
POSTGRES = "GONGKAI_TEST_POSTGRES"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run of the suite. ``exit_code`` is pytest's own: it also tells of errors outside the tests."""

    database: str
    passed: int
    failed: int
    skipped: int
    seconds: float
    exit_code: int

    @property
    def line(self) -> str:
        counts = f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"
        return f"{self.database}: {counts} in {self.seconds:.0f} s"


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = f"further arguments go to pytest; {POSTGRES}=postgres://... adds a second run on PostgreSQL"
    parser.add_argument("--database", choices=("sqlite", "postgres"), help="only on this one")


def databases(chosen: str | None) -> tuple[str, ...]:
    """Which databases to run on. Raises Refused when PostgreSQL is asked for and none is named."""
    has_postgres = bool(os.environ.get(POSTGRES))
    if chosen == "postgres" and not has_postgres:
        raise Refused(f"no PostgreSQL is named; set {POSTGRES}, for example postgres://user@127.0.0.1:5432/postgres")
    if chosen:
        return (chosen,)
    return ("sqlite", "postgres") if has_postgres else ("sqlite",)


def read_report(database: str, report: Path, exit_code: int) -> Outcome:
    """Sum up pytest's JUnit file; without one (pytest could not even begin) nothing has passed."""
    if not report.exists():
        return Outcome(database, 0, 0, 0, 0.0, exit_code)
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    total, failures, errors, skipped = (
        sum(int(suite.get(name, 0)) for suite in suites) for name in ("tests", "failures", "errors", "skipped")
    )
    seconds = sum(float(suite.get("time", 0)) for suite in suites)
    failed = failures + errors
    return Outcome(database, total - failed - skipped, failed, skipped, seconds, exit_code)


def run_suite(database: str, extra: list[str], output: int | None) -> Outcome:
    """One run of pytest in an environment of its own; the data folder of the person running it is never touched."""
    parallel = [] if any(word.startswith(("-n", "--pdb", "--numprocesses")) for word in extra) else ["-n", "2"]
    with tempfile.TemporaryDirectory(prefix="gongkai-test-") as scratch:
        report = Path(scratch) / "report.xml"
        environment = {**os.environ, "GONGKAI_HOME": scratch, "GONGKAI_TEST_DATABASE": database}
        command = [sys.executable, "-m", "pytest", *parallel, "-q", f"--junitxml={report}", *extra]
        code = subprocess.run(command, cwd=ROOT, env=environment, stdout=output).returncode
        return read_report(database, report, code)


def run(args: Namespace) -> int:
    if not (ROOT / "pyproject.toml").exists():
        raise Refused("the tests come with the source; clone the repository and run ./gongkai test there")
    if find_spec("pytest") is None:
        raise Refused("pytest is not installed; start through the launcher: ./gongkai test")
    output = sys.stderr.fileno() if args.json else None
    outcomes = [run_suite(database, args.passed_on, output) for database in databases(args.database)]
    if args.json:
        print_json({"runs": [asdict(outcome) for outcome in outcomes]})
    else:
        print("\n".join(outcome.line for outcome in outcomes))
    return 1 if any(outcome.exit_code for outcome in outcomes) else 0
