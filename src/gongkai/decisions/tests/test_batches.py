"""Batches: nobody sees half an import, a killed one leaves nothing that counts, a figure as of a day stays what it was."""

from __future__ import annotations

import socket
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from gongkai.agencies.tests.factories import Cast
from gongkai.audit.acts import system_act
from gongkai.decisions import staging
from gongkai.decisions.counts import MEASURES
from gongkai.decisions.errors import BadFile, ImportTakenOver
from gongkai.decisions.models import ImportBatch, PenaltyRecord
from gongkai.decisions.tests.factories import load, on_person, penalty, write_csv
from gongkai.decisions.usecases.clear_abandoned import clear_abandoned
from gongkai.measures.registry import Question

pytestmark = pytest.mark.django_db
PENALTIES = next(measure for measure in MEASURES if measure.name == "decisions.penalties")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "CHUNK", 2)


def count(cast: Cast, as_of: date, first: date = date(2022, 1, 1), last: date = date(2022, 12, 31)) -> int:
    return PENALTIES.count(Question((cast.market.pk, cast.police.pk), first, last, as_of))


def visible_fines(cast: Cast, as_of: date) -> dict[str, int]:
    rows = PENALTIES.records(Question((cast.market.pk,), date(2022, 1, 1), date(2022, 12, 31), as_of))
    return {row.document_number: row.fine_fen for row in rows}


