"""The public log: one leaf per act in one order, proofs by RFC 6962 that hold for what is in it and for nothing else."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.agencies.tests.factories import Cast
from gongkai.audit.tests.committed import in_threads
from gongkai.editions.log import CONSUMER, append_events, holds, inclusion_proof, leaf_hash, tree_root
from gongkai.editions.models import LogLeaf
from gongkai.editions.tests.factories import corrected, published, withdrawn
from gongkai.outbox.models import Event
from gongkai.outbox.worker import drain, waiting

# The entries and roots every implementation of RFC 6962 is tried on.
ENTRIES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def leaves(number: int) -> list[bytes]:
    return [hashlib.sha256(b"\x00" + bytes([n])).digest() for n in range(number)]


def test_roots_of_the_known_entries() -> None:
    hashes = [hashlib.sha256(b"\x00" + bytes.fromhex(entry)).digest() for entry in ENTRIES]
    assert [tree_root(hashes[:size]).hex() for size in range(9)] == list(ROOTS)


def test_the_proof_of_a_known_entry() -> None:
    hashes = [hashlib.sha256(b"\x00" + bytes.fromhex(entry)).digest() for entry in ENTRIES]
    assert [step.hex() for step in inclusion_proof(hashes, 0)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13, 33])
def test_every_leaf_has_a_proof_that_holds_for_it_alone(size: int) -> None:
    hashes = leaves(size)
    root = tree_root(hashes)
    for index, leaf in enumerate(hashes):
        path = inclusion_proof(hashes, index)
        assert holds(leaf, index, size, path, root)
        for other in range(size):
            if other != index:
                assert not holds(hashes[other], index, size, path, root)
                assert not holds(leaf, other, size, path, root)


@given(st.integers(1, 60), st.data())
def test_a_proof_that_was_tampered_with_does_not_hold(size: int, data: st.DataObject) -> None:
    hashes = leaves(size)
    index = data.draw(st.integers(0, size - 1))
    path, root = inclusion_proof(hashes, index), tree_root(hashes)
    assert holds(hashes[index], index, size, path, root)
    assert not holds(hashes[index], index, size, [*path, b"\x00" * 32], root)
    if path:
        place = data.draw(st.integers(0, len(path) - 1))
        changed = bytes([path[place][0] ^ 1]) + path[place][1:]
        assert not holds(hashes[index], index, size, [*path[:place], changed, *path[place + 1 :]], root)
        assert not holds(hashes[index], index, size, path[:-1], root)


def test_an_index_outside_the_tree_does_not_hold() -> None:
    hashes = leaves(4)
    for index in (-1, 4, 5):
        assert not holds(hashes[0], index, 4, inclusion_proof(hashes, 0), tree_root(hashes))


def test_a_leaf_is_no_node_and_a_node_no_leaf() -> None:
    one, other = leaves(2)
    assert tree_root([one, other]) != hashlib.sha256(b"\x00" + one + other).digest()


def test_each_act_of_publication_has_its_leaf_in_order(cast: Cast) -> None:
    first = published(cast)
    corrected(cast)
    withdrawn(cast, "WITHDRAWN_WITH_NOTICE")
    drain(now=lambda: cast.clock.now())
    rows = list(LogLeaf.objects.order_by("index"))
    assert [(row.index, row.kind) for row in rows] == [(0, "PUBLISH"), (1, "CORRECT"), (2, "WITHDRAW")]
    assert [row.digest for row in rows[:2]] == list(first.editions.order_by("number").values_list("digest", flat=True))
    assert len({row.digest for row in rows}) == 3


def test_an_event_given_twice_has_one_leaf(cast: Cast) -> None:
    published(cast)
    published(cast, 2)
    events = list(Event.objects.filter(kind__startswith="edition.").order_by("id"))
    append_events(events[:1])
    append_events(events)
    append_events(events)
    assert list(LogLeaf.objects.order_by("index").values_list("index", "event_id")) == [
        (0, events[0].id),
        (1, events[1].id),
    ]


def test_a_citizen_proves_an_edition_from_its_contents_and_salt(cast: Cast) -> None:
    for subject in range(1, 6):
        published(cast, subject)
    drain(now=lambda: cast.clock.now())
    hashes = [leaf_hash(leaf) for leaf in LogLeaf.objects.order_by("index")]
    digest = published(cast, 6).current
    assert digest is not None
    own = LogLeaf(kind="PUBLISH", digest=LogLeaf.objects.get(index=2).digest)
    assert holds(leaf_hash(own), 2, 5, inclusion_proof(hashes, 2), tree_root(hashes))
    stranger = LogLeaf(kind="PUBLISH", digest=digest.digest)
    assert not holds(leaf_hash(stranger), 2, 5, inclusion_proof(hashes, 2), tree_root(hashes))


def test_two_workers_write_one_order_without_gaps(committed: None) -> None:
    cast = Cast()
    for subject in range(1, 21):
        published(cast, subject)

    def work(place: int) -> None:
        while waiting():
            drain([CONSUMER.name], now=lambda: cast.clock.now())

    in_threads(3, work)
    assert list(LogLeaf.objects.order_by("index").values_list("index", flat=True)) == list(range(20))
