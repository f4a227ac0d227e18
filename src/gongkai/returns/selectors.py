"""What an officer may see: the campaigns of the own government, or those the own unit has to report for."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.rights import ids_written_for, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.returns.models import Campaign, CampaignUnit, Dispatch


def collects(act: Act, campaign: Campaign) -> bool:
    """Whether this officer collects for the campaign: a supervisor of the authority that works for its government (REG 3)."""
    return Role.SUPERVISOR in act.roles and campaign.agency_id in ids_written_for(act)


def campaigns_seen_by(act: Act) -> QuerySet[Campaign]:
    """Newest year first."""
    own = ids_written_for(act)
    seen = Campaign.objects.filter(Q(agency_id__in=own) | Q(units__agency_id__in=own))
    return seen.distinct().select_related("agency").order_by("-year", "agency__path")


def campaign_seen_by(act: Act, key: int) -> Campaign:
    """Raises NotFound for a campaign this officer has nothing to do with."""
    found = campaigns_seen_by(act).filter(pk=key).first()
    if found is None:
        raise NotFound([Reason("campaign", "没有这个填报任务")])
    return found


def collected_by(act: Act, key: int) -> Campaign:
    """Raises NotFound unless this officer collects for the campaign."""
    campaign = campaign_seen_by(act, key)
    if not collects(act, campaign):
        raise NotFound([Reason("campaign", "没有这个填报任务")])
    return campaign


def rolled_up_by(act: Act, key: int) -> Campaign:
    """The campaign of the own government: whoever works for it sees the sums. Raises NotFound for its units' officers and others."""
    campaign = campaign_seen_by(act, key)
    if campaign.agency_id not in ids_written_for(act):
        raise NotFound([Reason("campaign", "没有这个填报任务")])
    return campaign


def units_seen_by(act: Act, campaign: Campaign) -> list[CampaignUnit]:
    """All units for whoever collects, else the own ones."""
    rows = campaign.units.select_related("agency", "campaign").order_by("agency__path")
    if not collects(act, campaign):
        rows = rows.filter(agency_id__in=ids_written_for(act))
    return list(rows)


def unit_seen_by(act: Act, key: int) -> CampaignUnit:
    """Raises NotFound for a unit that is neither the own one nor collected from."""
    unit = CampaignUnit.objects.select_related("agency", "campaign__agency").filter(pk=key).first()
    own = unit is not None and unit.agency_id in ids_written_for(act)
    if unit is None or not (own or (collects(act, unit.campaign) and unit.agency_id in visible_agency_ids(act))):
        raise NotFound([Reason("unit", "没有这个填报单位，或者它不属于本单位")])
    return unit


def dispatches_seen_by(act: Act) -> QuerySet[Dispatch]:
    """Packages of the own government's reports, newest first."""
    rows = Dispatch.objects.filter(version__report__agency_id__in=ids_written_for(act))
    return rows.select_related("version__report__agency", "package").order_by("-made_at")
