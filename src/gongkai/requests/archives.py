"""Archived cases an officer may see: those without a package yet, those whose retention is over, proposals to delete."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.requests.models import ArchivePackage, Disposal, InformationRequest
from gongkai.requests.selectors import requests_of

_SETTLED = (Disposal.State.PROPOSED, Disposal.State.CARRIED_OUT)


def archived(act: Act) -> QuerySet[InformationRequest]:
    return requests_of(act).filter(archived_on__isnull=False).select_related("agency", "package__file").order_by("-pk")


def due_for_disposal(act: Act) -> QuerySet[InformationRequest]:
    """Retention over and nothing proposed: to be appraised."""
    proposed = Disposal.objects.filter(request=OuterRef("pk"), state__in=_SETTLED)
    return archived(act).filter(~Exists(proposed), retention_until__lt=act.today).order_by("retention_until", "pk")


def proposals(act: Act) -> QuerySet[Disposal]:
    rows = Disposal.objects.filter(request__agency_id__in=visible_agency_ids(act))
    return (
        rows.select_related("request__agency", "proposed_by", "decided_by")
        .defer("request__description")
        .order_by("-pk")
    )


def not_packaged() -> QuerySet[InformationRequest]:
    """Archived cases of every agency whose package is still to be made."""
    made = ArchivePackage.objects.filter(request=OuterRef("pk"))
    rows = InformationRequest.objects.filter(~Exists(made), archived_on__isnull=False)
    return rows.exclude(applicant_index="").order_by("pk")
