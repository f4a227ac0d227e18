"""How a document's force ends, as the public page shows it."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.catalogue.models import DocumentEnded, Item


def current_end(item: Item) -> DocumentEnded | None:
    """The end on record for the item's document: it may lie ahead. None for an item that is no document."""
    if not item.rules.document_type:
        return None
    return DocumentEnded.objects.current().filter(document__item=item).first()


def end_payload(end: DocumentEnded | None, today: date) -> dict[str, Any]:
    """What the edition says of it: a repeal at once (with its day), an expiry once it has come."""
    if end is None or (end.how == DocumentEnded.How.EXPIRED and end.happened_on > today):
        return {}
    return {
        "ended_how": end.how,
        "ended_how_zh": end.get_how_display(),
        "ended_on": end.happened_on,
        "ended_by": end.basis,
    }
