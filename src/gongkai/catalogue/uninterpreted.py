"""Published policies without a published interpretation, with the day by which it is due."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from gongkai.catalogue.kinds import KINDS
from gongkai.catalogue.models import InterpretationLink, Item


def uninterpreted(agency_ids: Collection[int]) -> QuerySet[Item]:
    """The oldest first: its limit ends first. Those a plan exempted with a reason are not among them."""
    kinds = [kind.key for kind in KINDS.values() if kind.interpretable]
    explained = InterpretationLink.objects.filter(
        document=OuterRef("pk"), interpretation__state=Item.State.PUBLISHED, interpretation__publication__isnull=False
    )
    rows = Item.objects.filter(agency_id__in=agency_ids, state=Item.State.PUBLISHED, kind__in=kinds).filter(
        ~Exists(explained)
    )
    rows = rows.exclude(interpretation_plan__exempt_reason__gt="")
    return rows.select_related("agency", "interpretation_plan").defer("body_html").order_by("published_on", "id")
