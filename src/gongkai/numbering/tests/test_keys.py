"""Row keys: rising, unique, the same order in addresses, and no address is read as what it is not."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.numbering.keys import first_key_at, key_of, new_key, public_id

KEYS = st.integers(0, 2**63 - 1)


def test_keys_rise_and_are_unique_within_a_process() -> None:
    keys = [new_key() for _ in range(5000)]
    assert keys == sorted(set(keys))


def test_keys_of_eight_threads_are_unique() -> None:
    made: list[list[int]] = [[] for _ in range(8)]

    def make(place: int) -> None:
        made[place] = [new_key() for _ in range(2000)]

    threads = [threading.Thread(target=make, args=(place,)) for place in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    keys = [key for some in made for key in some]
    assert len(keys) == len(set(keys)) == 16000
    assert all(some == sorted(some) for some in made)


def test_keys_rise_although_the_machines_clock_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = new_key()
    monkeypatch.setattr(time, "time_ns", lambda: 1_600_000_000_000_000_000)
    later = [new_key() for _ in range(100)]
    assert [before, *later] == sorted({before, *later})


def test_a_key_fits_both_databases_and_tells_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2089, 1, 1, tzinfo=UTC)
    monkeypatch.setattr("gongkai.numbering.keys._last", 0)
    monkeypatch.setattr(time, "time_ns", lambda: int(moment.timestamp()) * 1_000_000_000)
    key = new_key()
    assert first_key_at(moment) <= key < 2**63


@given(KEYS)
def test_a_public_id_reads_back(key: int) -> None:
    assert len(public_id(key)) == 13
    assert key_of(public_id(key)) == key


@given(KEYS, KEYS)
def test_public_ids_sort_as_their_keys(one: int, other: int) -> None:
    assert (public_id(one) < public_id(other)) == (one < other)


@given(st.text(max_size=16))
def test_any_other_text_is_refused_or_is_the_one_form_of_its_key(text: str) -> None:
    try:
        key = key_of(text)
    except ValueError:
        return
    assert public_id(key) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0" * 12,
        "0" * 14,
        "0sanf9dmp77ji",
        "0SANF9DMP77JD",
        "zzzzzzzzzzzzz",
        "０" * 13,
        "../etc/passwd",
        "8" + "0" * 12,
    ],
)
def test_what_is_no_public_id(text: str) -> None:
    with pytest.raises(ValueError, match="is not a record id"):
        key_of(text)


def test_the_largest_key_has_a_public_id() -> None:
    assert key_of("7zzzzzzzzzzzz") == 2**63 - 1
