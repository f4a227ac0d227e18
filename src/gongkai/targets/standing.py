"""What a target should have of a publication now, against what it was given: the same question after each event, after a kill, by the hour."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from gongkai.editions.models import Publication
from gongkai.targets.models import Target, TargetEntry

State, Verb = TargetEntry.State, TargetEntry.Verb


def targets_of(row: Publication, kind: str) -> list[Target]:
    """Active targets of a kind that get this publication."""
    found = Target.objects.filter(kind=kind, is_active=True).select_related("agency")
    return [target for target in found if covers(target, row)]


def covers(target: Target, row: Publication) -> bool:
    own = (
        row.agency.path.startswith(target.agency.path)
        if target.agency.is_government
        else row.agency_id == target.agency_id
    )
    return own and (not target.only or row.column in target.only)


def entry_of(target: Target, row: Publication, now: datetime) -> TargetEntry | None:
    """The entry, waiting where something has to go; None where there is nothing to do (also: withdrawn before it ever went).

    Row locks are the caller's: the outbox hands an event to one worker at a time, rounds take what is due.
    """
    entry = TargetEntry.objects.select_for_update(of=("self",)).filter(target=target, publication=row).first()
    is_public = row.state == Publication.State.PUBLISHED
    edition = row.current.number if row.current else 0
    if entry is None:
        if not is_public:
            return None
        return TargetEntry.objects.create(
            target=target, publication=row, verb=Verb.PUBLISH, edition=edition, changed_at=now
        )
    if is_public:
        is_done = entry.state == State.DELIVERED and entry.edition == edition
        verb = Verb.CORRECT if entry.was_there else Verb.PUBLISH
    else:
        if not entry.was_there and entry.state != State.WITHDRAWN:
            entry.delete()
            return None
        is_done, verb = entry.state == State.WITHDRAWN, Verb.WITHDRAW
    if is_done:
        return None
    entry.verb, entry.edition, entry.state, entry.changed_at = verb, edition, State.WAITING, now
    entry.save(update_fields=["verb", "edition", "state", "changed_at"])
    return entry


def arrived(entry: TargetEntry, now: datetime) -> None:
    is_gone = entry.verb == Verb.WITHDRAW
    entry.state = State.WITHDRAWN if is_gone else State.DELIVERED
    entry.why, entry.delivered_at, entry.changed_at, entry.was_there = "", now, now, not is_gone
    entry.attempts += 1
    entry.save(update_fields=["state", "why", "delivered_at", "changed_at", "was_there", "attempts"])


def failed(entry: TargetEntry, why: str, now: datetime) -> None:
    entry.state, entry.why, entry.changed_at = State.FAILED, why[:300], now
    entry.attempts += 1
    entry.save(update_fields=["state", "why", "changed_at", "attempts"])


def loaded(keys: Collection[int]) -> QuerySet[Publication]:
    return Publication.objects.filter(id__in=keys).select_related("agency", "current").order_by("id")
