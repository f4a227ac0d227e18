"""``GONGKAI_SEARCH``: which engine an installation searches with, and where a cluster is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

EMBEDDED = ("tantivy", "fts5")
ACCEPTED = (
    "tantivy, fts5, or the address of a cluster such as opensearch://user:password@host1:9200,host2:9200/gongkai?shards=1"
    " (opensearchs:// with TLS)"
)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")
_HOST = re.compile(r"(\[[0-9a-fA-F:]+\]|[\w.\-]+)(?::(\d{1,5}))?")


@dataclass(frozen=True, slots=True)
class Address:
    """``hosts`` are tried in turn; ``name`` is what readers ask, an alias of the index in use."""

    hosts: tuple[tuple[str, int], ...]
    name: str = "gongkai"
    shards: int = 1
    tls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)


def read_address(text: str) -> Address | str:
    """An ``Address``, or the name of an embedded engine (empty: the best there is). Raises ValueError with what is accepted."""
    if not text or text in EMBEDDED:
        return text
    parts = urlsplit(text)
    if parts.scheme not in ("opensearch", "opensearchs"):
        raise ValueError(f"it is neither {ACCEPTED}")
    who, _, where = parts.netloc.rpartition("@")
    user, _, password = who.partition(":")
    found = [_HOST.fullmatch(part) for part in where.split(",")]
    name = parts.path.strip("/") or "gongkai"
    shards = parse_qs(parts.query).get("shards", ["1"])[-1]
    if not all(found) or not _NAME.fullmatch(name) or not shards.isdecimal() or not 1 <= int(shards) <= 64:
        raise ValueError(f"hosts, name or shards cannot be read; accepted is {ACCEPTED}")
    hosts = tuple((match[1].strip("[]"), int(match[2] or 9200)) for match in found if match)
    return Address(hosts, name, int(shards), parts.scheme == "opensearchs", unquote(user), unquote(password))
