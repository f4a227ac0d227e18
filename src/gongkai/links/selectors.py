"""Reads of this room."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from gongkai.catalogue.models import InterpretationLink
from gongkai.catalogue.models.items import SUBJECT_KIND
from gongkai.editions.models import Publication
from gongkai.engagement.models import AdoptionFeedback
from gongkai.links.models import Tie


def ties_of(source: Publication | None) -> list[Tie]:
    """The documents tied to a consultation or an interview."""
    if source is None:
        return []
    return list(Tie.objects.filter(source=source).select_related("document").order_by("id"))


def tied_among(publications: Collection[Publication]) -> set[int]:
    """Which of these stand on the course of a matter: tied themselves, the interpretation of a tied document, feedback of a tied consultation."""
    keys = [one.pk for one in publications]
    found: set[int] = set()
    for tie in Tie.objects.filter(Q(source__in=keys) | Q(document__in=keys)).values_list("source_id", "document_id"):
        found.update(tie)
    feedback = AdoptionFeedback.objects.filter(publication__in=keys, consultation__publication__ties_from__isnull=False)
    found.update(feedback.values_list("publication_id", flat=True))
    by_item = {one.subject_id: one.pk for one in publications if one.subject_kind == SUBJECT_KIND}
    explaining = InterpretationLink.objects.filter(
        interpretation__in=list(by_item), document__publication__ties_to__isnull=False
    )
    found.update(by_item[item] for item in explaining.values_list("interpretation_id", flat=True))
    return found & set(keys)
