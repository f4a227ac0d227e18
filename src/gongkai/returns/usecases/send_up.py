"""Send an approved report up: a package for another installation, or a sheet where the government above works in this one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.annual_report.document import from_payload, json_figures
from gongkai.annual_report.exports.by_format import FORMATS
from gongkai.annual_report.models import AnnualReport, ReportState, ReportVersion, Sheet, SheetKind
from gongkai.annual_report.standing import locked_report
from gongkai.annual_report.usecases.hand_in import hand_in
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.files.store import store_made
from gongkai.law.annual_report.cells import CELLS
from gongkai.law.annual_report.figures import Figure, read_figures
from gongkai.numbering.keys import public_id
from gongkai.returns.changes import Change, changes
from gongkai.returns.form import COUNTED
from gongkai.returns.models import Campaign, CampaignUnit, Dispatch
from gongkai.returns.package import DOCX, LINKS, PDF, REPORT, UNITS, as_bytes, write_package
from gongkai.returns.states import standings

SENDERS = (Role.PUBLISHER, Role.OFFICE_HEAD, Role.SUPERVISOR)


def make_package(*, act: Act, report_id: int) -> Dispatch:
    """The latest approved version as a package, kept and numbered; with what changed since the last one."""
    if act.source != "system":
        require(act, *SENDERS)
    with transaction.atomic():
        version = _latest(act, report_id)
        annual = version.report
        earlier = Dispatch.objects.filter(version__report=annual).select_related("version").order_by("-number").first()
        number = earlier.number + 1 if earlier else 1
        since = changes(read_figures(earlier.version.figures), read_figures(version.figures)) if earlier else ()
        content, digest = write_package(_head(version, number, act), _files(version, since))
        name = f"{annual.agency.code}-{annual.year}-{number}.zip"
        stored = store_made(
            act=act, agency_id=annual.agency_id, name=name, content=content, media_type="application/zip"
        )
        dispatch = Dispatch.objects.create(
            version=version, number=number, package=stored, digest=digest, changes=[one.as_json() for one in since],
            made_by_name=act.actor_name, made_at=act.now,
        )  # fmt: skip
        facts: dict[str, Any] = {"number": number, "version": version.number, "digest": digest[:32]}
        record(act, "returns.packaged", "annual_report", public_id(annual.pk), facts=facts)
    return dispatch


def hand_up(*, act: Act, report_id: int, unit: CampaignUnit) -> Sheet:
    """Where the government above collects in this same installation: its campaign's unit gets the approved figures as a return."""
    require(act, *SENDERS)
    with transaction.atomic():
        version = _latest(act, report_id)
        annual = version.report
        wrong = unit.agency_id != annual.agency_id or unit.campaign.year != annual.year
        refuse_if([Reason("unit", "这不是本级政府在上级任务中的填报项")] if wrong else [])
        figures = version.figures
        values = {key: str(figures[key]) for key in COUNTED if figures.get(key) is not None}
        pdf = FORMATS["pdf"].write(from_payload(version.document))
        sheet = hand_in(
            act, SheetKind.RETURN, annual.agency, annual.year, values, f"{annual.title}（第{version.number}版）",
            happened_on=date(annual.year, 12, 31), scope=unit.scope, scan_name=f"{annual.title}.pdf", scan=pdf,
            prepared_by=(version.approved_by, version.approved_by_name),
        )  # fmt: skip
        record(act, "returns.submitted", "return", public_id(unit.pk), facts={"sheet": public_id(sheet.pk)})
    return sheet


def unit_above(agency: Agency, year: int) -> CampaignUnit | None:
    """The unit this government is in the campaign of the one above, where that one works in this installation."""
    rows = CampaignUnit.objects.filter(agency=agency, campaign__year=year).exclude(campaign__agency=agency)
    return rows.select_related("agency", "campaign__agency").first()


def _latest(act: Act, report_id: int) -> ReportVersion:
    annual = locked_report(act, report_id) if act.source != "system" else _any_report(report_id)
    version = ReportVersion.objects.filter(report=annual).select_related("report__agency").order_by("-number").first()
    refuse_if(_reasons(version, annual.state))
    assert version is not None
    return version


def _any_report(report_id: int) -> AnnualReport:
    """For the command, which acts for the installation itself."""
    annual = AnnualReport.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=report_id).first()
    if annual is None:
        raise NotFound([Reason("report", "没有这份年度报告")])
    return annual


def _reasons(version: ReportVersion | None, state: str) -> Iterator[Reason]:
    if version is None:
        yield Reason("report", f"报告状态为“{ReportState(state).label}”，签发后才能报送上级")


def _head(version: ReportVersion, number: int, act: Act) -> dict[str, Any]:
    annual = version.report
    agency = annual.agency
    return {
        "agency": {"code": agency.code, "name": agency.name, "uscc": agency.uscc, "region_code": agency.region_code},
        "year": annual.year,
        "scope": annual.scope,
        "title": annual.title,
        "form": version.definitions_version,
        "as_of": version.as_of.isoformat(),
        "version": version.number,
        "number": number,
        "made_on": act.today.isoformat(),
        "published": version.published_at is not None,
    }


def _files(version: ReportVersion, since: tuple[Change, ...]) -> dict[str, bytes]:
    document = from_payload(version.document)
    report = {
        "figures": {key: value for key, value in version.figures.items() if key in CELLS},
        "identities": version.identities,
        "explanations": version.explanations,
        "corrections": version.changes,
        "changes_since_last": [one.as_json() for one in since],
    }
    return {
        REPORT: as_bytes(report),
        UNITS: as_bytes(_units(version)),
        LINKS: as_bytes(_links(version)),
        DOCX: FORMATS["docx"].write(document),
        PDF: FORMATS["pdf"].write(document),
    }


def _units(version: ReportVersion) -> list[dict[str, Any]]:
    """What every unit contributes to the frozen figures, so that the receiver opens a cell to the unit; their sum is the report."""
    annual = version.report
    campaign = Campaign.objects.filter(agency=annual.agency, year=annual.year).first()
    found = standings(campaign, version.as_of) if campaign else []
    states = {one.unit.agency.code: one for one in found}
    agencies = {agency.pk: agency for agency in Agency.objects.filter(path__startswith=annual.agency.path)}
    owners = {
        pk: next((code for code in agency.path.split("/") if code in states), annual.agency.code)
        for pk, agency in agencies.items()
    }
    cells: dict[str, dict[str, Figure]] = {}
    for key in COUNTED:
        for agency_id, _, value, counted in version.parts.get(key, ()):
            if counted:
                of_unit = cells.setdefault(owners[agency_id], {})
                of_unit[key] = _add(of_unit.get(key), read_figures({key: value})[key])
    by_code = {agency.code: agency for agency in agencies.values()}
    return [
        {
            "code": code,
            "name": by_code[code].name,
            "uscc": by_code[code].uscc,
            "state": states[code].state.label if code in states else "本级",
            "is_zero": states[code].is_zero if code in states else False,
            "figures": json_figures(cells.get(code, {})),
        }
        for code in sorted({*cells, *states})
    ]


def _add(one: Figure, other: Figure) -> Figure:
    return other if one is None else one if other is None else one + other


def _links(version: ReportVersion) -> list[dict[str, Any]]:
    rows = CampaignUnit.objects.filter(
        campaign__agency=version.report.agency, campaign__year=version.report.year
    ).exclude(report_url="")
    return [
        {
            "code": unit.agency.code,
            "name": unit.agency.name,
            "url": unit.report_url,
            "on": str(unit.report_published_on),
        }
        for unit in rows.select_related("agency").order_by("agency__path")
    ]
