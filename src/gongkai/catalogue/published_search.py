"""Look a word up in everything that is public, over all units the officer sees: title, text, attachment names (撤稿处置)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.catalogue.models import Attachment, Item

MOST = 300


def published_with(act: Act, words: str) -> QuerySet[Item]:
    """Read from the records themselves, not from an index that may lag: in an emergency nothing may be missed.

    The words are looked for as they stand, and with their spaces taken out.
    """
    wanted = {words.strip(), "".join(words.split())} - {""}
    if not wanted:
        return Item.objects.none()
    rows = Item.objects.filter(agency_id__in=visible_agency_ids(act), state=Item.State.PUBLISHED)
    matches = Q()
    for word in wanted:
        named = Attachment.objects.filter(item=OuterRef("pk")).filter(
            Q(label__contains=word) | Q(file__name__contains=word)
        )
        matches |= Q(title__contains=word) | Q(summary__contains=word) | Q(body_html__contains=word) | Q(Exists(named))
    return rows.filter(matches).select_related("agency", "column").defer("body_html").order_by("-changed_at", "-id")
