"""Targets of the agencies an officer writes for, how things stand there, and where readers find something elsewhere."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.rights import ids_written_for
from gongkai.audit.acts import Act
from gongkai.targets.models import Target, TargetEntry


def targets_for(act: Act) -> QuerySet[Target]:
    """With how many entries stand where (``n_waiting``, ``n_delivered`` ...)."""
    counted = {f"n_{state.lower()}": _entries_in(state) for state in TargetEntry.State.values}
    return (
        Target.objects.filter(agency_id__in=ids_written_for(act))
        .select_related("agency")
        .annotate(**counted)
        .order_by("id")
    )


def _entries_in(state: str) -> Coalesce:
    """Counted from the index of the target alone."""
    rows = TargetEntry.objects.filter(target=OuterRef("pk"), state=state).order_by().values("target")
    return Coalesce(Subquery(rows.annotate(n=Count("*")).values("n")), 0)


def target_for(act: Act, key: int) -> Target:
    found = targets_for(act).filter(pk=key).first()
    if found is None:
        raise NotFound([Reason("target", "没有这个发布目标，或者它不属于本单位")])
    return found


def entry_for(act: Act, key: int) -> TargetEntry:
    rows = TargetEntry.objects.filter(target__agency_id__in=ids_written_for(act))
    found = rows.select_related("target__agency", "publication__agency", "publication__current").filter(pk=key).first()
    if found is None:
        raise NotFound([Reason("entry", "没有这条记录，或者它不属于本单位")])
    return found


def external_addresses(publications: Collection[int]) -> dict[int, str]:
    """Where readers find these elsewhere, as far as it is known; of several targets the first."""
    rows = TargetEntry.objects.filter(publication_id__in=publications, was_there=True).exclude(address="")
    found: dict[int, str] = {}
    for key, address in rows.order_by("target_id").values_list("publication_id", "address"):
        found.setdefault(key, address)
    return found


def entries_of(publication: int) -> QuerySet[TargetEntry]:
    return TargetEntry.objects.filter(publication_id=publication).select_related("target").order_by("target_id")
