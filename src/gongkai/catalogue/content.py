"""What is reviewed, and what goes out.

``reviewed_content`` is everything a reviewer decides on; its digest ties an approval to exactly this content. Numbers given after the
signature are not part of it. ``public_payload`` is the edition: that content with the numbers, the day, and the ties to other documents.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from gongkai.catalogue.fields import CORRECTABLE
from gongkai.catalogue.file_scans import is_scanned
from gongkai.catalogue.models import Attachment, Disclosure, Item, NormativeDocument
from gongkai.catalogue.services import SERVICE
from gongkai.editions.publish import PICTURES
from gongkai.numbering.keys import public_id


def attachments_of(item: Item) -> list[Attachment]:
    return list(item.attachments.select_related("file").order_by("place"))


def going_out(attachments: Sequence[Attachment], body_html: str) -> list[Attachment]:
    """Without pictures taken out of the text again: they were taken out for a reason, and do not go out beside it."""
    return [row for row in attachments if not row.in_text or f"{PICTURES}{public_id(row.file_id)}" in body_html]


def document_of(item: Item) -> NormativeDocument | None:
    """The document of an item of such a kind (loaded with the item where it was locked or listed)."""
    return item.document if item.rules.document_type else None


def reviewed_content(
    item: Item, attachments: Sequence[Attachment], changes: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The content of an item, or what it would be with ``changes`` (which the content then names).

    The date of a numbered document is that of its signature, so it cannot be part of what is signed.
    """
    content: dict[str, Any] = _written(item)
    if item.rules.numbered:
        del content["date_of_document"]
    if changes:
        content.update(changes)
        content["corrects"] = sorted(changes)
    document = document_of(item)
    return content | {
        "kind": item.kind,
        "column": item.column_id,
        "attribute": [item.attribute, item.ground, item.ground_kind, item.attribute_reason],
        "terms": document.terms if document else {},
        "attachments": [[row.label, row.file.sha256, row.file.size] for row in attachments],
    }


def _written(item: Item) -> dict[str, Any]:
    """What officers wrote; the elements of a service only where the kind has them."""
    return {name: getattr(item, name) for name in CORRECTABLE if name != "service" or item.kind == SERVICE}


def content_digest(item: Item, attachments: Sequence[Attachment], changes: Mapping[str, Any] | None = None) -> str:
    """SHA-256 over the reviewed content as canonical JSON (sorted keys, no spaces, UTF-8)."""
    content = reviewed_content(item, attachments, changes)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def public_payload(
    item: Item, attachments: Sequence[Attachment], ended: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The snapshot citizens read. Nothing of it names the officers who made it."""
    return {
        **_written(item),
        "kind": item.kind,
        "kind_zh": item.rules.label_zh,
        "column": item.column_id,
        "column_zh": item.column.name,
        "column_type": item.column.column_type,
        "agency": {"code": item.agency.code, "name": item.agency.name},
        "issuing_agencies": item.issuing_agencies or [item.agency.name],
        "source": item.source or item.agency.name,
        "index_number": item.index_number,
        "document_number": item.document_number,
        "published_on": item.published_on,
        "attribute_zh": Disclosure(item.attribute).label,
        "document": _document(document_of(item), ended or {}),
        "attachments": [
            {
                "file": public_id(row.file_id), "label": row.label, "media_type": row.file.media_type,
                "size": row.file.size, "sha256": row.file.sha256, **({"scanned": True} if is_scanned(row.file) else {}),
                **({"in_text": True} if row.in_text else {}),
            }
            for row in going_out(attachments, item.body_html)
        ],
        "interprets": _interprets(item),
        **({"origin": origin_of(item)} if item.origin_batch else {}),
    }  # fmt: skip


def origin_of(item: Item) -> dict[str, Any]:
    """What an item taken over from another site brought along, and which unit vouches for it; no officer is named."""
    return {
        "site": item.origin_source, "address": item.origin_address, "published_on": item.origin_published_on,
        "index_number": item.origin_index_number, "batch": item.origin_batch, "vouched_by": item.agency.name,
    }  # fmt: skip


def _document(document: NormativeDocument | None, ended: Mapping[str, Any]) -> dict[str, Any] | None:
    if document is None:
        return None
    days: dict[str, date | None] = {
        "issued_on": document.issued_on,
        "effective_on": document.effective_on,
        "expires_on": document.expires_on,
    }
    return {"document_type": document.document_type, **days, **ended}


def _interprets(item: Item) -> list[dict[str, Any]]:
    if item.kind != "interpretation":
        return []
    links = item.interprets.select_related("document").order_by("linked_at", "id")
    return [
        {
            "id": public_id(link.document.publication_id) if link.document.publication_id else "",
            "title": link.document.title,
            "document_number": link.document.document_number,
        }
        for link in links
        if link.document.publication_id
    ]
