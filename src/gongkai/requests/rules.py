"""Which of our conventions apply to a request: what an agency has chosen, as dated settings inherited down the tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from gongkai.agencies.models import Agency, AgencySetting
from gongkai.agencies.setting_rules import pattern_of
from gongkai.agencies.settings import LIMIT_SETTINGS, SETTINGS, Setting, chosen
from gongkai.law.calendar import Calendar
from gongkai.law.conventions import DEFAULTS, Conventions, SuspensionBegins

NUMBER_PATTERN = Setting(
    "requests.number_pattern",
    "{code}{year}-{serial:04d}",
    "申请编号规则",
    "how request numbers are written: {code} the agency's code in capitals, {year}, {serial}; e.g. WX{year}-{serial:04d}",
    pattern_of(
        {"code": "单位代码", "year": "年份", "serial": "流水号"}, (("year",), ("serial",)), "WX{year}-{serial:04d}"
    ),
)


def _fault_of_conventions(value: dict[str, Any]) -> str:
    """What keeps a choice from being one, as a sentence; empty when it is."""
    for name, given in value.items():
        if name not in _CHOICES:
            return f"没有“{name}”这一项，可选：{'、'.join(_CHOICES)}；天数用各自的设置，例如 correction_period"
        if given not in _CHOICES[name] or type(given) is not type(_CHOICES[name][0]):
            accepted = "、".join(str(one).lower() if isinstance(one, bool) else one for one in _CHOICES[name])
            return f"“{name}”应为{accepted}之一；所填：{given}"
    return ""


_CHOICES: dict[str, tuple[Any, ...]] = {
    "suspension_begins": tuple(one.value for one in SuspensionBegins),
    "restart_keeps_extension": (True, False),
}
CONVENTIONS = Setting(
    "law.conventions",
    {},
    "法律未规定事项的约定",
    'conventions that are no numbers of days, e.g. {"suspension_begins": "RECEIPT", "restart_keeps_extension": false}',
    _fault_of_conventions,
)


def _fault_of_retention(value: dict[str, Any]) -> str:
    years = value.values()
    good = set(value) == {"usual", "litigated"} and all(type(one) is int and 0 < one <= 100 for one in years)
    return "" if good else '须写明两个年限，例如 {"usual": 10, "litigated": 30}'


RETENTION_YEARS = Setting(
    "requests.retention_years",
    {"usual": 10, "litigated": 30},
    "依申请公开档案保管年限",
    "years a closed case is kept, by the agency's approved table",
    _fault_of_retention,
)
STATISTICS_OPEN = Setting(
    "requests.statistics_open",
    False,
    "依申请公开数据向公众展示",
    "the portal shows how many requests the area received and closed in the current year",
)
for _setting in (NUMBER_PATTERN, CONVENTIONS, RETENTION_YEARS, STATISTICS_OPEN):
    SETTINGS.setdefault(_setting.name, _setting)


_NAMES = (CONVENTIONS.name, *LIMIT_SETTINGS)


def conventions_of(agency: Agency, day: date) -> Conventions:
    """The conventions in force for an agency on a day: numbers of days, and the choices that are none; one query."""
    return read_conventions(chosen(agency, _NAMES, day))


def conventions_of_many() -> Callable[[Agency, date], Conventions]:
    """``conventions_of`` for many requests at once: every choice ever made is read one time, there are few."""
    rows = AgencySetting.objects.filter(name__in=_NAMES).select_related("agency")
    made = sorted(rows, key=lambda row: (len(row.agency.path), row.since, row.recorded_at))

    def find(agency: Agency, day: date) -> Conventions:
        fitting = [row for row in made if row.since <= day and agency.path.startswith(row.agency.path)]
        return read_conventions({row.name: row.value for row in fitting})

    return find


def read_conventions(chosen: Mapping[str, Any]) -> Conventions:
    """Settings by name as the law takes them: a number each, and ``law.conventions``."""
    if not chosen:
        return DEFAULTS
    others = chosen.get(CONVENTIONS.name, {})
    return Conventions(
        days=tuple(sorted((name, int(value)) for name, value in chosen.items() if name in LIMIT_SETTINGS)),
        suspension_begins=SuspensionBegins(others.get("suspension_begins", DEFAULTS.suspension_begins)),
        restart_keeps_extension=others.get("restart_keeps_extension", DEFAULTS.restart_keeps_extension),
    )


def rules_name(calendar: Calendar, conventions: Conventions) -> str:
    """What a stored day was computed with: digest of the calendar and version of the conventions."""
    return f"{calendar.digest[:16]}/{conventions.version}"
