"""Batches, rows and uploads of the agencies an officer writes for."""

from __future__ import annotations

from functools import reduce
from operator import add

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.models import Officer, RoleGrant
from gongkai.agencies.rights import ids_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.moving.models import SiteImport, SiteRow, SiteUpload


def batches_of(act: Act) -> QuerySet[SiteImport]:
    """Whole batches, the latest first, with how many rows stand where."""
    counted = {f"n_{state.lower()}": _rows_in(state) for state in SiteRow.State.values}
    rows = SiteImport.objects.filter(agency_id__in=ids_written_for(act)).exclude(state=SiteImport.State.STAGING)
    in_all = reduce(add, map(F, counted))
    return rows.select_related("agency", "job").annotate(**counted).annotate(n_rows=in_all).order_by("-id")


def _rows_in(state: str) -> Coalesce:
    """Counted from the index of the batch alone: a row of an old site holds its whole text."""
    rows = SiteRow.objects.filter(batch=OuterRef("pk"), state=state).order_by().values("batch")
    return Coalesce(Subquery(rows.annotate(n=Count("*")).values("n")), 0)


def batch_for(act: Act, key: int) -> SiteImport:
    found = batches_of(act).filter(pk=key).first()
    if found is None:
        raise NotFound([Reason("batch", "没有这个迁入批次，或者它不属于本单位")])
    return found


def row_for(act: Act, key: int) -> SiteRow:
    rows = SiteRow.objects.filter(batch__agency_id__in=ids_written_for(act)).exclude(
        batch__state=SiteImport.State.STAGING
    )
    found = rows.select_related("batch", "agency", "item").filter(pk=key).first()
    if found is None:
        raise NotFound([Reason("row", "没有这条迁入信息，或者它不属于本单位")])
    return found


def uploads_of(act: Act) -> QuerySet[SiteUpload]:
    rows = SiteUpload.objects.filter(agency_id__in=ids_written_for(act))
    return rows.select_related("agency", "job", "batch").order_by("-id")


def may_bring_in(act: Act) -> list[Officer]:
    """Who uploads for the agencies this officer writes for: their drafters of today."""
    held = RoleGrant.objects.filter(
        Q(until__isnull=True) | Q(until__gte=act.today), role=Role.DRAFTER, since__lte=act.today
    )
    rows = Officer.objects.filter(agency_id__in=ids_written_for(act), is_active=True, pk__in=held.values("officer_id"))
    return list(rows.select_related("agency").order_by("agency__path", "name"))


def upload_for(act: Act, key: int) -> SiteUpload:
    found = uploads_of(act).filter(pk=key).first()
    if found is None:
        raise NotFound([Reason("upload", "没有这次上传，或者它不属于本单位")])
    return found
