"""Write a line and verify the chains.

A line is written in the transaction of the act it tells of: lock the chain's head, append, move the head. ``facts``
are codes, numbers and days that may be read by anyone with the log; ``changed`` holds, per field name, a keyed digest of
the new value, so that the log proves what was written without telling it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from gongkai.audit.acts import Act
from gongkai.audit.models import AuditLine, ChainHead
from gongkai.keyring import subkey
from gongkai.numbering.keys import new_key

Fact = int | bool | str | date | None
# A fact is ASCII (a code, a number for people, a day), or a document number such as 温政〔2022〕4号.
_CODE = re.compile(r"[A-Za-z0-9_.:/\-()\[\] +,]{0,120}")
_DOCUMENT_NUMBER = re.compile(r"\w{1,20}[〔\[(]\d{4}[〕\])][\w\-]{0,20}")
# Eleven digits in a row, or a mobile number in groups, may be a person's; record ids and digests may hold such a run by chance.
_SENSITIVE_RUN = re.compile(r"\d{11,}|(?<!\d)1[3-9]\d[ \-]\d{4}[ \-]\d{4}(?!\d)")
_RANDOM = re.compile(r"[0-7][0-9a-hjkmnp-tv-z]{12}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}")


class NotInTransaction(RuntimeError):
    """An audit line was written outside the transaction of its act."""


class UnsafeFact(ValueError):
    """A fact that could be personal or published text was about to enter a log that can never be repaired."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a chain does not hold: which chain, which line, what is wrong."""

    chain: str
    sequence: int
    problem: str


def record(
    act: Act,
    event: str,
    object_kind: str,
    object_id: object,
    facts: Mapping[str, Fact] | None = None,
    changed: Mapping[str, object] | None = None,
    chain: str | None = None,
) -> str:
    """Append one line to the chain of the acting agency (or ``chain``) and return its digest.

    Raises NotInTransaction outside a transaction and UnsafeFact for a fact that is not a short code, number or day.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(f"audit line {event!r} must be written in the transaction of its act")
    name = chain or act.agency_code or "system"
    sequence, previous = _take_place(name)
    line = {
        "chain": name,
        "sequence": sequence,
        "event": event,
        "actor_id": act.actor_id,
        "actor_name": act.actor_name,
        "object_kind": object_kind,
        "object_id": str(object_id),
        "facts": {key: _safe(key, value) for key, value in (facts or {}).items()},
        "changed": {key: keyed_digest(value) for key, value in (changed or {}).items()},
        "source": act.source,
        "recorded_at": act.now.astimezone(UTC).isoformat(timespec="microseconds"),
        "previous": previous,
    }
    digest = _digest(line)
    _insert(line, digest)
    return digest


def keyed_digest(value: object) -> str:
    """HMAC-SHA256 (first 32 hexadecimal digits) of a value: equal values are recognised, none can be read back."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hmac.new(subkey("audit digest"), text.encode(), hashlib.sha256).hexdigest()[:32]


def verify(chain: str | None = None) -> Iterator[Break]:
    """Walk every chain (or one) from its first line and yield each place where it does not hold."""
    heads = ChainHead.objects.filter(chain=chain) if chain else ChainHead.objects.all()
    known = set()
    for head in heads.order_by("chain"):
        known.add(head.chain)
        yield from _verify_chain(head)
    if chain is None:
        for name in AuditLine.objects.exclude(chain__in=known).values_list("chain", flat=True).distinct():
            yield Break(name, 0, "the chain has lines but no head")


def _verify_chain(head: ChainHead) -> Iterator[Break]:
    previous, expected = "", 1
    for line in AuditLine.objects.filter(chain=head.chain).order_by("sequence").iterator(chunk_size=5000):
        if line.sequence != expected:
            yield Break(head.chain, expected, f"line {expected} is missing, {line.sequence} follows")
        if line.previous != previous:
            yield Break(head.chain, line.sequence, "the line does not continue the one before it")
        if _digest(_as_written(line)) != line.digest:
            yield Break(head.chain, line.sequence, "the line was changed after it was written")
        previous, expected = line.digest, line.sequence + 1
    if (head.sequence, head.digest) != (expected - 1, previous):
        yield Break(head.chain, expected, f"the chain ends at line {expected - 1}, its head says {head.sequence}")


def _take_place(chain: str) -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_chain_head (chain, sequence, digest) VALUES (%s, 1, '') "
            "ON CONFLICT (chain) DO UPDATE SET sequence = audit_chain_head.sequence + 1 RETURNING sequence, digest",
            [chain],
        )
        sequence, previous = cursor.fetchone()
    return sequence, previous


def _insert(line: dict[str, object], digest: str) -> None:
    columns: dict[str, Any] = {
        **line,
        "id": new_key(),
        "facts": json.dumps(line["facts"], ensure_ascii=False),
        "changed": json.dumps(line["changed"], ensure_ascii=False),
        "recorded_at": _database_time(str(line["recorded_at"])),
        "digest": digest,
    }
    names = ", ".join(columns)
    marks = ", ".join("%s" for _ in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO audit_line ({names}) VALUES ({marks})", list(columns.values()))
        cursor.execute("UPDATE audit_chain_head SET digest = %s WHERE chain = %s", [digest, str(line["chain"])])


def _database_time(iso: str) -> Any:
    return connection.ops.adapt_datetimefield_value(datetime.fromisoformat(iso))


def _as_written(line: AuditLine) -> dict[str, object]:
    names = (
        "chain",
        "sequence",
        "event",
        "actor_id",
        "actor_name",
        "object_kind",
        "object_id",
        "facts",
        "changed",
        "source",
    )
    written: dict[str, object] = {name: getattr(line, name) for name in names}
    written["recorded_at"] = line.recorded_at.astimezone(UTC).isoformat(timespec="microseconds")
    written["previous"] = line.previous
    return written


def _digest(line: Mapping[str, object]) -> str:
    text = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _safe(name: str, value: Fact) -> int | bool | str | None:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        if abs(value) >= 10**10:
            raise UnsafeFact(
                f"audit fact {name}: {value} is long enough to be a personal number; give a digest instead"
            )
        return value
    if _RANDOM.fullmatch(value):
        return value
    if not (_CODE.fullmatch(value) or _DOCUMENT_NUMBER.fullmatch(value)) or _SENSITIVE_RUN.search(value):
        raise UnsafeFact(f"audit fact {name} must be a short code, a number or a day; give free text as `changed`")
    return value
