"""The address of the notice that stands before a link to another site; signed, so that nobody makes the site vouch for a link of theirs."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from django.core.signing import Signer

ADDRESS = "/leave/"
_SALT = "gongkai.portal.leaving"


@lru_cache(maxsize=512)
def leaving(address: str) -> str:
    return f"{ADDRESS}?to={quote(Signer(salt=_SALT).sign(address), safe='')}"


def left_for(signed: str) -> str:
    """Where a signed address leads. Raises BadSignature for one that is not ours."""
    return Signer(salt=_SALT).unsign(signed)
