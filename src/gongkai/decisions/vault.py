"""Uploaded files on disk: encrypted in blocks with a key of their own, gone after a day; opened in the clear only while read.

Layout: key id (4) | prefix (8) | blocks of at most 1 MiB, each AES-256-GCM with its number as nonce and "last" or "more" as
associated data, so that a file cut short or reordered does not open.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import time

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from gongkai.keyring import MasterKey, master_keys, subkey

KEPT = timedelta(days=1)
_BLOCK = 1 << 20
_TAG = 16
_PURPOSE = "uploaded ledgers"
_MORE, _LAST = b"more", b"last"


class CannotOpen(RuntimeError):
    """The file is gone, was changed, or another key made it."""


def folder() -> Path:
    path = Path(settings.GONGKAI_HOME) / "uploads"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def put(name: str, parts: Iterable[bytes]) -> int:
    """Write the whole file or none of it; gives its size in the clear."""
    key, prefix = master_keys()[0], secrets.token_bytes(8)
    box, size = _box(key), 0
    temporary = folder() / f".{name}.{secrets.token_hex(4)}"
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(key.key_id + prefix)
            for number, (block, is_last) in enumerate(_blocks(parts)):
                size += len(block)
                out.write(box.encrypt(_nonce(prefix, number), block, _LAST if is_last else _MORE))
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(folder() / name)
    finally:
        temporary.unlink(missing_ok=True)
    return size


def get(name: str) -> Iterator[bytes]:
    """The bytes in the clear, block by block. Raises CannotOpen."""
    path = folder() / name
    if not path.is_file():
        raise CannotOpen("文件已超过保存期限并删除，请重新上传")
    with path.open("rb") as stored:
        key_id, prefix = stored.read(4), stored.read(8)
        key = next((one for one in master_keys() if one.key_id == key_id), None)
        if key is None:
            raise CannotOpen("文件由另一把密钥加密，无法打开，请重新上传")
        box, number, block = _box(key), 0, stored.read(_BLOCK + _TAG)
        while True:
            following = stored.read(_BLOCK + _TAG)
            try:
                yield box.decrypt(_nonce(prefix, number), block, _MORE if following else _LAST)
            except InvalidTag as damage:
                raise CannotOpen("文件已损坏，请重新上传") from damage
            if not following:
                return
            block, number = following, number + 1


@contextmanager
def in_the_clear(name: str, shown_as: str) -> Iterator[Path]:
    """The file in the clear for as long as it is read, in a folder only this account may enter; named as the officer named it."""
    with tempfile.TemporaryDirectory(prefix="clear-", dir=folder()) as place:
        path = Path(place) / (Path(shown_as.replace("\\", "/")).name or "file")
        with path.open("wb") as out:
            for block in get(name):
                out.write(block)
        yield path


def remove(name: str) -> None:
    (folder() / name).unlink(missing_ok=True)


def sweep() -> None:
    """Remove what killed runs left in the clear, once it is older than a day's beginning of a run can be (two hours)."""
    for place in folder().glob("clear-*"):
        if time() - place.stat().st_mtime > 7200:
            for path in place.iterdir():
                path.unlink()
            place.rmdir()


def _blocks(parts: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The same bytes in blocks of one size; the last one is marked (and is empty for an empty file)."""
    waiting = bytearray()
    for part in parts:
        waiting += part
        while len(waiting) > _BLOCK:
            yield bytes(waiting[:_BLOCK]), False
            del waiting[:_BLOCK]
    yield bytes(waiting), True


def _nonce(prefix: bytes, number: int) -> bytes:
    return prefix + number.to_bytes(4, "big")


def _box(key: MasterKey) -> AESGCM:
    return AESGCM(subkey(_PURPOSE, key))
