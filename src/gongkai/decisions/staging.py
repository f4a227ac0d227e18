"""Batches: rows nobody sees until the batch is committed, written in short transactions so that other writers never wait.

- ``open_batch`` takes the only staging place of (agency, ledger); what a killed import left there is cleared first
- ``stage`` writes some new versions and marks those they supersede, in one transaction
- ``commit`` flips the batch with its audit line and outbox event: the one moment anything becomes visible
- ``abandon`` takes the batch from whoever staged it, removes what was staged and restores the marks; a killed process is
  followed by the next run doing it, one that only stalled wakes to find its batch taken and can neither stage nor commit
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction

from gongkai.agencies.errors import Reason
from gongkai.agencies.models import Agency
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.decisions.errors import ImportTakenOver
from gongkai.decisions.kinds import LEDGERS
from gongkai.decisions.models import DecisionVersion, ImportBatch, Kind
from gongkai.decisions.sealing import Sealer
from gongkai.numbering.keys import new_key, public_id
from gongkai.outbox.write import add

CHUNK = 2_000
_ROOMY_PAGES = 10_000
_MANY_ROWS = 10_000
_SILENT = timedelta(minutes=2)
_CLEARING = "clearing "
State = ImportBatch.State


@contextmanager
def roomy_log() -> Iterator[None]:
    """While staging, let SQLite's write-ahead log grow to 40 MiB before it is copied back.

    With the usual 4 MiB every short transaction of a bulk load would end in a copy of its own, with two fsyncs.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_autocheckpoint")
        usual = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA wal_autocheckpoint = {_ROOMY_PAGES}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA wal_autocheckpoint = {int(usual)}")


def this_worker() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def open_batch(*, act: Act, agency: Agency, kind: Kind, file_name: str, sha256: str, partial: bool) -> ImportBatch:
    """Begin staging. Raises ImportTakenOver while another import of the same ledger is alive."""
    for left in ImportBatch.objects.filter(agency=agency, kind=kind, state=State.STAGING):
        if is_alive(left, act.now):
            raise ImportTakenOver([Reason("file", f"{agency.name}的{kind.label}台账正在导入，请待其完成后再试")])
        abandon(left)
    key = new_key()
    try:
        with transaction.atomic():
            return ImportBatch.objects.create(
                id=key, agency=agency, kind=kind, file_name=file_name[-200:], file_sha256=sha256, partial=partial,
                started_by=act.actor_name, started_at=act.now, heartbeat_at=act.now, worker=this_worker(),
                first_key=key, last_key=key,
            )  # fmt: skip
    except IntegrityError as race:
        raise ImportTakenOver([Reason("file", f"{agency.name}的{kind.label}台账刚刚开始了另一次导入")]) from race


def is_alive(batch: ImportBatch, now: datetime) -> bool:
    """Does the process that stages it still work? On this machine its process is asked for; elsewhere its heartbeat."""
    if abs(now - batch.heartbeat_at) > _SILENT:
        return False
    host, _, process = batch.worker.removeprefix(_CLEARING).rpartition(":")
    if host != socket.gethostname() or not process.isdecimal():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def stage(
    batch: ImportBatch, act: Act, names: Sequence[str], rows: Sequence[Sequence[object]], old: Iterable[int]
) -> None:
    """Write ``rows`` (keys ascending) and mark the versions ``old`` as superseded by this batch, in one transaction.

    Raises ImportTakenOver when another run has cleared this batch meanwhile.
    """
    table = LEDGERS[Kind(batch.kind)].model._meta.db_table
    with transaction.atomic():
        batch.last_key, batch.heartbeat_at = int(str(rows[-1][0])), act.now
        _keep(batch, last_key=batch.last_key, heartbeat_at=batch.heartbeat_at)
        with connection.cursor() as cursor:
            marks = [(batch.pk, key) for key in old]
            if marks:
                cursor.executemany(f"UPDATE {table} SET superseded_by_id = %s WHERE id = %s", marks)
        write_rows(table, names, rows)


def _keep(batch: ImportBatch, **fields: object) -> None:
    """Write ``fields`` while the batch is still staging by this worker. Raises ImportTakenOver when it was taken."""
    if not ImportBatch.objects.filter(pk=batch.pk, state=State.STAGING, worker=batch.worker).update(**fields):
        raise ImportTakenOver([Reason("file", "本次导入中断过久，已被另一次导入清理；请重新导入")])