def kill(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Die while staging chunk ``after`` + 1, without any clean-up, as a process that got SIGKILL."""
    real, calls = staging.stage, []

    def stage(*args: object, **options: object) -> None:
        calls.append(1)
        if len(calls) > after:
            raise KeyboardInterrupt
        real(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(staging, "stage", stage)
    monkeypatch.setattr(staging, "abandon", lambda batch: None)


def dead_process() -> str:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return f"{socket.gethostname()}:{ended.pid}"


def test_a_killed_import_is_not_seen_and_the_next_run_clears_it(
    cast: Cast, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "0号"), penalty(cast.market, "1号")]))
    write_csv(file, [penalty(cast.market, f"{n}号", CF_NR_FK="0.7") for n in range(1, 8)])
    with monkeypatch.context() as patch:
        kill(patch, after=2)
        patch.setattr(staging, "this_worker", dead_process)
        with pytest.raises(KeyboardInterrupt):
            load(cast, file)
    assert PenaltyRecord.objects.count() == 2 + 4
    assert visible_fines(cast, date(2022, 3, 1)) == {"0号": 500_000, "1号": 500_000}
    report = load(cast, file)
    assert (report.new, report.changed) == (6, 1)
    assert visible_fines(cast, date(2022, 3, 1)) == {"0号": 500_000, **{f"{n}号": 700_000 for n in range(1, 8)}}
    assert PenaltyRecord.objects.count() == 9
    assert sorted(ImportBatch.objects.values_list("state", flat=True)) == ["COMMITTED", "COMMITTED", "FAILED"]


def test_an_error_on_the_way_removes_what_was_staged(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号")]))
    write_csv(file, [penalty(cast.market, f"{n}号", CF_NR_FK="0.7") for n in range(1, 8)])
    with file.open("a") as stream:
        stream.write('"' + "x" * 200_000)
    with pytest.raises(BadFile):
        load(cast, file)
    only = PenaltyRecord.objects.get()
    assert (only.fine_fen, only.superseded_by_id) == (500_000, None)


def test_a_second_import_waits_for_a_living_first(cast: Cast, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_csv(file, [penalty(cast.market, f"{n}号") for n in range(6)])
    with monkeypatch.context() as patch:
        kill(patch, after=1)
        with pytest.raises(KeyboardInterrupt):
            load(cast, file)
    with pytest.raises(ImportTakenOver, match="正在导入"):
        load(cast, file)
    cast.on(date(2022, 3, 1), 9, 30)  # half an hour without a heartbeat
    assert load(cast, file).new == 6


def test_an_import_that_was_taken_over_stops(cast: Cast, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_csv(file, [penalty(cast.market, f"{n}号") for n in range(6)])
    real = staging.stage

    def stage(batch: ImportBatch, *args: object) -> None:
        real(batch, *args)  # type: ignore[arg-type]
        staging.abandon(ImportBatch.objects.get(pk=batch.pk))

    monkeypatch.setattr(staging, "stage", stage)
    with pytest.raises(ImportTakenOver, match="已被另一次导入清理"):
        load(cast, file)
    assert PenaltyRecord.objects.count() == 0


def half_an_import(cast: Cast, file: Path, monkeypatch: pytest.MonkeyPatch) -> ImportBatch:
    """A run that fell silent after two rows of six; the batch as that run holds it."""
    write_csv(file, [penalty(cast.market, f"{n}号") for n in range(6)])
    with monkeypatch.context() as patch:
        kill(patch, after=1)
        with pytest.raises(KeyboardInterrupt):
            load(cast, file)
    batch = ImportBatch.objects.get()
    batch.new = 2
    return batch


def test_a_stalled_import_that_wakes_while_it_is_cleared_commits_nothing(
    cast: Cast, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stalled = half_an_import(cast, file, monkeypatch)
    act, real = system_act("导入", cast.clock), staging._repeat
    row = (stalled.last_key + 1,)

    def wakes_in_the_middle(statement: str, values: list[int]) -> None:
        real(statement, values)
        assert visible_fines(cast, date(2022, 3, 1)) == {}
        with pytest.raises(ImportTakenOver, match="已被另一次导入清理"):
            staging.commit(stalled, act)
        with pytest.raises(ImportTakenOver, match="已被另一次导入清理"):
            staging.stage(stalled, act, ("id",), [row], [])

    monkeypatch.setattr(staging, "_repeat", wakes_in_the_middle)
    assert staging.abandon(ImportBatch.objects.get()) is True
    assert (ImportBatch.objects.get().state, PenaltyRecord.objects.count()) == ("FAILED", 0)


def test_an_import_that_woke_and_committed_first_is_not_cleared(
    cast: Cast, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_as_dead = half_an_import(cast, file, monkeypatch)
    staging.commit(half := ImportBatch.objects.get(), system_act("导入", cast.clock))
    assert (staging.abandon(seen_as_dead), seen_as_dead.state) == (False, "COMMITTED")
    assert (half.state, PenaltyRecord.objects.count()) == ("COMMITTED", 2)


def test_clear_abandoned_clears_dead_ones_only(cast: Cast, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_csv(file, [penalty(cast.market, f"{n}号") for n in range(6)])
    with monkeypatch.context() as patch:
        kill(patch, after=1)
        with pytest.raises(KeyboardInterrupt):
            load(cast, file)
    act = system_act("清理", cast.clock)
    assert clear_abandoned(act=act) == 0
    ImportBatch.objects.update(worker=dead_process())
    assert clear_abandoned(act=act) == 1
    assert PenaltyRecord.objects.count() == 0


def test_a_correcting_import_changes_no_earlier_figure(cast: Cast, file: Path) -> None:
    cast.on(date(2022, 3, 1))
    load(cast, write_csv(file, [penalty(cast.market, "1号"), penalty(cast.market, "2号")]))
    cast.on(date(2022, 7, 1))
    changed = penalty(cast.market, "1号", CF_JDRQ="2022-01-05", CF_NR_FK="0.9")
    load(cast, write_csv(file, [changed, penalty(cast.market, "3号", CF_JDRQ="2022-06-30")]))
    cast.on(date(2022, 9, 1))
    load(cast, write_csv(file, [penalty(cast.market, "1号", CF_JDRQ="2022-02-20")]))
    assert [count(cast, date(2022, *day)) for day in ((2, 28), (3, 1), (6, 30), (7, 1), (12, 31))] == [0, 2, 2, 3, 3]
    assert visible_fines(cast, date(2022, 6, 30)) == {"1号": 500_000, "2号": 500_000}
    assert visible_fines(cast, date(2022, 8, 31)) == {"1号": 900_000, "2号": 500_000, "3号": 500_000}
    assert visible_fines(cast, date(2022, 9, 1)) == {"1号": 500_000, "2号": 500_000, "3号": 500_000}
    january = (date(2022, 1, 1), date(2022, 1, 31))
    assert [count(cast, date(2022, *day), *january) for day in ((6, 30), (7, 1), (9, 1))] == [0, 1, 0]


def test_a_day_of_knowledge_inside_the_period_cuts_what_had_not_happened(cast: Cast, file: Path) -> None:
    cast.on(date(2022, 3, 1), 23, 59)
    load(cast, write_csv(file, [penalty(cast.market, "1号"), penalty(cast.market, "2号", CF_JDRQ="2022-03-01")]))
    assert (count(cast, date(2022, 2, 28)), count(cast, date(2022, 3, 1))) == (0, 2)


def test_the_database_itself_keeps_one_current_version(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号")]))
    row = PenaltyRecord.objects.get()
    row.pk += 1
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    row.counterparty_index = 2
    row.save(force_insert=True)
    assert PenaltyRecord.objects.count() == 2


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite needs no statistics for these look-ups")
def test_after_a_large_import_the_database_knows_how_full_the_ledger_is(
    cast: Cast, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def known_rows() -> float:
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'decisions_penalty'")
            return float(cursor.fetchone()[0])

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE decisions_penalty")
    write_csv(file, [penalty(cast.market, f"温市监罚决〔2022〕{n}号") for n in (1, 2, 3)])
    load(cast, file)
    assert known_rows() == 0  # a small file is not worth the counting
    monkeypatch.setattr(staging, "_MANY_ROWS", 3)
    write_csv(file, [penalty(cast.market, f"温市监罚决〔2022〕{n}号") for n in (4, 5, 6)])
    load(cast, file)
    assert known_rows() == 6


def test_the_database_refuses_a_persons_name_in_the_clear(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [on_person(penalty(cast.market))]))
    with pytest.raises(IntegrityError), transaction.atomic():
        PenaltyRecord.objects.update(counterparty_name="张春明")
