"""What public lists are filtered and counted by, taken from the snapshot and kept beside it in columns an index can have.

Asked of the snapshots themselves, every list of guides or policies would read all of them. They say nothing an edition does not say: ``gongkai check``
holds each against its edition.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

IN_FORCE, ENDED = "in_force", "ended"
FACETS = ("kind", "subject", "audience", "standing")


def facets_of(payload: Mapping[str, Any]) -> dict[str, str]:
    """``kind`` of the item, its ``subject`` (of a guide its own, else the class), whom a guide serves, how a document stands (empty without validity)."""
    service = payload.get("service") or {}
    return {
        "kind": str(payload.get("kind") or "")[:40],
        "subject": str(service.get("subject") or payload.get("subject_class") or "")[:100],
        "audience": str(service.get("audience") or "")[:10],
        "standing": _standing(payload.get("document") or {}),
    }


def _standing(document: Mapping[str, Any]) -> str:
    """How a normative document ended, or that it is in force."""
    if not document:
        return ""
    return str(document.get("ended_how") or ENDED)[:20] if document.get("ended_on") else IN_FORCE