def write_rows(table: str, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """COPY on PostgreSQL, executemany on SQLite; ``names`` are the columns of the tuples."""
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" for _ in names)
            # The driver's own executemany: Django's would rewrite the placeholders for every chunk.
            connection.connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def commit(batch: ImportBatch, act: Act) -> None:
    """Make the batch visible: one row's flip, its audit line, its outbox event. Raises ImportTakenOver."""
    with transaction.atomic():
        now = act.now
        fields = {name: getattr(batch, name) for name in ("rows", "new", "changed", "unchanged", "rejected")}
        _keep(batch, state=State.COMMITTED, committed_at=now, heartbeat_at=now, **fields)
        batch.state, batch.committed_at = State.COMMITTED, now
        tell(batch, act, "decisions.imported")
        add("decisions.imported", public_id(batch.pk), now, {"kind": batch.kind, "agency": batch.agency.code})


def count_anew(batch: ImportBatch) -> None:
    """After a large batch, let PostgreSQL count the ledger: until it does, it takes the table for as good as empty and reads all
    of it for every chunk of the next import (35 s instead of 9 s for the same 230,000 rows again)."""
    if connection.vendor == "postgresql" and batch.new + batch.changed >= _MANY_ROWS:
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {LEDGERS[Kind(batch.kind)].model._meta.db_table}")


def among(values: Sequence[str]) -> tuple[str, list[str | list[str]]]:
    """The condition that a column holds one of many values, and its parameters: one array where the database has arrays."""
    if connection.vendor == "postgresql":
        return "= ANY(%s)", [list(values)]
    return f"IN ({', '.join(['%s'] * len(values))})", list(values)


def write_single(
    *, act: Act, agency: Agency, kind: Kind, row: Sequence[str], event: str, replaces: DecisionVersion | None = None
) -> ImportBatch:
    """One version by an act on a single decision: a committed batch of one row, inside the caller's transaction.

    ``replaces`` is the version it supersedes. Raises ImportTakenOver when another one has superseded that meanwhile.
    """
    batch = ImportBatch.objects.create(
        agency=agency, kind=kind, state=State.COMMITTED, rows=1, new=replaces is None, changed=replaces is not None,
        started_by=act.actor_name, started_at=act.now, committed_at=act.now, heartbeat_at=act.now, worker=this_worker(),
    )  # fmt: skip
    sealer = Sealer(kind, agency_id=agency.pk, region_code=agency.region_code, batch_id=batch.pk)
    first = None
    if replaces is not None:
        first = replaces.first_batch_id or replaces.batch_id
        current = LEDGERS[kind].model._default_manager.filter(pk=replaces.pk, superseded_by__isnull=True)
        if not current.update(superseded_by=batch):
            raise ImportTakenOver([Reason("", "该决定刚刚有了新的版本，请刷新后重试")])
    sealed = sealer.seal(row, sealer.digest(row), first)
    write_rows(LEDGERS[kind].model._meta.db_table, sealer.names, [sealed])
    batch.first_key = batch.last_key = int(str(sealed[0]))
    batch.save(update_fields=["first_key", "last_key"])
    tell(batch, act, event)
    add(event, public_id(batch.pk), act.now, {"kind": str(kind), "agency": agency.code})
    return batch


def tell(batch: ImportBatch, act: Act, event: str) -> None:
    """The one audit line of a batch: which ledger, which file (its digest in groups of eight), how many rows."""
    digest = "-".join(batch.file_sha256[place : place + 8] for place in range(0, len(batch.file_sha256), 8))
    facts = {name: getattr(batch, name) for name in ("rows", "new", "changed", "unchanged", "rejected", "partial")}
    record(
        act, event, "decisions.batch", public_id(batch.pk), chain=batch.agency.code,
        facts={"kind": str(batch.kind), "sha256": digest, **facts},
    )  # fmt: skip


def abandon(batch: ImportBatch) -> bool:
    """Take the batch, remove its rows and marks in short transactions, then call it failed. May be repeated after a kill.

    It stays staging until the last row is gone, so that nobody sees half of it. False, and nothing removed, when it is not
    staging any more: committed by a run that woke, or cleared by another.
    """
    staging = ImportBatch.objects.filter(pk=batch.pk, state=State.STAGING)
    taken = staging.update(worker=f"{_CLEARING}{this_worker()}")
    if taken:
        _remove_rows(batch)
        staging.update(state=State.FAILED, rows=batch.rows, rejected=batch.rejected)
    batch.state = ImportBatch.objects.values_list("state", flat=True).get(pk=batch.pk)
    return bool(taken)


def _remove_rows(batch: ImportBatch) -> None:
    table = LEDGERS[Kind(batch.kind)].model._meta.db_table
    bounds = ImportBatch.objects.values_list("first_key", "last_key").get(pk=batch.pk)
    _repeat(
        f"DELETE FROM {table} WHERE id IN "
        f"(SELECT id FROM {table} WHERE id BETWEEN %s AND %s AND batch_id = %s LIMIT {CHUNK})",
        [*bounds, batch.pk],
    )
    _repeat(
        f"UPDATE {table} SET superseded_by_id = NULL WHERE id IN "
        f"(SELECT id FROM {table} WHERE superseded_by_id = %s LIMIT {CHUNK})",
        [batch.pk],
    )


def _repeat(statement: str, values: Sequence[int]) -> None:
    """Run the statement in transactions of its own until it changes nothing more."""
    changed = CHUNK
    while changed >= CHUNK:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            changed = cursor.rowcount
