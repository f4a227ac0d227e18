"""Kinds of agencies, as far as the law of remedies tells them apart, and the bodies that hear reconsideration.

The letterhead decides: an office that replies in its own name is the respondent, not its government (DEF21).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai.law.errors import LawError, nearest


class CourtLevel(StrEnum):
    BASIC = "basic"
    INTERMEDIATE = "intermediate"


@dataclass(frozen=True, slots=True)
class AgencyKind:
    """``court``: a county-level or higher government is sued at the intermediate court, all others at the basic (LIT 14, 15)."""

    code: str
    label_zh: str
    court: CourtLevel = CourtLevel.BASIC


AGENCY_KINDS = {
    kind.code: kind
    for kind in (
        AgencyKind("county_government", "县级人民政府", CourtLevel.INTERMEDIATE),
        AgencyKind("county_government_office", "县级人民政府办公室（以自己名义答复）"),
        AgencyKind("county_department", "县级人民政府工作部门"),
        AgencyKind("county_justice", "县级司法行政部门"),
        AgencyKind("county_tax", "县级税务机关（垂直领导）"),
        AgencyKind("township", "乡镇人民政府"),
        AgencyKind("city_government", "设区的市人民政府", CourtLevel.INTERMEDIATE),
        AgencyKind("city_department", "设区的市人民政府工作部门"),
        AgencyKind("province_government", "省级人民政府", CourtLevel.INTERMEDIATE),
        AgencyKind("province_department", "省级人民政府工作部门"),
    )
}


@dataclass(frozen=True, slots=True)
class ReconsiderationBody:
    """A body that hears reconsideration, with its general name and the office where the application is handed in."""

    code: str
    name_zh: str
    office_zh: str = ""


SAME_LEVEL_GOVERNMENT = ReconsiderationBody("same_level_government", "本级人民政府", "本级司法行政部门")
UPPER_LEVEL_GOVERNMENT = ReconsiderationBody("upper_level_government", "上一级人民政府", "上一级司法行政部门")
COUNTY_GOVERNMENT = ReconsiderationBody("county_government", "所属县级人民政府", "县级司法行政部门")
PROVINCE_GOVERNMENT = ReconsiderationBody("province_government", "本机关（省级人民政府）", "省级司法行政部门")
UPPER_DEPARTMENT = ReconsiderationBody("upper_department", "上一级主管部门")
UPPER_AUTHORITY = ReconsiderationBody("upper_authority", "上一级主管机关")
UPPER_JUSTICE_DEPARTMENT = ReconsiderationBody("upper_justice_department", "上一级司法行政部门")

BODIES = {
    body.code: body
    for body in (
        SAME_LEVEL_GOVERNMENT,
        UPPER_LEVEL_GOVERNMENT,
        COUNTY_GOVERNMENT,
        PROVINCE_GOVERNMENT,
        UPPER_DEPARTMENT,
        UPPER_AUTHORITY,
        UPPER_JUSTICE_DEPARTMENT,
    )
}


def agency_kind(code: object) -> AgencyKind:
    """The kind of this code. Raises LawError with all codes."""
    if not isinstance(code, str) or code not in AGENCY_KINDS:
        raise LawError("agency", code, AGENCY_KINDS, nearest(code, AGENCY_KINDS))
    return AGENCY_KINDS[code]
