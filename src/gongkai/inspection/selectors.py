"""Reads of this room: a unit sees findings about itself, a supervisor those of the area."""

from __future__ import annotations

from django.db.models import Case, Prefetch, QuerySet, When

from gongkai.agencies.models import Agency
from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.inspection.errors import no_such
from gongkai.inspection.models import (
    AccountCheck,
    Finding,
    InspectionOrder,
    Level,
    Run,
    SelfInspection,
    Snapshot,
    SpotCheck,
)
from gongkai.inspection.rules import RULES

_RANK = Case(*(When(rule=rule.id, then=place) for place, rule in enumerate(RULES)), default=len(RULES))


def findings_for(act: Act) -> QuerySet[Finding]:
    """Open findings: problems first, in the order of the rules, the largest value first."""
    rows = Finding.objects.filter(agency_id__in=visible_agency_ids(act), cleared_on__isnull=True)
    waiting = InspectionOrder.objects.filter(confirmed_on__isnull=True)
    related = rows.select_related("agency", "government").prefetch_related(Prefetch("orders", waiting, "open_orders"))
    return related.annotate(rank=_RANK).order_by("level", "rank", "-value", "id")


def finding_for(act: Act, finding_id: int) -> Finding:
    """Raises NotFound for a finding that is not there or not to be seen."""
    rows = Finding.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("agency", "government")
    found = rows.filter(pk=finding_id).first()
    if found is None:
        raise no_such("检查发现")
    return found


def snapshots_of(finding: Finding) -> QuerySet[Snapshot]:
    return finding.snapshots.order_by("on", "id")


def orders_for(act: Act) -> QuerySet[InspectionOrder]:
    rows = InspectionOrder.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("finding", "agency")
    return rows.order_by("due_on", "id")


def open_orders_for(act: Act) -> QuerySet[InspectionOrder]:
    return orders_for(act).filter(confirmed_on__isnull=True)


def latest_run(act: Act) -> Run | None:
    rows = Run.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("agency")
    return rows.order_by("-on", "-id").first()


def self_inspections_for(act: Act) -> QuerySet[SelfInspection]:
    rows = SelfInspection.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("agency")
    return rows.order_by("-year", "-quarter", "agency__path")


def spot_checks_for(act: Act) -> QuerySet[SpotCheck]:
    rows = SpotCheck.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("agency")
    return rows.order_by("-year", "-quarter")


def spot_check_for(act: Act, key: int) -> SpotCheck:
    found = spot_checks_for(act).filter(pk=key).first()
    if found is None:
        raise no_such("抽查")
    return found


def checks_of(spot: SpotCheck) -> QuerySet[AccountCheck]:
    return spot.checks.select_related("account", "account__agency").order_by("checked_on", "id")


def is_unqualified(government: Agency) -> bool:
    """Whether any veto item counts against the site (not its accounts) today."""
    vetoes = [rule.id for rule in RULES if rule.veto and rule.scope != "ACCOUNT"]
    open_now = Finding.objects.filter(government=government, cleared_on__isnull=True, level=Level.VIOLATION)
    return open_now.filter(rule__in=vetoes).exists()


def points_lost(government: Agency) -> int:
    """Points the deduction rules take now, once a finding."""
    points = {rule.id: rule.points for rule in RULES if rule.points}
    open_now = Finding.objects.filter(government=government, cleared_on__isnull=True, level=Level.VIOLATION)
    return sum(points[rule] for rule in open_now.filter(rule__in=points).values_list("rule", flat=True))
