"""A district's reports together: which were read, which units are missing or late, how often each rule fired, and whether the
units' cells add up to the district's table. Plain Python, as the rest of the reader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai.annual_report.reader.across import audit_all
from gongkai.annual_report.reader.answer import is_clean
from gongkai.annual_report.reader.claims import Status
from gongkai.annual_report.reader.errors import UnreadableFile
from gongkai.annual_report.reader.findings import RULES, AuditFinding, Grade
from gongkai.annual_report.reader.printed import folded
from gongkai.annual_report.reader.reading import Reading, read_bytes
from gongkai.law.annual_report.cells import FORM_CELLS
from gongkai.law.annual_report.figures import Figure

ENDINGS = frozenset({".html", ".htm", ".docx", ".pdf", ".xlsx", ".txt", ".md", ".doc", ".wps", ".mht", ".csv"})
MOST_FILES = 5000
MOST_COPIES = 400
"""Up to so many reports are compared with one another for copied text: every pair is looked at."""
_DAY = re.compile(r"(20\d{2})年(\d{1,2})月(\d{1,2})日")
_KNOWN = (Status.GIVEN, Status.INFERRED)
_GOVERNMENT = re.compile(r"(?:省|市|县|区|旗)人民政府$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: issuer, year and findings, or why it cannot be read. ``dated`` is the day below the text, where one stands there."""

    name: str
    issuer: str = ""
    year: int | None = None
    findings: tuple[AuditFinding, ...] = ()
    error: str = ""
    dated: date | None = None

    def count(self, rule: str) -> int:
        return sum(one.rule == rule for one in self.findings)

    @property
    def grade(self) -> str:
        """The worst that was found: unreadable, error, warning, or clean."""
        if self.error:
            return "unreadable"
        grades = {one.severity for one in self.findings}
        return "error" if Grade.ERROR in grades else "warning" if Grade.WARNING in grades else "clean"


@dataclass(frozen=True, slots=True)
class SumCheck:
    """One cell of the district's table and the sum of its units' cells. ``unknown`` units whose cell is not known."""

    key: str
    label: str
    district: Figure
    units: Figure
    unknown: tuple[str, ...]

    @property
    def holds(self) -> bool | None:
        """None while units are missing: the known ones may not exceed the district's cell, or nothing can be said."""
        if self.district is None or self.units is None:
            return None
        if self.unknown:
            return False if self.units > self.district else None
        return self.district == self.units


@dataclass(frozen=True, slots=True)
class Batch:
    """``rules`` those that fired; ``missing`` expected units without a report; ``late`` reports dated after the day they were due."""

    entries: tuple[Entry, ...]
    rules: tuple[str, ...]
    missing: tuple[str, ...]
    late: tuple[str, ...]
    district: Entry | None
    sums: tuple[SumCheck, ...]

    @property
    def uneven(self) -> tuple[SumCheck, ...]:
        return tuple(one for one in self.sums if one.holds is False)


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Files named, and in folders everything that looks like a report, in the order of names. Raises ValueError for too many."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file() and one.suffix.lower() in ENDINGS)
            found += [one for one in inside if not one.name.startswith(("~$", "."))]
        else:
            found.append(path)
    if len(found) > MOST_FILES:
        raise ValueError(f"{len(found)} files are too many for one batch; at most {MOST_FILES}")
    return found


def read_all(
    files: Sequence[tuple[str, Callable[[], bytes]]], progress: Callable[[int, int], None] | None = None
) -> list[tuple[str, Reading | str]]:
    """Every file read, or the reason it cannot be; one that is broken does not hold up the others."""
    found: list[tuple[str, Reading | str]] = []
    for number, (name, content) in enumerate(files, start=1):
        try:
            found.append((name, read_bytes(Path(name).name, content())))
        except UnreadableFile as problem:
            found.append((name, str(problem)))
        except OSError as problem:
            found.append((name, problem.strerror or str(problem)))
        if progress is not None:
            progress(number, len(files))
    return found


