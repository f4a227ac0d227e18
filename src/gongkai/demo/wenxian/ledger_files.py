"""The files units export, written by a second process while the year is played: a year's ledger, cut by months.

Run as ``python -m gongkai.demo.wenxian.ledger_files FOLDER``, with the ledgers as one line of JSON on standard input. A file appears
under its name when it is whole.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from gongkai.demo.ledgers import Unit, write_ledger
from gongkai.demo.wenxian.agencies import BY_CODE, REGION

_DAY_COLUMN = {"permit": "XK_JDRQ", "penalty": "CF_JDRQ", "coercion": "QZ_JDRQ", "charge": "SF_RQ"}
_PAUSE_SECONDS = 0.02


class FilesNotWritten(RuntimeError):
    """The second process ended without writing all files; its own message stands before this one."""


class Files:
    """The folder the second process writes to."""

    def __init__(self, folder: Path, writer: subprocess.Popen[bytes]) -> None:
        self._folder, self._writer = folder, writer

    def wait_for(self, organ: str, kind: str, end: int) -> Path | None:
        """The file of the months up to ``end``, once it is whole; None when the unit decided nothing in them."""
        path = self._folder / file_name(organ, kind, end)
        whole = self._folder / f"{organ}-{kind}.whole"
        while not path.exists() and not whole.exists():
            if self._writer.poll() is not None and not whole.exists():
                raise FilesNotWritten(f"the ledger files were not written (exit {self._writer.returncode})")
            time.sleep(_PAUSE_SECONDS)
        return path if path.exists() else None


@contextmanager
def being_written(ledgers: Iterable[Mapping[str, Any]], year: int, home: Path) -> Iterator[Files]:
    """Start the second process, which writes into a folder of its own below ``home``; both are gone when the block ends.

    ``ledgers``: organ, kind, rows, fen, style, months_a_file. The process lives as long as its standard input is open: when this
    one is killed, it ends and takes the folder along.
    """
    home.mkdir(parents=True, exist_ok=True)
    folder = mkdtemp(prefix="ledgers-", dir=home)
    command = [sys.executable, "-m", "gongkai.demo.wenxian.ledger_files", folder, str(year)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    writer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment)
    try:
        assert writer.stdin is not None
        writer.stdin.write(json.dumps(list(ledgers)).encode() + b"\n")
        writer.stdin.flush()
        yield Files(Path(folder), writer)
    finally:
        writer.terminate()
        writer.wait()
        if writer.stdin is not None:
            writer.stdin.close()
        rmtree(folder, ignore_errors=True)


def file_name(organ: str, kind: str, end: int) -> str:
    return f"{organ}-{kind}-{end:02d}.csv"


def write_files(folder: Path, year: int, ledgers: Iterable[Mapping[str, Any]]) -> None:
    for ledger in ledgers:
        organ, kind = BY_CODE[ledger["organ"]], ledger["kind"]
        unit = Unit(organ.name, organ.uscc, REGION, word=organ.prefix)
        whole_year = write_ledger(
            folder / f"{organ.code}-{kind}.year", kind, unit, count=ledger["rows"], year=year, seed=20220101,
            style=ledger["style"], total_fen=ledger["fen"],
        )  # fmt: skip
        _cut(folder, whole_year, organ.code, kind, ledger["months_a_file"])
        whole_year.unlink()
        (folder / f"{organ.code}-{kind}.whole").touch()


def _cut(folder: Path, whole_year: Path, organ: str, kind: str, months: int) -> None:
    """One file per period of ``months``; the rows are in the order of their days."""
    with whole_year.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.reader(stream)
        heading = next(rows)
        place = heading.index(_DAY_COLUMN[kind])
        for period, part in groupby(rows, key=lambda row: (int(row[place][5:7]) - 1) // months):
            path = folder / file_name(organ, kind, (period + 1) * months)
            unfinished = path.with_suffix(".part")
            with unfinished.open("w", encoding="utf-8-sig", newline="") as out:
                writer = csv.writer(out)
                writer.writerow(heading)
                writer.writerows(part)
            unfinished.rename(path)


def main() -> None:
    folder = Path(sys.argv[1])
    try:
        write_files(folder, int(sys.argv[2]), json.loads(sys.stdin.readline()))
        sys.stdin.read()  # ends when the building process closes it, or is gone
    finally:
        rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
