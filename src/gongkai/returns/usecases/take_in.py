"""Take in the package of a lower government: everything is checked, then it waits as a return for a second person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, refuse_if
from gongkai.agencies.rights import ids_written_for, require
from gongkai.agencies.roles import Role
from gongkai.annual_report.models import SheetKind
from gongkai.annual_report.usecases.hand_in import hand_in
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.files.store import store_made
from gongkai.numbering.keys import public_id
from gongkai.returns.models import Campaign, CampaignUnit, Intake
from gongkai.returns.package import PDF, Check, Package, checks_of, head_reasons, read_package
from gongkai.returns.states import UnitState, standing_of


def take_in(*, act: Act, campaign: Campaign, name: str, content: bytes) -> Intake:
    """The unit is found by its credit code. Raises Refused with every check that fails; nothing is then kept."""
    if act.source != "system":
        require(act, Role.SUPERVISOR)
        if campaign.agency_id not in ids_written_for(act):
            raise NotAllowed([Reason("campaign", "只能接收本级汇总的报送包")])
    package = read_package(name, content)
    unit = _unit_of(campaign, package)
    checks = list(checks_of(package))
    refuse_if([*_head(package, unit), *_failed(checks), *_order(package, unit, act)])
    with transaction.atomic():
        stored = store_made(act=act, agency_id=unit.agency_id, name=name, content=content, media_type="application/zip")
        sheet = hand_in(
            act, SheetKind.RETURN, unit.agency, campaign.year, package.values(),
            f"报送包第{package.manifest['number']}次（{package.manifest['made_on']}，{package.digest[:12]}）",
            happened_on=date(campaign.year, 12, 31), scope=unit.scope, scan_name=f"{package.manifest['title']}.pdf",
            scan=package.files[PDF],
        )  # fmt: skip
        intake = Intake.objects.create(
            sheet=sheet, package=stored, digest=package.digest, number=int(package.manifest["number"]),
            units=package.units, links=package.links, checks=[[check.name, check.fault] for check in checks],
        )  # fmt: skip
        facts: dict[str, Any] = {"agency": unit.agency.code, "number": intake.number, "digest": package.digest[:32]}
        record(act, "returns.taken_in", "sheet", public_id(sheet.pk), facts=facts)
    return intake


def _unit_of(campaign: Campaign, package: Package) -> CampaignUnit:
    told = package.manifest.get("agency")
    uscc = told.get("uscc") if isinstance(told, dict) else None
    unit = campaign.units.select_related("agency", "campaign__agency").filter(agency__uscc=uscc or "").first()
    if unit is None:
        name = told.get("name") if isinstance(told, dict) else "不明单位"
        raise NotFound([Reason("file", f"报送包来自“{name}”（{uscc}），不在本次填报单位之中")])
    return unit


def _head(package: Package, unit: CampaignUnit) -> Iterator[Reason]:
    agency = unit.agency
    yield from head_reasons(package, agency.uscc, agency.name, unit.campaign.year)


def _failed(checks: list[Check]) -> Iterator[Reason]:
    for check in checks:
        if not check.holds:
            yield Reason("file", f"{check.name}：{check.fault[:300]}")


def _order(package: Package, unit: CampaignUnit, act: Act) -> Iterator[Reason]:
    """No package twice, none older than what was taken in, none while the last one waits."""
    earlier = (
        Intake.objects.filter(sheet__agency=unit.agency, sheet__year=unit.campaign.year).order_by("-number").first()
    )
    if Intake.objects.filter(digest=package.digest).exists():
        yield Reason("file", "这个报送包已经接收过")
    elif earlier is not None and int(package.manifest.get("number", 0)) <= earlier.number:
        yield Reason("file", f"已经接收过第{earlier.number}次报送，这是第{package.manifest.get('number')}次")
    if standing_of(unit, act.today).state == UnitState.SUBMITTED:
        yield Reason("file", f"{unit.agency.name}的上一次报送还没有办理，请先接收或者退回")
