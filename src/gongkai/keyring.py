"""The master key and what is derived from it: one 32-byte key per line, the first is current, older ones still open old data.

The key comes from the environment (``GONGKAI_KEY``, 64 hexadecimal digits; several separated by commas) or from the file
``GONGKAI_HOME/key`` (mode 0600), which ``gongkai up`` makes once. Backups leave it out. A purpose gets its own
subkey by HKDF-SHA256 (RFC 5869), so that no key is used for two things.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class KeyMissing(RuntimeError):
    """No master key was found; the message says where it is looked for and how to make one."""


@dataclass(frozen=True, slots=True)
class MasterKey:
    secret: bytes

    @property
    def key_id(self) -> bytes:
        """Four bytes that name the key beside each ciphertext, so that a rotated key is found again."""
        return hashlib.sha256(b"gongkai key id" + self.secret).digest()[:4]


def data_folder() -> Path:
    """GONGKAI_HOME, else (unset or empty) ``var`` in the folder the command runs in. The launcher sets it."""
    return Path(os.environ.get("GONGKAI_HOME") or "var").resolve()


def key_file() -> Path:
    return data_folder() / "key"


def create_key_file(path: Path) -> None:
    """Write a fresh key, readable by the owner only: the whole file or none. Raises FileExistsError for one that is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(secrets.token_hex(32) + "\n")
            out.flush()
            os.fsync(out.fileno())
        os.link(temporary, path)  # unlike a rename, this never replaces a key
    finally:
        temporary.unlink(missing_ok=True)


@cache
def master_keys() -> tuple[MasterKey, ...]:
    """All keys, the current one first. Raises KeyMissing with the cure, ValueError for a malformed key."""
    text = os.environ.get("GONGKAI_KEY", "").replace(",", "\n")
    place = "GONGKAI_KEY"
    if not text.strip():
        path = key_file()
        place = str(path)
        if not path.is_file():
            raise KeyMissing(
                f"no encryption key: set GONGKAI_KEY (64 hexadecimal digits) or let `gongkai up` make {path}"
            )
        text = path.read_text(encoding="ascii")
    keys = []
    for line in text.split():
        if len(line) != 64 or any(c not in "0123456789abcdefABCDEF" for c in line):
            raise ValueError(
                f"{place} holds a key that is not 64 hexadecimal digits; make one with `openssl rand -hex 32`"
            )
        keys.append(MasterKey(bytes.fromhex(line)))
    if not keys:
        raise KeyMissing(f"{place} is empty; put your copy of the key back there")
    return tuple(keys)


@cache
def subkey(purpose: str, key: MasterKey | None = None) -> bytes:
    """The 32-byte key for one purpose ("audit digest", "personal fields", ...), of the current or a named master key."""
    secret = (key or master_keys()[0]).secret
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"gongkai {purpose}".encode()).derive(secret)


def forget_cached_keys() -> None:
    """Read the key anew (after a rotation, and in tests)."""
    master_keys.cache_clear()
    subkey.cache_clear()
