"""Editions and the public log: contents fit their digests, every act has its leaf, and the leaves prove it.

A leaf that is still to be written (its delivery waits) is no damage here; ``outbox.integrity`` finds what waits too long.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from gongkai.audit.damage import Damage
from gongkai.editions.facets import facets_of
from gongkai.editions.log import (
    CONSUMER,
    SERIES,
    broken_editions,
    holds,
    inclusion_proof,
    leaf_hash,
    tree_root,
)
from gongkai.editions.models import Edition, LogLeaf, Publication
from gongkai.numbering.allocate import peek
from gongkai.numbering.keys import public_id
from gongkai.outbox.models import Delivery, Event

_SAMPLES = 16


def changed_editions() -> Iterator[Damage]:
    """Editions that are not what was published, and publications that show another object's edition."""
    for edition_id in broken_editions():
        yield Damage(public_id(edition_id), "the contents do not fit the digest: changed after publication")
    unsalted = Edition.objects.filter(salt=b"").exclude(publication__state=Publication.State.PURGED)
    for edition_id in unsalted.order_by("id").values_list("id", flat=True):
        yield Damage(public_id(edition_id), "the salt is gone although the publication was not purged")
    own = Edition.objects.filter(id=OuterRef("current_id"), publication_id=OuterRef("id"))
    for key in Publication.objects.exclude(Exists(own)).order_by("id").values_list("id", flat=True):
        yield Damage(public_id(key), "the publication shows no edition of its own")
    yield from _wrong_facets()


def _wrong_facets() -> Iterator[Damage]:
    """Publications that lists would filter by something else than their edition says."""
    rows = Publication.objects.exclude(current=None).select_related("current").order_by("id")
    for row in rows.iterator(chunk_size=500):
        said = facets_of(row.current.payload) if row.current else {}
        if wrong := [name for name, value in said.items() if getattr(row, name) != value]:
            yield Damage(public_id(row.id), f"{', '.join(wrong)} of the publication is not what its edition says")


def editions() -> int:
    return Edition.objects.count()


def broken_log() -> Iterator[Damage]:
    """Whatever keeps the public log from being what happened: leaves missing, added, changed, out of order."""
    leaves = list(LogLeaf.objects.order_by("index"))
    yield from _out_of_order(leaves)
    yield from _unlogged_events()
    yield from _changed_leaves(leaves)
    yield from _editions_without_event()
    yield from _unproven(leaves)


def leaves() -> int:
    return LogLeaf.objects.count()


def _out_of_order(leaves: list[LogLeaf]) -> Iterator[Damage]:
    for place, leaf in enumerate(leaves):
        if leaf.index != place:
            yield Damage(f"leaf {place}", f"missing; leaf {leaf.index} follows")
            return
    if peek(SERIES) != len(leaves):
        yield Damage("public log", f"holds {len(leaves)} leaves, its counter says {peek(SERIES)}")


def _unlogged_events() -> Iterator[Damage]:
    waits = Delivery.objects.filter(event_id=OuterRef("id"), consumer=CONSUMER.name, due_at__isnull=False)
    logged = LogLeaf.objects.filter(event_id=OuterRef("id"))
    rows = Event.objects.filter(kind__startswith="edition.").exclude(Exists(waits)).exclude(Exists(logged))
    for event_id, kind in rows.order_by("id").values_list("id", "kind"):
        yield Damage(public_id(event_id), f"{kind} has no leaf in the public log")


def _changed_leaves(leaves: list[LogLeaf]) -> Iterator[Damage]:
    told = dict(Event.objects.filter(kind__startswith="edition.").values_list("id", "payload"))
    for leaf in leaves:
        payload = told.get(leaf.event_id)
        if payload is None:
            yield Damage(f"leaf {leaf.index}", "belongs to no act of publication")
        elif (leaf.kind, leaf.digest) != (payload["kind"], payload["digest"]):
            yield Damage(f"leaf {leaf.index}", "differs from the act it was written for")


def _editions_without_event() -> Iterator[Damage]:
    written = Event.objects.filter(kind__in=("edition.publish", "edition.correct"))
    told = {payload["digest"] for payload in written.values_list("payload", flat=True).iterator(chunk_size=5000)}
    for edition_id, digest in Edition.objects.order_by("id").values_list("id", "digest").iterator(chunk_size=5000):
        if digest not in told:
            yield Damage(public_id(edition_id), "no act of publication has this edition's digest")


def _unproven(leaves: list[LogLeaf]) -> Iterator[Damage]:
    """Inclusion proofs of samples, from the edition's own digest: what a citizen would check."""
    hashes = [leaf_hash(leaf) for leaf in leaves]
    root, digests = tree_root(hashes), [leaf.digest for leaf in leaves]
    published = Q(kind=LogLeaf.Kind.PUBLISH) | Q(kind=LogLeaf.Kind.CORRECT)
    step = max(1, len(leaves) // _SAMPLES)
    for leaf in LogLeaf.objects.filter(published, index__in=range(0, len(leaves), step)):
        edition = Edition.objects.filter(digest=leaf.digest).first()
        place = digests.index(leaf.digest)
        proof = inclusion_proof(hashes, place)
        if edition is None or not holds(leaf_hash(leaf), place, len(hashes), proof, root):
            yield Damage(f"leaf {leaf.index}", "its edition cannot be proven to be in the public log")
