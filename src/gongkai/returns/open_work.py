"""Returns (年报填报) an officer fills in: open until the government above has accepted them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gongkai.agencies.in_hand import kept_in_hand
from gongkai.agencies.open_work import Piece
from gongkai.agencies.roles import Role
from gongkai.clock import SystemClock, legal_day
from gongkai.returns.models import CampaignUnit
from gongkai.returns.states import UnitState, standing_of


def returns(keys: Collection[int]) -> Iterator[Piece]:
    for unit in CampaignUnit.objects.filter(pk__in=keys).select_related("agency", "campaign").order_by("id"):
        standing = standing_of(unit, legal_day(SystemClock().now()))
        if standing.state != UnitState.ACCEPTED:
            title = f"{unit.agency.name}{unit.campaign.year}年度报告填报表"
            yield Piece(unit.pk, title, standing.state.label, unit.campaign.unit_due)


OPEN_WORK = (
    kept_in_hand(
        "returns.return", "年报填报", "逐格填写，没有发生的填0，表格不得留空；由本单位另一人核对后报送（《条例》第四十九条、第五十条）", returns,
        Role.DRAFTER, Role.REQUEST_OFFICER,
    ),
)  # fmt: skip
