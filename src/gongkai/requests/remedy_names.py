"""Real names in the remedies paragraph: who hears a complaint against this agency, and which name the office has not given yet.

The law (``law.remedies``) knows levels and kinds; the names come from the agency's place in the tree and from the setting
``letters.remedy_names``, which a county chooses once for all its units. What is not named is printed in the law's general words
(有管辖权的基层人民法院), and ``unnamed_in`` tells the officer so before the letter goes out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.agencies.models import GOVERNMENTS, Agency
from gongkai.agencies.settings import SETTINGS, Setting, setting_of
from gongkai.law.agency_kinds import (
    BODIES,
    COUNTY_GOVERNMENT,
    PROVINCE_GOVERNMENT,
    SAME_LEVEL_GOVERNMENT,
    UPPER_LEVEL_GOVERNMENT,
    CourtLevel,
    agency_kind,
)
from gongkai.law.remedies import unnamed
from gongkai.law.remedy_rules import body_rule
from gongkai.requests.models import Reply


def _fault_of_names(value: dict[str, Any]) -> str:
    good = all(isinstance(name, str) and name.strip() for name in value.values())
    return "" if good else '逐项写名称，例如 {"court.basic": "温县人民法院"}'


REMEDY_NAMES = Setting(
    "letters.remedy_names",
    {},
    "救济机关名称",
    'real names in the remedies paragraph, e.g. {"court.basic": "温县人民法院", "court.intermediate": "焦作市中级人民法院", '
    '"same_level_government.office": "温县司法局"}; `court` names the basic court',
    _fault_of_names,
)
SETTINGS.setdefault(REMEDY_NAMES.name, REMEDY_NAMES)

_ABOVE = (SAME_LEVEL_GOVERNMENT, COUNTY_GOVERNMENT, UPPER_LEVEL_GOVERNMENT)
_OF_ITS_UNITS = (SAME_LEVEL_GOVERNMENT, COUNTY_GOVERNMENT)
COURTS = {f"court.{CourtLevel.BASIC}": "基层人民法院", f"court.{CourtLevel.INTERMEDIATE}": "中级人民法院"}
_OTHERS = {
    "court": "人民法院", "court_after_reconsideration": "复议后起诉的人民法院", "online_channel": "提交行政复议申请的互联网渠道",
}  # fmt: skip


def names_of(agency: Agency, day: date) -> Mapping[str, str]:
    """Names by key of ``law.remedies``: the office's choice over what the tree tells; the court is that of the agency's own level."""
    chosen = chosen_names(agency, day)
    level = agency_kind(agency.kind).court
    basic = chosen.pop("court", "")
    courts = {key: chosen.pop(key, "") for key in COURTS}
    court = courts[f"court.{level}"] or (basic if level is CourtLevel.BASIC else "")
    return _from_the_tree(agency) | {key: name for key, name in (chosen | {"court": court}).items() if name}


def chosen_names(agency: Agency, day: date) -> dict[str, str]:
    """What the office has chosen, its own or inherited; a key nobody knows says nothing."""
    return {key: name for key, name in setting_of(agency, REMEDY_NAMES.name, day).items() if name and label(key)}


def keys_for(agency: Agency, day: date) -> dict[str, str]:
    """The names an agency's letters can need, and for a government those of the units below it: key and label."""
    kinds = {agency.kind}
    if agency.is_government:
        kinds.update(Agency.objects.filter(path__startswith=agency.path).values_list("kind", flat=True))
    used = [body for kind in sorted(kinds) for body in body_rule(kind, day).bodies]
    courts = sorted({f"court.{agency_kind(kind).court}" for kind in kinds})
    bodies = [key for body in used for key in (body.code, f"{body.code}.office" if body.office_zh else "") if key]
    known = set(_from_the_tree(agency)) | ({body.code for body in _OF_ITS_UNITS} if agency.is_government else set())
    needed = [key for key in dict.fromkeys(bodies) if key not in known]
    return {key: label(key) for key in (*courts, *needed, "court_after_reconsideration", "online_channel")}


def _from_the_tree(agency: Agency) -> dict[str, str]:
    """The nearest government above, and an agency that hears itself."""
    above = agency.parent
    while above is not None and above.kind not in GOVERNMENTS:
        above = above.parent
    names = {body.code: above.name for body in _ABOVE} if above is not None else {}
    return names | {PROVINCE_GOVERNMENT.code: agency.name}


def unnamed_in(agency: Agency, outcome: str, grounds: list[str], day: date, *, served_online: bool) -> tuple[str, ...]:
    """What a letter of ``day`` would name in general words only, in Chinese."""
    keys = unnamed({
        "outcome": outcome, "grounds": grounds, "agency": agency.kind, "replied_on": day.isoformat(),
        "served_online": served_online, "names": names_of(agency, day),
    })  # fmt: skip
    return tuple(label(key) for key in keys)


def unnamed_in_reply(reply: Reply, day: date, *, wanted_online: bool = False) -> tuple[str, ...]:
    """``wanted_online``: how it is served is decided when it is sent; what the applicant wished is known before."""
    online = reply.delivery == Reply.Delivery.ELECTRONIC or (not reply.delivery and wanted_online)
    return unnamed_in(reply.agency, reply.outcome, grounds_of(reply), reply.made_on or day, served_online=online)


def grounds_of(reply: Reply) -> list[str]:
    """The grounds of the reply and of each item: together they decide who hears a complaint."""
    return [*reply.grounds, *(ground for item in reply.items for ground in item.get("grounds", ()))]


def label(key: str) -> str:
    """What a key names, in Chinese; empty for no key of ``law.remedies``."""
    if key in COURTS | _OTHERS:
        return (COURTS | _OTHERS)[key]
    body, _, office = key.partition(".")
    if body not in BODIES or office not in ("", "office"):
        return ""
    return f"{BODIES[body].name_zh}{'的行政复议机构' if office else ''}"
