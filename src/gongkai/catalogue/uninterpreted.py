"""Published policies without a published interpretation, with the day by which it is due."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from gongkai.catalogue.kinds import KINDS
from gongkai.catalogue.models import InterpretationLink, InterpretationPlan, Item


def uninterpreted(agency_ids: Collection[int]) -> QuerySet[Item]:
    """The oldest first: its limit ends first. Those a plan exempted with a reason are not among them."""
    kinds = [kind.key for kind in KINDS.values() if kind.interpretable]
    rows = Item.objects.filter(agency_id__in=agency_ids, state=Item.State.PUBLISHED, kind__in=kinds)
    # Both lists are short and asked once; asked row by row, the planner goes through every published item each time.
    explained = InterpretationLink.objects.filter(interpretation__state=Item.State.PUBLISHED)
    exempt = InterpretationPlan.objects.exclude(exempt_reason="")
    rows = rows.exclude(pk__in=explained.values("document_id")).exclude(pk__in=exempt.values("item_id"))
    return rows.select_related("agency", "interpretation_plan").defer("body_html").order_by("published_on", "id")
