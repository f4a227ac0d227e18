"""Program: the two installations of the story of returns, one in each GONGKAI_HOME.

returns_installations.py county    a county of 60 units; 59 returned in January, one of them wrong, two of them zero
returns_installations.py city      its city, with the county as a unit
returns_installations.py report    the county's report, written, checked and approved (after the returns are in)
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings"
django.setup()

from django.utils import timezone  # noqa: E402

from gongkai.agencies.models import Agency, Officer  # noqa: E402
from gongkai.agencies.rights import act_of  # noqa: E402
from gongkai.agencies.roles import Role  # noqa: E402
from gongkai.agencies.usecases.appoint import appoint_officer, name_supervisor  # noqa: E402
from gongkai.agencies.usecases.establish import establish_agency  # noqa: E402
from gongkai.annual_report.usecases.approve_report import approve_report  # noqa: E402
from gongkai.annual_report.usecases.begin_report import begin_report  # noqa: E402
from gongkai.annual_report.usecases.check_report import check_report  # noqa: E402
from gongkai.annual_report.usecases.write_section import write_section  # noqa: E402
from gongkai.audit.acts import system_act  # noqa: E402
from gongkai.cli.first_start import bring_up_to_date, make_home, make_key  # noqa: E402
from gongkai.clock import ScenarioClock  # noqa: E402
from gongkai.law.codes import make_credit_code  # noqa: E402
from gongkai.returns.form import COUNTED  # noqa: E402
from gongkai.returns.usecases.fill_return import fill_zero, save_draft  # noqa: E402
from gongkai.returns.usecases.open_campaign import open_campaign  # noqa: E402
from gongkai.returns.usecases.submit_return import submit_return  # noqa: E402

PASSWORD = "gongkai-2022"
YEAR = timezone.now().year - 1
PENALTIES, RECEIVED, GRANTED = (
    "table2.art20_6.penalties.decisions", "table3.new_received.natural_person", "table3.granted.natural_person",
)  # fmt: skip
UNITS, LATE, WRONG, ZERO = 60, 59, 1, 2
"""Unit 59 has not returned anything, unit 1 returned 700 instead of 70, in unit 2 and in the office (60) nothing happened."""
COUNTY_CODE, CITY_CODE = make_credit_code("11", "410825", 1), make_credit_code("11", "410800", 1)
FOUNDED = ScenarioClock(datetime(YEAR, 1, 4, 1, tzinfo=UTC))


def officer(agency: Agency, username: str, name: str, *roles: Role, signs_in: bool = True) -> Officer:
    act, password = system_act("stories", FOUNDED), PASSWORD if signs_in else None
    return appoint_officer(act=act, agency=agency, username=username, name=name, roles=roles, password=password)


def agency(code: str, name: str, kind: str, uscc: str, parent: Agency | None = None) -> Agency:
    return establish_agency(
        act=system_act("stories", FOUNDED), code=code, name=name, short_name=name.removeprefix("温县"), kind=kind,
        region_code="410825", uscc=uscc, parent=parent,
    )  # fmt: skip


def county() -> None:
    government = agency("wenxian", "温县人民政府", "county_government", COUNTY_CODE)
    office = agency(
        "wenxian-zfb", "温县人民政府办公室", "county_government_office", make_credit_code("11", "410825", 2), government
    )
    name_supervisor(act=system_act("stories", FOUNDED), authority=office, government=government)
    cast = (("supervisor", Role.SUPERVISOR), ("drafter", Role.DRAFTER), ("first", Role.FIRST_REVIEWER),
            ("approver", Role.APPROVER), ("publisher", Role.PUBLISHER))  # fmt: skip
    for username, role in cast:
        officer(office, username, role.label, role)
    clock = ScenarioClock(datetime(YEAR + 1, 1, 5, 1, tzinfo=UTC))
    units = [
        agency(f"unit{number:02}", unit_name(number), "township" if number > 48 else "county_department",
               make_credit_code("11", "410825", number + 10), government)
        for number in range(1, UNITS)
    ]  # fmt: skip
    supervisor = act_of(Officer.objects.get(username="supervisor"), clock)
    campaign = open_campaign(act=supervisor, government=government, year=YEAR)
    assert campaign.units.count() == UNITS
    for number, place in enumerate([*units, office], start=1):
        fill, second = f"fill{number:02}", f"second{number:02}"
        acts = number in (WRONG, LATE)
        officer(place, fill, f"填报员{number:02}", Role.DRAFTER, signs_in=acts)
        officer(place, second, f"核对员{number:02}", Role.APPROVER, signs_in=acts)
        if number == LATE:
            continue
        returned(
            campaign.units.select_related("agency", "campaign__agency").get(agency=place), number, fill, second, clock
        )


def returned(unit, number: int, fill: str, second: str, clock: ScenarioClock) -> None:  # type: ignore[no-untyped-def]
    writer, submitter = (act_of(Officer.objects.get(username=name), clock) for name in (fill, second))
    if number in (ZERO, UNITS):
        fill_zero(act=writer, unit=unit)
    else:
        count = 700 if number == WRONG else number
        values = dict.fromkeys(COUNTED, "0") | {PENALTIES: str(count), RECEIVED: "1", GRANTED: "1"}
        save_draft(act=writer, unit=unit, values=values, source="年度报送表（盖章）", scan_name="盖章.pdf", scan=b"%PDF-1.4 x",
                   is_ready=True)  # fmt: skip
    submit_return(act=submitter, unit=unit)


def unit_name(number: int) -> str:
    return f"温县第{number:02}镇人民政府" if number > 48 else f"温县第{number:02}局"


def city() -> None:
    top = agency("jiaozuo", "焦作市人民政府", "city_government", CITY_CODE)
    office = agency(
        "jiaozuo-zfb", "焦作市人民政府办公室", "county_government_office", make_credit_code("11", "410800", 2), top
    )
    agency("wenxian", "温县人民政府", "county_government", COUNTY_CODE, top)
    name_supervisor(act=system_act("stories", FOUNDED), authority=office, government=top)
    first = officer(office, "city1", "市经办人", Role.SUPERVISOR)
    officer(office, "city2", "市复核人", Role.SUPERVISOR)
    clock = ScenarioClock(datetime(YEAR + 1, 1, 6, 1, tzinfo=UTC))
    open_campaign(act=act_of(first, clock), government=top, year=YEAR)


def report() -> None:
    people = {name: act_of(Officer.objects.get(username=name)) for name in ("drafter", "first", "approver")}
    annual = begin_report(act=people["drafter"], agency=Agency.objects.get(code="wenxian"), year=YEAR)
    for key in ("overview", "problems", "other"):
        write_section(act=people["drafter"], report_id=annual.pk, key=key, text="本年度有关情况如下。")
    check_report(act=people["first"], report_id=annual.pk)
    approve_report(act=people["approver"], report_id=annual.pk)


if __name__ == "__main__":
    errand = sys.argv[1]
    if errand != "report":
        make_home()
        make_key()
        bring_up_to_date()
    {"county": county, "city": city, "report": report}[errand]()
