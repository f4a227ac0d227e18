"""Reading the log: the auditor's list, newest first, by keyset."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.audit.acts import Act
from gongkai.audit.models import AuditLine

PAGE = 50


@dataclass(frozen=True, slots=True)
class LogPage:
    lines: tuple[AuditLine, ...]
    next_before: int | None


def log_page(chain: str, before: int | None = None, event: str = "", object_id: str = "") -> LogPage:
    """Lines of one chain, newest first; ``before`` is the sequence the page ends below."""
    rows = AuditLine.objects.filter(chain=chain).order_by("-sequence")
    if before is not None:
        rows = rows.filter(sequence__lt=before)
    if event:
        rows = rows.filter(event__startswith=event)
    if object_id:
        rows = rows.filter(object_id=object_id)
    found = tuple(rows[: PAGE + 1])
    more = len(found) > PAGE
    return LogPage(found[:PAGE], found[PAGE - 1].sequence if more else None)


def own_chain(act: Act) -> str:
    return act.agency_code or "system"
