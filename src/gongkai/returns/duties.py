"""What units owe to a campaign (REG 49: 31 January): every return not handed in, or sent back and not yet mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from gongkai.measures.duties import Duty, DutyKind
from gongkai.returns.models import CampaignUnit
from gongkai.returns.states import standings


def open_returns(agency_ids: Collection[int], today: date) -> Iterator[Duty]:
    rows = CampaignUnit.objects.filter(agency_id__in=agency_ids).select_related("agency", "campaign__agency")
    by_campaign: defaultdict[int, list[CampaignUnit]] = defaultdict(list)
    for unit in rows.order_by("campaign__unit_due", "id"):
        by_campaign[unit.campaign_id].append(unit)
    for units in by_campaign.values():
        for one in standings(units[0].campaign, today, units):
            if one.owes:
                campaign = one.unit.campaign
                title = f"{campaign.agency.short_name}{campaign.year}年度报告数据"
                yield Duty(one.unit.pk, one.unit.agency_id, "", title, campaign.unit_due, one.words)


DUTIES = (DutyKind("returns", "年报填报", "《条例》第四十九条", open_returns),)
