"""The audit chains, line by line, as ``gongkai check`` and ``gongkai log verify`` see them."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.audit.damage import Damage
from gongkai.audit.log import verify
from gongkai.audit.models import AuditLine


def broken_chains() -> Iterator[Damage]:
    """Every place where a chain does not hold."""
    for found in verify():
        yield Damage(f"{found.chain}#{found.sequence}", found.problem)


def audit_lines() -> int:
    return AuditLine.objects.count()
