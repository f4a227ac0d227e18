"""Import batches against their rows: nothing half-imported, nothing lost, one visible version per decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Q

from gongkai.audit.damage import Damage
from gongkai.decisions.kinds import LEDGERS, Ledger
from gongkai.decisions.models import ImportBatch
from gongkai.decisions.staging import is_alive
from gongkai.numbering.keys import public_id

State = ImportBatch.State


def broken_batches(now: datetime) -> Iterator[Damage]:
    """Imports that were killed and never cleared, and batches whose rows are not those they were committed with."""
    for batch in ImportBatch.objects.filter(state=State.STAGING).select_related("agency").order_by("id"):
        if not is_alive(batch, now):
            yield Damage(
                public_id(batch.id),
                f"the import of {batch.kind} of {batch.agency.code} was stopped half-way; import the file again, that clears it",
            )
    for ledger in LEDGERS.values():
        yield from _wrong_counts(ledger)
        yield from _of_failed_batches(ledger)
        yield from _doubled(ledger)


def rows() -> int:
    return sum(ledger.model._default_manager.count() for ledger in LEDGERS.values())


def _wrong_counts(ledger: Ledger) -> Iterator[Damage]:
    versions = ledger.model._default_manager.order_by()
    written = dict(versions.values_list("batch_id").annotate(n=Count("id")))
    replaced = versions.filter(superseded_by__isnull=False)
    superseded = dict(replaced.values_list("superseded_by_id").annotate(n=Count("id")))
    for batch in ImportBatch.objects.filter(kind=ledger.kind, state=State.COMMITTED).order_by("id"):
        there, wanted = written.get(batch.id, 0), batch.new + batch.changed
        if there != wanted:
            yield Damage(public_id(batch.id), f"{ledger.kind}: {wanted} rows were imported, {there} are there")
        if superseded.get(batch.id, 0) != batch.changed:
            yield Damage(
                public_id(batch.id),
                f"{ledger.kind}: {batch.changed} earlier versions were replaced, {superseded.get(batch.id, 0)} are marked so",
            )


def _of_failed_batches(ledger: Ledger) -> Iterator[Damage]:
    failed = ImportBatch.objects.filter(kind=ledger.kind, state=State.FAILED).values("id")
    left = ledger.model._default_manager.filter(Q(batch__in=failed) | Q(superseded_by__in=failed)).count()
    if left:
        yield Damage(f"{ledger.kind}", f"{left} rows still belong to imports that failed")


def _doubled(ledger: Ledger) -> Iterator[Damage]:
    committed = ImportBatch.objects.filter(kind=ledger.kind, state=State.COMMITTED).values("id")
    visible = ledger.model._default_manager.filter(
        Q(superseded_by__isnull=True) | ~Q(superseded_by__in=committed), batch__in=committed
    )
    identity = ("agency__code", "document_number", "counterparty_index")
    for code, number, index, times in (
        visible.order_by().values_list(*identity).annotate(n=Count("id")).filter(n__gt=1).order_by(*identity)
    ):
        yield Damage(f"{code} {number} ({index})", f"{ledger.kind}: {times} versions are visible, one must be")
