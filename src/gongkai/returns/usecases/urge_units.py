"""Urge units that still owe a return (催报): noted with the unit, sent by short message or e-mail where its contact has one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import ids_written_for, require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.messages.addresses import found_in
from gongkai.messages.send import send
from gongkai.numbering.keys import public_id
from gongkai.returns.models import Campaign, CampaignUnit, Urging
from gongkai.returns.states import Standing, UnitState, standings

ON_DESK = "工作台"


def urge_units(*, act: Act, campaign: Campaign, units: Sequence[CampaignUnit]) -> list[Urging]:
    """Raises Refused where a unit owes nothing; every unit sees it in its to-do list, those with a contact get a message too."""
    require(act, Role.SUPERVISOR)
    found = standings(campaign, act.today, units)
    refuse_if(
        [
            *([] if campaign.agency_id in ids_written_for(act) else [Reason("agency", "只能催报本级汇总的单位")]),
            *([] if units else [Reason("units", "请选择要催报的单位")]),
            *(Reason("units", f"{one.unit.agency.name}{one.state.label}，无需催报") for one in found if not one.owes),
        ]
    )
    with transaction.atomic():
        made = [_urge(act, campaign, one) for one in found]
        facts = {"units": len(made), "year": campaign.year}
        record(act, "returns.urged", "campaign", public_id(campaign.pk), facts=facts)
    return made


def text_of(campaign: Campaign, one: Standing, act: Act) -> str:
    """The words of the message; no personal data."""
    late = "，已超过期限" if act.today > campaign.unit_due else ""
    what = "已退回修改" if one.state == UnitState.SENT_BACK else "尚未报送"
    day = f"{campaign.unit_due.month}月{campaign.unit_due.day}日"
    return f"{one.unit.agency.short_name}：{campaign.year}年政府信息公开工作年度报告数据{what}，报送期限{day}{late}，请尽快办理。"


def address_of(agency: Agency) -> tuple[str, str] | None:
    """Channel and address in the unit's public contact."""
    return found_in(" ".join(str(value) for value in agency.contact.values()))


def _urge(act: Act, campaign: Campaign, one: Standing) -> Urging:
    ways, address = [ON_DESK], address_of(one.unit.agency)
    if address is not None:
        message = send(
            act=act, channel=address[0], to=address[1], text=text_of(campaign, one, act),
            about=("return", public_id(one.unit.pk)), subject=f"{campaign.year}年度报告催报", agency_id=campaign.agency_id,
        )  # fmt: skip
        ways.append(str(message.get_channel_display()))
    return Urging.objects.create(unit=one.unit, at=act.now, by_name=act.actor_name, ways="、".join(ways))
