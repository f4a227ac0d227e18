"""Which documents are in force on a day, which end soon, and the state an officer reads (domain 2.4 有效性)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from gongkai.agencies.conventions import conventions_on
from gongkai.agencies.models import Agency
from gongkai.catalogue.models import DocumentEnded, NormativeDocument
from gongkai.law.single_limit import amount_of, limit_on


def days_warned(agency: Agency, day: date) -> int:
    """How long before the end a document is to be evaluated: the row of ``law/limits.py``, as the agency has chosen it."""
    return amount_of(limit_on("expiry_evaluation", day), conventions_on(agency, day))


def documents_of(agency_ids: Collection[int]) -> QuerySet[NormativeDocument]:
    """Issued documents with their items, newest issue first."""
    rows = NormativeDocument.objects.filter(item__agency_id__in=agency_ids, issued_on__isnull=False)
    return rows.select_related("item__agency", "item__publication").order_by("-issued_on", "-id")


def documents_in_force(agency_ids: Collection[int], day: date) -> QuerySet[NormativeDocument]:
    """Issued by ``day`` and not ended by it; one that takes effect later counts as issued, not yet as ended."""
    return documents_of(agency_ids).filter(~Exists(_ended_by(day)), issued_on__lte=day)


def documents_ended(agency_ids: Collection[int], day: date) -> QuerySet[NormativeDocument]:
    return documents_of(agency_ids).filter(Exists(_ended_by(day)))


def documents_ending_soon(agency_ids: Collection[int], day: date, days: int) -> QuerySet[NormativeDocument]:
    """In force, with an end within ``days``: to be evaluated before (continue, amend, repeal); the nearest end first."""
    rows = documents_in_force(agency_ids, day).filter(expires_on__gt=day, expires_on__lte=day + timedelta(days=days))
    return rows.order_by("expires_on", "id")


def validity_zh(document: NormativeDocument, end: DocumentEnded | None, day: date) -> str:
    """尚未施行, 有效, 失效 or 废止, as the day stands."""
    if end is not None and end.happened_on <= day:
        return str(end.get_how_display())
    return "尚未施行" if document.effective_on is not None and document.effective_on > day else "有效"


def _ended_by(day: date) -> QuerySet[DocumentEnded]:
    return DocumentEnded.objects.current().filter(document=OuterRef("pk"), happened_on__lte=day)
