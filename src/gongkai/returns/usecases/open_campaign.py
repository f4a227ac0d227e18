"""Open the collection of a year (年报填报任务)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import ids_written_for, require
from gongkai.agencies.roles import Role
from gongkai.annual_report.sheets import year_reasons
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.law.annual_report.form import DEFINITIONS_VERSION
from gongkai.numbering.keys import public_id
from gongkai.returns.models import Campaign, CampaignUnit


def default_units(government: Agency) -> list[Agency]:
    """Everything directly below: office, departments, townships; of a city its counties and departments."""
    return list(Agency.objects.filter(parent=government, abolished_on__isnull=True).order_by("path"))


def open_campaign(
    *, act: Act, government: Agency, year: int, units: Sequence[Agency] = (), unit_due: date | None = None,
    report_due: date | None = None,
) -> Campaign:  # fmt: skip
    """Every unit owes a return by 31 January, the government its report by 31 March (REG 49, 50); earlier days may be set."""
    require(act, Role.SUPERVISOR)
    chosen = list(units) or default_units(government)
    first, last = unit_due or date(year + 1, 1, 31), report_due or date(year + 1, 3, 31)
    refuse_if([*year_reasons(year, act.today), *_reasons(act, government, year, chosen, first, last)])
    with transaction.atomic():
        campaign = Campaign.objects.create(
            agency=government, year=year, form=DEFINITIONS_VERSION, unit_due=first, report_due=last,
            opened_by=act.actor_id, opened_by_name=act.actor_name, opened_at=act.now,
        )  # fmt: skip
        CampaignUnit.objects.bulk_create(CampaignUnit(campaign=campaign, agency=agency) for agency in chosen)
        record(act, "returns.opened", "campaign", public_id(campaign.pk), facts={"year": year, "units": len(chosen)})
    return campaign


def add_unit(*, act: Act, campaign: Campaign, agency: Agency) -> CampaignUnit:
    """A unit that was forgotten, or established meanwhile."""
    require(act, Role.SUPERVISOR)
    refuse_if(_unit_reasons(act, campaign.agency, [agency]))
    with transaction.atomic():
        unit, created = CampaignUnit.objects.get_or_create(campaign=campaign, agency=agency)
        refuse_if([] if created else [Reason("agency", f"{agency.name}已在填报单位中")])
        record(act, "returns.unit_added", "campaign", public_id(campaign.pk), facts={"agency": agency.code})
    return unit


def _reasons(
    act: Act, government: Agency, year: int, units: Sequence[Agency], first: date, last: date
) -> Iterator[Reason]:  # fmt: skip
    yield from _unit_reasons(act, government, units)
    if Campaign.objects.filter(agency=government, year=year).exists():
        yield Reason("year", f"{government.name}{year}年度的填报任务已经建立")
    if not units:
        yield Reason("units", "没有填报单位；请先建立下属单位，或者选择单位")
    if first > date(year + 1, 1, 31):
        yield Reason("unit_due", f"单位报送期限不得晚于 {year + 1}年1月31日", "《条例》第四十九条")
    if last > date(year + 1, 3, 31):
        yield Reason("report_due", f"本级政府公布期限不得晚于 {year + 1}年3月31日", "《条例》第四十九条")
    if first > last:
        yield Reason("unit_due", "单位报送期限晚于本级政府公布期限")


def _unit_reasons(act: Act, government: Agency, units: Sequence[Agency]) -> Iterator[Reason]:
    if government.pk not in ids_written_for(act):
        yield Reason("agency", f"{government.name}的年报由其主管部门汇总，不由本单位汇总")
    for unit in units:
        if unit.pk == government.pk or not unit.path.startswith(government.path):
            yield Reason("units", f"{unit.name}不是{government.name}的下属单位")
