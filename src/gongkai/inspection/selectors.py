"""Reads of this room: a unit sees findings about itself, a supervisor those of the area."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Case, Prefetch, QuerySet, When

from gongkai.agencies.models import Agency
from gongkai.agencies.rights import ids_written_for, visible_agency_ids
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
from gongkai.newmedia.account_states import RUNNING_STATES
from gongkai.newmedia.models import NewMediaAccount

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


def self_inspections_owed(act: Act) -> Iterator[tuple[Agency, SelfInspection | None]]:
    """Of the own agencies with running accounts: whose form of this quarter is returned, or in its last month not handed in."""
    year, quarter = act.today.year, (act.today.month + 2) // 3
    running = NewMediaAccount.objects.filter(agency_id__in=ids_written_for(act), state__in=RUNNING_STATES)
    for agency in Agency.objects.filter(pk__in=running.values("agency_id")).order_by("path"):
        form = SelfInspection.objects.filter(agency=agency, year=year, quarter=quarter).first()
        is_owed = act.today.month % 3 == 0 if form is None else form.state == SelfInspection.State.RETURNED
        if is_owed:
            yield agency, form


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
