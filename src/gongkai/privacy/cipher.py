"""Encrypt one personal field. Layout of the stored bytes: key id (4) | nonce (12) | AES-256-GCM ciphertext and tag.

The field's own name goes in as associated data, so that a ciphertext copied into another column does not open.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongkai.keyring import MasterKey, master_keys, subkey

_PURPOSE = "personal fields"


class CannotDecrypt(RuntimeError):
    """No key on this machine opens the value: another key made it, or it was changed."""


def encrypt(text: str, field: str) -> bytes:
    key = master_keys()[0]
    nonce = secrets.token_bytes(12)
    return key.key_id + nonce + _box(key).encrypt(nonce, text.encode(), field.encode())


def decrypt(stored: bytes, field: str) -> str:
    """Raises CannotDecrypt, which names the field but never the value."""
    for key in master_keys():
        if key.key_id == stored[:4]:
            try:
                return _box(key).decrypt(stored[4:16], stored[16:], field.encode()).decode()
            except (InvalidTag, ValueError):  # a value cut short has no whole nonce
                break
    raise CannotDecrypt(
        f"the value of {field} does not open with the key of this installation; restore the right key file"
    )


@cache
def _box(key: MasterKey) -> AESGCM:
    return AESGCM(subkey(_PURPOSE, key))


def blind_index(text: str, purpose: str) -> str:
    """A keyed digest for equality: the same person is found again, nobody can read the value back.

    Text is normalised first (NFKC, no spaces, lower case), so that full-width digits find half-width ones.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split()).lower()
    return hmac.new(subkey("blind index"), f"{purpose}\x00{plain}".encode(), hashlib.sha256).hexdigest()[:40]
