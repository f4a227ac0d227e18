"""The public log: leaves in one order, a Merkle tree over them (RFC 6962), and inclusion proofs anyone can check."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from gongkai.editions.models import Edition, LogLeaf
from gongkai.editions.publish import digest_of
from gongkai.numbering.allocate import allocate
from gongkai.outbox.consumers import Consumer
from gongkai.outbox.models import Event

SERIES = "editions.log"


def append_events(events: Sequence[Event]) -> None:
    """Outbox consumer: one leaf per edition event, in one order; an event that has its leaf gets no second one."""
    known = set(LogLeaf.objects.filter(event_id__in=[event.id for event in events]).values_list("event_id", flat=True))
    fresh = [event for event in events if event.id not in known]
    if not fresh:
        return
    first = allocate(SERIES, len(fresh)) - 1
    LogLeaf.objects.bulk_create(
        LogLeaf(
            index=first + offset, kind=event.payload["kind"], digest=event.payload["digest"], event_id=event.id,
            logged_at=datetime.fromisoformat(event.payload["at"]),
        )
        for offset, event in enumerate(fresh)
    )  # fmt: skip


CONSUMER = Consumer(name="public-log", kinds=("edition.",), take=append_events, batch=500)


def leaf_hash(leaf: LogLeaf) -> bytes:
    """RFC 6962 2.1: SHA-256 of 0x00 and the entry (kind, digest)."""
    return hashlib.sha256(b"\x00" + f"{leaf.kind} {leaf.digest}".encode()).digest()


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """The Merkle tree hash of leaf hashes (RFC 6962 2.1); of no leaves, the hash of the empty string."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        paired = [_node(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = paired + level[-1:] if len(level) % 2 else paired
    return level[0]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of leaf ``index`` (RFC 6962 2.1.1)."""
    path, level, place = [], list(leaves), index
    while len(level) > 1:
        sibling = place ^ 1
        if sibling < len(level):
            path.append(level[sibling])
        paired = [_node(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = paired + level[-1:] if len(level) % 2 else paired
        place //= 2
    return path


def holds(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Check an inclusion proof (RFC 9162 2.1.3.2) without the other leaves."""
    if not 0 <= index < size:
        return False
    place, last, value = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if place % 2 or place == last:
            value = _node(sibling, value)
            while place % 2 == 0 and place:
                place, last = place // 2, last // 2
        else:
            value = _node(value, sibling)
        place, last = place // 2, last // 2
    return last == 0 and value == root


def broken_editions() -> list[int]:
    """Ids of editions whose contents no longer fit their digest (purged ones, which have no salt, are left out)."""
    return [
        edition.id
        for edition in Edition.objects.exclude(salt=b"").iterator(chunk_size=1000)
        if digest_of(bytes(edition.salt), edition.payload) != edition.digest
    ]


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
