"""Time-ordered 63-bit keys: 41 bits of milliseconds since 2020, 22 bits that start at random and rise.

They sort by time of creation, fit a signed 64-bit integer (compact in both databases), and their public form, thirteen
characters of Crockford's base 32, tells nobody how many records there are.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

_EPOCH_MS = 1_577_836_800_000  # 2020-01-01T00:00:00Z
_LOW_BITS = 22
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_lock = threading.Lock()
_last = 0


def new_key() -> int:
    """A key larger than every key this process made before; unguessable steps, a collision between processes is refused by the table."""
    global _last
    with _lock:
        fresh = ((time.time_ns() // 1_000_000 - _EPOCH_MS) << _LOW_BITS) | secrets.randbits(_LOW_BITS)
        _last = fresh if fresh > _last else _last + 1 + secrets.randbelow(64)
        return _last


def first_key_at(moment: datetime) -> int:
    """The smallest key a moment can have: rows made before it have smaller ones."""
    return max(0, int(moment.timestamp() * 1000) - _EPOCH_MS) << _LOW_BITS


def public_id(key: int) -> str:
    """The key as it stands in addresses: 13 characters, ``0`` to ``z`` without i, l, o, u."""
    first = _ALPHABET[key >> 60 & 31]
    return first + "".join([_PAIRS[key >> shift & 1023] for shift in (50, 40, 30, 20, 10, 0)])


def key_of(public: str) -> int:
    """Read a public id back. Raises ValueError for anything that is not one."""
    if len(public) != 13 or any(character not in _VALUES for character in public):
        raise ValueError(f"{public!r} is not a record id: 13 characters of {_ALPHABET}")
    key = 0
    for character in public:
        key = key << 5 | _VALUES[character]
    if key >= 1 << 63:
        raise ValueError(f"{public!r} is not a record id: it is larger than any key")
    return key


if TYPE_CHECKING:  # generic in the stubs only
    _Integer = models.BigIntegerField[int, int]
else:
    _Integer = models.BigIntegerField


class KeyField(_Integer):
    """Primary key of every table: time-ordered, made in the process, never reused."""

    def __init__(self, **options: Any) -> None:
        options.update(primary_key=True, default=new_key, editable=False)
        super().__init__(**options)

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """On SQLite the word must be ``integer``: only then is the key the row id itself, and needs no index of its own."""
        return "integer" if connection.vendor == "sqlite" else "bigint"

    def rel_db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "bigint"

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        for fixed in ("primary_key", "default", "editable"):
            options.pop(fixed, None)
        return name, path, args, options
