"""Note where a unit published its own report (publication links): departments publish theirs by 31 January (REG 49)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from gongkai.agencies.errors import NotAllowed, Reason, refuse_if
from gongkai.agencies.rights import ids_written_for, require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.numbering.keys import public_id
from gongkai.returns.models import CampaignUnit

_VALID = URLValidator(schemes=["http", "https"])


def link_report(*, act: Act, unit: CampaignUnit, url: str, published_on: date | None) -> CampaignUnit:
    """By the unit itself or by whoever collects from it; an empty address takes the link away."""
    require(act, Role.DRAFTER, Role.PUBLISHER, Role.OFFICE_HEAD, Role.SUPERVISOR)
    own = unit.agency_id in ids_written_for(act)
    if not own and not (Role.SUPERVISOR in act.roles and unit.campaign.agency_id in ids_written_for(act)):
        raise NotAllowed([Reason("agency", "只能登记本单位的年报链接")])
    address = url.strip()
    refuse_if([*_address_reasons(address), *_day_reasons(unit, address, published_on, act.today)])
    with transaction.atomic():
        unit.report_url, unit.report_published_on = address, published_on if address else None
        unit.linked_by = act.actor_id
        unit.save(update_fields=["report_url", "report_published_on", "linked_by"])
        record(act, "returns.linked", "return", public_id(unit.pk), changed={"url": address})
    return unit


def _address_reasons(address: str) -> list[Reason]:
    try:
        if address:
            _VALID(address)
    except ValidationError:
        return [Reason("url", f"“{address[:80]}”不是网址；请填如 https://www.wenxian.gov.cn/zfxxgk/nb/2022.html")]
    return []


def _day_reasons(unit: CampaignUnit, address: str, day: date | None, today: date) -> list[Reason]:
    if not address:
        return []
    if day is None:
        return [Reason("published_on", "请填写发布日期，如 2023-01-20")]
    if not date(unit.campaign.year + 1, 1, 1) <= day <= today:
        return [Reason("published_on", f"发布日期 {day} 不在 {unit.campaign.year + 1}-01-01 至今天之间")]
    return []
