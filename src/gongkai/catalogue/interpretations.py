"""Which published document a published interpretation explains, and the other way round: read from the editions alone."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.catalogue.models import InterpretationLink
from gongkai.catalogue.models.items import SUBJECT_KIND
from gongkai.editions.models import Publication


def interpretations_of(publication: Publication) -> QuerySet[Publication]:
    """Published interpretations of a published document."""
    links = InterpretationLink.objects.filter(document_id=publication.subject_id)
    return _published(links.values_list("interpretation_id", flat=True))


def documents_explained_by(publication: Publication) -> QuerySet[Publication]:
    """Published documents an interpretation explains."""
    links = InterpretationLink.objects.filter(interpretation_id=publication.subject_id)
    return _published(links.values_list("document_id", flat=True))


def _published(item_ids: QuerySet[InterpretationLink, int]) -> QuerySet[Publication]:
    rows = Publication.objects.filter(subject_kind=SUBJECT_KIND, state=Publication.State.PUBLISHED)
    return rows.filter(subject_id__in=item_ids).select_related("current").order_by("first_published_at", "id")