def batch_of(
    read: Sequence[tuple[str, Reading | str]], *, units: Sequence[str] = (), district: str = "", due: date | None = None,
    published: Mapping[str, date] | None = None,
) -> Batch:  # fmt: skip
    """``units`` are those a report is expected of, ``district`` the issuer whose table is the sum (a government among the issuers
    where not given), ``due`` the day the units' reports had to be out, ``published`` days known from elsewhere by issuer."""
    readings = [one for _, one in read if isinstance(one, Reading)]
    findings = iter(audit_all(readings))
    entries = [_entry(name, one, next(findings) if isinstance(one, Reading) else []) for name, one in read]
    whole = _district(entries, district)
    fired = Counter(finding.rule for entry in entries for finding in entry.findings)
    rules = tuple(rule for rule in RULES if fired[rule])
    issuers = {_bare(entry.issuer) for entry in entries if entry.issuer}
    missing = tuple(unit for unit in units if _bare(unit) not in issuers)
    late = tuple(_late(entries, whole, due, published or {})) if due else ()
    pairs = [(entry, one) for entry, (_, one) in zip(entries, read, strict=True)]
    sums = tuple(_sums(pairs, whole, missing)) if whole else ()
    return Batch(tuple(entries), rules, missing, late, whole, sums)


def _entry(name: str, one: Reading | str, findings: Sequence[AuditFinding]) -> Entry:
    if isinstance(one, str):
        return Entry(name, error=one)
    return Entry(name, one.title.issuer or "", one.title.year, tuple(findings), dated=dated_on(one))


def dated_on(reading: Reading) -> date | None:
    """The day that stands alone on one of the last lines; None where there is none or it is no day."""
    for passage in list(reading.passages)[-6:][::-1]:
        text = re.sub(r"\s+", "", folded(passage.text))
        match = _DAY.search(text)
        if match and len(text) - len(match[0]) <= 30:
            try:
                return date(*map(int, match.groups()))
            except ValueError:
                return None
    return None


def is_batch_clean(batch: Batch) -> bool:
    clean = all(not entry.error and is_clean(entry.findings) for entry in batch.entries)
    return clean and not batch.missing and not batch.late and not batch.uneven


def _bare(name: str) -> str:
    return re.sub(r"[\s（）()]", "", name)


def _district(entries: Sequence[Entry], name: str) -> Entry | None:
    """The named issuer; else the one government among the issuers, townships left out."""
    if name:
        return next((one for one in entries if one.issuer and _bare(one.issuer) == _bare(name)), None)
    found = [
        one for one in entries if _GOVERNMENT.search(one.issuer) and "镇" not in one.issuer and "乡" not in one.issuer
    ]
    return found[0] if len(found) == 1 and len(entries) > 1 else None


def _late(
    entries: Sequence[Entry], district: Entry | None, due: date, published: Mapping[str, date]
) -> Iterator[str]:  # fmt: skip
    for entry in entries:
        day = published.get(entry.issuer) or entry.dated
        if entry is not district and day is not None and day > due:
            yield entry.issuer or entry.name


def _sums(
    pairs: Sequence[tuple[Entry, Reading | str]], district: Entry, missing: Sequence[str]
) -> Iterator[SumCheck]:  # fmt: skip
    """Only reports of the district's year are its units'."""
    whole = next(one for entry, one in pairs if entry is district)
    units = [
        (entry, one)
        for entry, one in pairs
        if entry is not district and isinstance(one, Reading) and entry.year == district.year
    ]
    unread = [entry.name for entry, _ in pairs if entry.error]
    if isinstance(whole, str) or not units:
        return
    for cell in FORM_CELLS:
        claims = [(entry, one.claims[cell.key]) for entry, one in units]
        known = [claim.value for _, claim in claims if claim.status in _KNOWN and claim.value is not None]
        unknown = [entry.issuer or entry.name for entry, claim in claims if claim.status not in _KNOWN]
        total = sum(known, start=0) if known else None
        yield SumCheck(cell.key, cell.label_zh, whole.claims[cell.key].value, total, (*unknown, *unread, *missing))
