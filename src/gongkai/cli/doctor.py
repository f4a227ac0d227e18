"""`gongkai doctor`: examine this installation. Each finding is fine, a warning or a fault, and a fault names its cure."""

from __future__ import annotations

import os
import platform
import shutil
import stat
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import gongkai
from gongkai.cli.answers import print_json, print_table
from gongkai.cli.calendars import office_calendar
from gongkai.cli.database import DatabaseState, is_not_made_yet, look, refuse_newer, where
from gongkai.cli.errors import Refused
from gongkai.clock import SystemClock, legal_day
from gongkai.files.fonts import families
from gongkai.keyring import data_folder, key_file

FINE, WARNING, FAULT = "fine", "warning", "fault"
MARKS = {FINE: "正常", WARNING: "注意", FAULT: "故障"}
LITTLE_DISK, TOO_LITTLE_DISK = 2 * 1024**3, 200 * 1024**2
NOTICE_EXPECTED = (12, 1)  # the State Council publishes next year's arrangement in November
LOCK = Path(gongkai.__file__).resolve().parents[2] / "requirements" / "runtime.txt"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it stands, what was found, and the cure where one is needed."""

    name: str
    state: str
    found: str
    cure: str = ""


def python() -> Finding:
    text = f"{platform.python_version()} ({sys.executable})"
    return Finding("python", FINE if sys.version_info >= (3, 11) else FAULT, text)


def pinned(lock: str) -> list[tuple[str, str]]:
    """Names and versions a lock asks for on this kind of machine."""
    lines = [line for line in lock.splitlines() if "==" in line and line[0] not in " #" and "win32" not in line]
    pairs = (line.split(";")[0].rstrip(" \\").partition("==") for line in lines)
    return [(name.partition("[")[0].strip(), wanted.strip()) for name, _, wanted in pairs]


def packages() -> Finding:
    if not LOCK.exists():
        return Finding("packages", FINE, "installed as a package, there is no lock to compare with")
    wanted = pinned(LOCK.read_text(encoding="utf-8"))
    wrong = [f"{name} {wish} (here: {here})" for name, wish in wanted if (here := installed(name)) != wish]
    if wrong:
        return Finding("packages", FAULT, "; ".join(wrong[:5]), "delete the folder .venv and start ./gongkai again")
    return Finding("packages", FINE, f"all {len(wanted)} as the lock says")


def installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def fonts() -> Finding:
    found = families()
    if not found:
        return Finding(
            "fonts", FAULT, "no Chinese font", "apt-get install fonts-noto-cjk, or put a font in GONGKAI_HOME/fonts"
        )
    return Finding("fonts", FINE, f"letters and PDF use {found[0]}")


def database() -> Finding:
    if is_not_made_yet():
        return Finding("database", WARNING, f"not made yet ({where()})", "run gongkai up")
    try:
        state = look()
        refuse_newer(state)
    except Refused as refusal:
        return Finding("database", FAULT, str(refusal))
    return judged(state)


def judged(state: DatabaseState) -> Finding:
    text = f"{state.kind} {state.version}, {where()}"
    if state.unapplied:
        return Finding("database", WARNING, f"{text}; {len(state.unapplied)} migrations to apply", "run gongkai up")
    return Finding("database", FINE, f"{text}, all migrations applied")


def disk() -> Finding:
    place = data_folder()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    state = FAULT if free < TOO_LITTLE_DISK else WARNING if free < LITTLE_DISK else FINE
    return Finding(
        "disk", state, f"{free / 1024**3:.1f} GiB free for {data_folder()}", "" if state == FINE else "free some space"
    )


def key() -> Finding:
    if os.environ.get("GONGKAI_KEY"):
        return Finding("key", FINE, "from GONGKAI_KEY")
    path = key_file()
    if not path.exists():
        return Finding("key", WARNING, f"not made yet ({path})", "run gongkai up")
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        return Finding("key", FAULT, f"{path} has mode {mode:04o}: others may read it", f"chmod 600 {path}")
    return Finding("key", FINE, f"{path}, mode {mode:04o}")


def calendar() -> Finding:
    try:
        years = office_calendar().years
    except ValueError as error:
        return Finding("calendar", FAULT, str(error))
    return judged_calendar(years, legal_day(SystemClock().now()))


def judged_calendar(years: frozenset[int], today: date) -> Finding:
    """A year without a notice makes due dates provisional; next year's is expected from December on."""
    text = f"holiday notices {min(years)}-{max(years)}"
    needed = [today.year] + ([today.year + 1] if (today.month, today.day) >= NOTICE_EXPECTED else [])
    missing = [str(year) for year in needed if year not in years]
    if missing:
        cure = f"put the State Council's notice into GONGKAI_HOME/calendars/{missing[0]}.json"
        return Finding("calendar", WARNING, f"{text}; missing: {', '.join(missing)}, due dates are provisional", cure)
    return Finding("calendar", FINE, text)


def pages() -> Finding:
    """Published pages as files: not there before the first worker has run."""
    folder = data_folder() / "release"
    if not (folder / "fingerprint").exists():
        cure = "the worker of gongkai up writes them; or run gongkai publish"
        return Finding("pages", WARNING, "published pages do not lie as files yet, the live view answers", cure)
    return Finding("pages", FINE, f"published pages lie in {folder / 'pages'} and answer without the database")


EXAMINATIONS: tuple[Callable[[], Finding], ...] = (python, packages, fonts, database, disk, key, calendar, pages)


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = "exit 1 when there is a fault; warnings leave it at 0"


def run(args: Namespace) -> int:
    findings = [examine() for examine in EXAMINATIONS]
    sound = all(finding.state != FAULT for finding in findings)
    if args.json:
        print_json({"sound": sound, "findings": [asdict(finding) for finding in findings]})
    else:
        print_table((MARKS[f.state], f.name, f.found + (f" -> {f.cure}" if f.cure else "")) for f in findings)
    return 0 if sound else 1
