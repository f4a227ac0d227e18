"""Versions an officer may see: those of the own agency and of the agencies it inherits from, for the words in force."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.notices.models import BlockVersion


def versions_seen_by(act: Act) -> QuerySet[BlockVersion]:
    """Own versions and, read only, those of the agencies above: their words are what the own letters say."""
    codes = {
        part for path in Agency.objects.filter(pk__in=visible_agency_ids(act)).values_list("path", flat=True)
        for part in path.split("/") if part
    }  # fmt: skip
    rows = BlockVersion.objects.filter(agency__code__in=codes)
    return rows.select_related("agency", "drafted_by", "decided_by").order_by("-effective_on", "-pk")


def version_of(act: Act, version_id: int) -> BlockVersion:
    """A version of an agency whose rows this act sees. Raises NotFound."""
    rows = BlockVersion.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("agency")
    found = rows.filter(pk=version_id).first()
    if found is None:
        raise NotFound([Reason("", "没有找到这一版本，或者它不属于本单位")])
    return found


def drafts_to_decide(act: Act) -> QuerySet[BlockVersion]:
    """Drafts of the own agency that somebody else wrote."""
    ids = [pk for pk in (act.agency_id, *act.works_for) if pk is not None]
    rows = BlockVersion.objects.filter(agency_id__in=ids, state=BlockVersion.State.DRAFT)
    own = int(act.actor_id) if act.actor_id.isdecimal() else 0
    return rows.exclude(drafted_by_id=own).select_related("agency")
