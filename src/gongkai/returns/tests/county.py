"""A county's campaign on the way: whoever fills, submits and accepts, by their real roles."""

from __future__ import annotations

from datetime import date

from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.annual_report.models import Sheet
from gongkai.audit.acts import Act
from gongkai.returns.form import COUNTED
from gongkai.returns.models import Campaign, CampaignUnit
from gongkai.returns.usecases.decide_return import accept_returns
from gongkai.returns.usecases.fill_return import fill_zero, save_draft
from gongkai.returns.usecases.open_campaign import open_campaign
from gongkai.returns.usecases.submit_return import submit_return

YEAR = 2022
PDF = b"%PDF-1.4 stamped"
PENALTIES = "table2.art20_6.penalties.decisions"
RECEIVED, GRANTED = "table3.new_received.natural_person", "table3.granted.natural_person"


class County:
    """The cast's county in January of the year after, its campaign open."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        cast.on(date(YEAR + 1, 1, 5))
        self.supervisor = cast.act(Role.SUPERVISOR)
        self.campaign: Campaign = open_campaign(act=self.supervisor, government=cast.government, year=YEAR)

    def unit(self, agency: Agency) -> CampaignUnit:
        return self.campaign.units.select_related("agency", "campaign__agency").get(agency=agency)

    def filler(self, agency: Agency) -> Act:
        return self.cast.act(Role.DRAFTER, agency=agency)

    def second(self, agency: Agency) -> Act:
        return self.cast.act(Role.APPROVER, agency=agency)

    def fill(self, agency: Agency, **cells: int) -> CampaignUnit:
        """Every cell 0 but those given (with ``__`` for the dots), scan and source there, ready for the second person."""
        unit = self.unit(agency)
        values = dict.fromkeys(COUNTED, "0") | {key.replace("__", "."): str(value) for key, value in cells.items()}
        save_draft(act=self.filler(agency), unit=unit, values=values, source="年度报送表（盖章）", scan_name="表.pdf", scan=PDF,
                   is_ready=True)  # fmt: skip
        return unit

    def submit(self, agency: Agency, **cells: int) -> Sheet:
        return submit_return(act=self.second(agency), unit=self.fill(agency, **cells))

    def zero(self, agency: Agency) -> Sheet:
        fill_zero(act=self.filler(agency), unit=self.unit(agency))
        return submit_return(act=self.second(agency), unit=self.unit(agency))

    def accept(self, *sheets: Sheet) -> None:
        accepted, refused = accept_returns(act=self.supervisor, sheet_ids=[sheet.pk for sheet in sheets])
        assert not refused, refused
        assert len(accepted) == len(sheets)
