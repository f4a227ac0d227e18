"""Dated settings of agencies, inherited down the tree; each known name has a default and a meaning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.agencies.models import Agency, AgencySetting


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    default: Any
    label_zh: str
    means: str


SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting(
            "portal.figures_open",
            False,
            "年报数据向公众展开",
            "citizens may open a figure: definition, breakdown, public records",
        ),
        Setting(
            "report.post_rounding",
            100,
            "“余”字取整单位",
            "bounded figures such as 6200余 are rounded down to this unit",
        ),
        Setting(
            "index_number.pattern",
            "{uscc}/{year}-{serial:05d}",
            "索引号规则",
            "how index numbers are written (domain 2.4)",
        ),
    )
}


def setting_of(agency: Agency, name: str, day: date) -> Any:
    """The value in force for an agency on a day: its own latest, else its nearest ancestor's, else the default.

    Raises KeyError for a name that is not declared above.
    """
    declared = SETTINGS[name]
    codes = [part for part in agency.path.split("/") if part]
    rows = AgencySetting.objects.filter(name=name, since__lte=day, agency__code__in=codes).select_related("agency")
    best = max(rows, key=lambda row: (len(row.agency.path), row.since, row.recorded_at), default=None)
    return declared.default if best is None else best.value
