"""Deliver one publication to the targets of a kind: what the outbox consumers and the rounds share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F

from gongkai.editions.models import Publication
from gongkai.outbox.models import Event
from gongkai.targets.adapters import CannotDeliver, package, table
from gongkai.targets.contents import NotMapped
from gongkai.targets.models import Target, TargetEntry
from gongkai.targets.standing import arrived, entry_of, failed, loaded, targets_of
from gongkai.targets.usecases.purge import forget_purged

Deliver = Callable[[Target, TargetEntry, Publication], bool]
ADAPTERS: Mapping[str, Deliver] = {Target.Kind.PACKAGE: package.deliver, Target.Kind.TABLE: table.deliver}
AGAIN_AFTER, PORTION = timedelta(minutes=10), 200


def deliver_events(kind: str, events: Collection[Event]) -> None:
    """Each publication once, as it stands now; a failure is told in the entry and does not hold up the others."""
    for row in loaded({int(event.subject) for event in events}):
        if row.state == Publication.State.PURGED:
            forget_purged(row)
        for target in targets_of(row, kind):
            bring(target, row)


def bring(target: Target, row: Publication) -> TargetEntry | None:
    """Make the target have what it should; None where it has it already."""
    now = datetime.now(UTC)
    with transaction.atomic():
        entry = entry_of(target, row, now)
        if entry is None:
            return None
        try:
            if ADAPTERS[target.kind](target, entry, row):
                arrived(entry, now)
        except (NotMapped, CannotDeliver) as error:
            failed(entry, str(error), now)
        except OSError as error:
            failed(entry, f"写入失败：{error.strerror or '磁盘错误'}，稍后自动重试", now)
    return entry


def round_of_deliveries(moment: datetime) -> int:
    """What waits for a package folder, what failed ten minutes ago or longer, what was missed while a target was off.

    A table's rows wait for their file.
    """
    State = TargetEntry.State  # noqa: N806
    rows = TargetEntry.objects.filter(target__is_active=True).select_related("target__agency")
    waiting = rows.filter(state=State.WAITING, target__kind=Target.Kind.PACKAGE)
    again = rows.filter(state=State.FAILED, changed_at__lte=moment - AGAIN_AFTER)
    there = rows.filter(state=State.DELIVERED)
    missed = there.exclude(publication__state=Publication.State.PUBLISHED) | there.filter(
        edition__lt=F("publication__current__number")
    )  # while the target was off
    keys = list((waiting | again | missed).order_by("changed_at", "id").values_list("pk", flat=True)[:PORTION])
    done = 0
    for entry in TargetEntry.objects.filter(pk__in=keys).select_related(
        "target__agency", "publication__agency", "publication__current"
    ):
        done += bring(entry.target, entry.publication) is not None
    return done
