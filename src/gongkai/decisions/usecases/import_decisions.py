"""Import a ledger file: read, check every row, stage new and changed versions, make them visible at once.

All or nothing unless ``partial``; the same file again changes nothing. Rejected rows come back with line, field, value
(personal values masked) and reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction

from gongkai.agencies.errors import Reason
from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.decisions import staging
from gongkai.decisions.checking import Reject, RowChecker, RowRejected
from gongkai.decisions.errors import BadFile
from gongkai.decisions.header import find_header, no_header, read_header
from gongkai.decisions.headings import headings_of_unit
from gongkai.decisions.kinds import LEDGERS
from gongkai.decisions.models import ImportBatch, Kind
from gongkai.decisions.reading import Line, Source, examine, read_rows
from gongkai.decisions.rights import allow, organ_codes
from gongkai.decisions.sealing import Sealer

Progress = Callable[[int], None]

MOST_REJECTS = 50_000


@dataclass(slots=True)
class ImportReport:
    """``imported`` = new + changed rows now visible (0 after a dry run or a refusal). ``batch_id`` is None for a dry run."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: list[Reject] = field(default_factory=list)
    rejected_rows: int = 0
    imported: int = 0
    dry_run: bool = False
    batch_id: int | None = None
    file_sha256: str = ""
    ignored_columns: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The shape of `gongkai decisions import --json`."""
        return {
            "rows": self.rows, "imported": self.imported, "new": self.new, "changed": self.changed,
            "unchanged": self.unchanged, "rejected": [reject.as_json() for reject in self.rejected],
        }  # fmt: skip


def import_decisions(
    *,
    act: Act,
    agency: Agency,
    kind: str,
    path: Path,
    partial: bool = False,
    progress: Progress | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Import one file into one ledger of ``agency``; ``progress`` is told the rows read so far.

    Raises NotAllowed, BadFile (the file as a whole) and ImportTakenOver; single bad rows are in the report.
    """
    allow(act, agency, Role.DRAFTER, Role.PUBLISHER)
    source = examine(path)
    run = _Run(act, agency, Kind(kind), source, partial, progress)
    if dry_run:
        run.report.dry_run = True
        run.read(None)
        return run.report
    batch = staging.open_batch(
        act=act, agency=agency, kind=run.kind, file_name=path.name, sha256=source.sha256, partial=partial
    )
    try:
        with staging.roomy_log():
            run.read(batch)
        run.finish(batch)
    except BaseException:  # also Ctrl-C: what was staged goes; a kill leaves it to the next run
        staging.abandon(batch)
        raise
    return run.report


