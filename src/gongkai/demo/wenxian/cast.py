"""Establish the county's agencies and appoint its officers: a full cast at every agency, so that no one acts twice."""

from __future__ import annotations

from datetime import date
from random import Random

from gongkai.agencies.roles import Role
from gongkai.agencies.usecases.appoint import appoint_officer, choose_setting, name_supervisor
from gongkai.agencies.usecases.establish import establish_agency
from gongkai.demo.stage import Stage
from gongkai.demo.wenxian import people
from gongkai.demo.wenxian.agencies import COUNTY, OFFICE, ORGANS, REGION, Organ

PASSWORD = "gongkai-2022"  # printed by `up`; demonstration databases only

# Accounts a visitor may sign in with: at the government's office, and one department's drafter who sees the own rows only.
ACCOUNTS: tuple[tuple[str, str, Role], ...] = (
    ("drafter", OFFICE, Role.DRAFTER),
    ("secrecy", OFFICE, Role.SECRECY_REVIEWER),
    ("first", OFFICE, Role.FIRST_REVIEWER),
    ("second", OFFICE, Role.SECOND_REVIEWER),
    ("approver", OFFICE, Role.APPROVER),
    ("publisher", OFFICE, Role.PUBLISHER),
    ("requests", OFFICE, Role.REQUEST_OFFICER),
    ("legal", OFFICE, Role.LEGAL_REVIEWER),
    ("head", OFFICE, Role.OFFICE_HEAD),
    ("supervisor", OFFICE, Role.SUPERVISOR),
    ("sysadmin", OFFICE, Role.SYSTEM_ADMIN),
    ("secadmin", OFFICE, Role.SECURITY_ADMIN),
    ("auditor", OFFICE, Role.AUDITOR),
    ("health", "wenxian-wjw", Role.DRAFTER),
)
# How the county's report calls its site and its main account.
_SITE = {"site_name": "县党政门户网站", "wechat_name": "温县发布"}
_WORKING = (
    Role.DRAFTER, Role.SECRECY_REVIEWER, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.APPROVER, Role.PUBLISHER,
    Role.REQUEST_OFFICER, Role.LEGAL_REVIEWER, Role.OFFICE_HEAD,
)  # fmt: skip
_ABOVE = (Role.SUPERVISOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)


def set_up(stage: Stage, random: Random) -> None:
    """Agencies, the competent authority, officers and the county's settings, on the scenario's first day."""
    act = stage.system("establish")
    for organ in ORGANS:
        parent = None if organ.code == COUNTY else stage.agencies[COUNTY]
        stage.agencies[organ.code] = establish_agency(
            act=act, code=organ.code, name=organ.name, short_name=organ.short_name, kind=organ.kind, region_code=REGION,
            uscc=organ.uscc, parent=parent, document_prefix=organ.prefix, contact=_contact(organ, random),
        )  # fmt: skip
    name_supervisor(act=act, authority=stage.agencies[OFFICE], government=stage.agencies[COUNTY])
    for organ in ORGANS:
        stage.agencies[organ.code].refresh_from_db()
    stage.hands[COUNTY] = OFFICE
    _appoint(stage, random)
    _settings(stage)


def _appoint(stage: Stage, random: Random) -> None:
    act = stage.system("appoint")
    usernames = {(agency, role): username for username, agency, role in ACCOUNTS}
    for organ in ORGANS:
        if organ.code == COUNTY:
            continue
        for role in _WORKING + (_ABOVE if organ.code == OFFICE else ()):
            username = usernames.get((organ.code, role))
            stage.officers[(organ.code, role)] = appoint_officer(
                act=act, agency=stage.agencies[organ.code], username=username or f"{organ.code}-{role.lower().replace('_', '-')}",
                name=people.name(random), roles=[role], password=PASSWORD if username else None, post=role.label,
            )  # fmt: skip


_REMEDIES = {
    "court.basic": "温县人民法院", "court.intermediate": "焦作市中级人民法院", "same_level_government.office": "温县司法局",
    "county_government.office": "温县司法局", "upper_level_government": "焦作市人民政府", "upper_level_government.office": "焦作市司法局",
    "upper_justice_department": "焦作市司法局", "upper_authority": "国家税务总局焦作市税务局",
    "online_channel": "全国行政复议服务平台",
}  # fmt: skip


def _settings(stage: Stage) -> None:
    county, since = stage.agencies[COUNTY], date(2022, 1, 1)
    act = stage.system("settings")
    for name, value in (
        ("portal.figures_open", True),
        ("site.name", "温县人民政府"),
        ("site.id_code", "4108250001"),
        ("site.icp", "豫ICP备00000000号-1（演示）"),
        ("site.police", "豫公网安备41082500000000号（演示）"),
        ("site.organiser", "温县人民政府"),
        ("site.undertaker", "温县人民政府办公室"),
        ("site.contact", "0391-0000000（演示）"),
        ("letters.remedy_names", _REMEDIES),
    ):
        choose_setting(act=act, agency=county, name=name, value=value, since=since)


def _contact(organ: Organ, random: Random) -> dict[str, str]:
    return {
        "address": f"河南省焦作市温县黄河路{random.randint(1, 300)}号",
        "hours": "工作日 8:00—12:00，14:30—17:30（夏季 15:00—18:00）",
        "phone": people.landline(random),
        "email": f"{organ.code}@example.gov.cn",
        **(_SITE if organ.code == COUNTY else {}),
    }