class _Run:
    """One pass over one file."""

    def __init__(
        self, act: Act, agency: Agency, kind: Kind, source: Source, partial: bool, progress: Progress | None
    ) -> None:
        self.act, self.agency, self.kind, self.source = act, agency, kind, source
        self.partial, self.progress = partial, progress
        self.report = ImportReport(file_sha256=source.sha256)
        self._seen: dict[str, int] = {}
        self._ledger_is_empty = False

    def read(self, batch: ImportBatch | None) -> None:
        """Check all rows; stage them as long as nothing forbids it."""
        # Asked while the place is held: an import that ended a moment ago has filled the ledger.
        self._ledger_is_empty = not LEDGERS[self.kind].model.objects.filter(agency=self.agency).exists()
        checker, lines = self._checker(read_rows(self.source))
        sealer = Sealer(
            self.kind, agency_id=self.agency.pk, region_code=self.agency.region_code, batch_id=batch.pk if batch else 0
        )
        chunk: list[list[str]] = []
        for line, cells in lines:
            self.report.rows += 1
            row = self._checked(checker, line, cells)
            if row is not None:
                chunk.append(row)
            if len(chunk) == staging.CHUNK:
                self._take(batch, sealer, chunk)
                chunk = []
        self._take(batch, sealer, chunk)
        if not self.report.rows:
            raise BadFile([Reason("file", "文件只有列名，没有记录")])

    def finish(self, batch: ImportBatch) -> None:
        """Commit, or remove what was staged when rows were rejected and no partial import was asked for."""
        report = self.report
        batch.rows, batch.rejected = report.rows, report.rejected_rows
        report.batch_id = batch.pk
        if report.rejected_rows and not self.partial:
            staging.abandon(batch)
            with transaction.atomic():
                staging.tell(batch, self.act, "decisions.import_refused")
            return
        batch.new, batch.changed, batch.unchanged = report.new, report.changed, report.unchanged
        staging.commit(batch, self.act)
        staging.count_anew(batch)
        report.imported = report.new + report.changed

    def _checker(self, lines: Iterator[Line]) -> tuple[RowChecker, Iterator[Line]]:
        """The check by the headings of the file, and the rows below them."""
        own = headings_of_unit(self.agency, self.kind)
        row, below, searched = find_header(self.kind, lines, own)
        if row is None:
            raise no_header(self.kind, searched)
        header = read_header(self.kind, row, own)
        self.report.ignored_columns = header.ignored
        checker = RowChecker(
            self.kind,
            header,
            today=self.act.today.isoformat(),
            organ_codes=organ_codes(self.agency),
            owner=self.agency.name,
        )
        return checker, below

    def _checked(self, checker: RowChecker, line: int, cells: list[str]) -> list[str] | None:
        """The canonical row, or None with its faults put down."""
        try:
            row = checker.check(line, cells)
        except RowRejected as bad:
            self._put_down(bad.rejects)
            return None
        identity = row[0] if row[1] == "1" else f"{row[0]}\x1f{row[1]}"
        first = self._seen.setdefault(identity, line)
        if first == line:
            return row
        reason = f"与第{first}行的文书号重复；同一文书有多个相对人时，请用“相对人序号”列依次编号"
        self._put_down((checker.reject(line, row, "document_number", reason),))
        return None

    def _put_down(self, rejects: tuple[Reject, ...]) -> None:
        self.report.rejected.extend(rejects)
        self.report.rejected_rows += 1
        if len(self.report.rejected) > MOST_REJECTS:
            first = self.report.rejected[0]
            raise BadFile([
                Reason("file", f"错误超过{MOST_REJECTS}处，请先改正；第一处：第{first.row}行{first.field} {first.reason}")
            ])  # fmt: skip

    def _take(self, batch: ImportBatch | None, sealer: Sealer, chunk: list[list[str]]) -> None:
        """Compare with the current versions; stage what is new or changed."""
        if self.progress is not None:
            self.progress(self.report.rows)
        known = {} if self._ledger_is_empty else self._current(chunk)
        writes = batch is not None and (self.partial or not self.report.rejected_rows)
        rows: list[tuple[object, ...]] = []
        superseded: list[int] = []
        for row in chunk:
            digest = sealer.digest(row)
            version = known.get((row[0], int(row[1])))
            if version is None:
                self.report.new += 1
            elif version[1] == digest:
                self.report.unchanged += 1
                continue
            else:
                self.report.changed += 1
                superseded.append(version[0])
            if writes:
                rows.append(sealer.seal(row, digest, version[2] if version else None))
        if rows and batch is not None:
            staging.stage(batch, self.act, sealer.names, rows, superseded)

    def _current(self, chunk: list[list[str]]) -> dict[tuple[str, int], tuple[int, bytes, int]]:
        """Current versions of the chunk's document numbers: identity -> (key, digest, batch of the first version)."""
        table = LEDGERS[self.kind].model._meta.db_table
        numbers = list({row[0] for row in chunk})
        if not numbers:
            return {}
        is_among, values = staging.among(numbers)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT document_number, counterparty_index, id, row_digest, COALESCE(first_batch_id, batch_id) "
                f"FROM {table} "
                f"WHERE document_number {is_among} AND agency_id = %s AND superseded_by_id IS NULL",
                [*values, self.agency.pk],
            )
            return {
                (number, index): (key, bytes(digest), first) for number, index, key, digest, first in cursor.fetchall()
            }
