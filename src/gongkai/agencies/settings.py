"""Dated settings of agencies, inherited down the tree; each known name has a default and a meaning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai.agencies.models import Agency, AgencySetting
from gongkai.agencies.setting_rules import (
    fault_of_address,
    fault_of_domain,
    fault_of_id_code,
    fault_of_megabytes,
    pattern_of,
)
from gongkai.law.limits import LIMITS
from gongkai.law.reference import Convention


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    default: Any
    label_zh: str
    means: str
    fault: Callable[[Any], str] | None = None
    """What is wrong with a value of the right kind, as a sentence; empty when nothing is."""


# Numbers of days that are conventions (law/limits.py): an office may change them, numbers of the law it may not.
LIMIT_SETTINGS: dict[str, Setting] = {
    limit.basis.setting: Setting(limit.basis.setting, limit.amount, limit.label_zh, limit.basis.reason)
    for limit in LIMITS
    if isinstance(limit.basis, Convention)
}

SETTINGS: dict[str, Setting] = LIMIT_SETTINGS | {
    setting.name: setting
    for setting in (
        Setting(
            "portal.figures_open",
            False,
            "年报数据向公众展开",
            "citizens may open a figure: definition, breakdown, public records",
        ),
        Setting(
            "publicity.natural_persons",
            False,
            "自然人行政决定公示",
            "decisions on natural persons of age are shown masked and found by exact document number; minors never",
        ),
        Setting(
            "portal.own",
            True,
            "启用本系统门户",
            "off: the desk alone; citizens are led to portal.external, and no page lies as a file",
        ),
        Setting(
            "portal.external",
            "",
            "对外发布的网站",
            "where citizens are led while the own portal is off, for example https://www.jiaozuo.gov.cn/wenxian/",
            fault_of_address,
        ),
        Setting("site.name", "", "网站名称", "name of the portal on every page; empty: the government's own name"),
        Setting(
            "site.domain", "", "网站域名", "domain in the page tags, for example www.wenxian.gov.cn", fault_of_domain
        ),
        Setting(
            "site.id_code",
            "",
            "政府网站标识码",
            "ten characters given by the national register of government sites",
            fault_of_id_code,
        ),
        Setting("site.icp", "", "ICP备案号", "filing number shown at the foot of every page"),
        Setting("site.police", "", "公安机关备案号", "filing number shown at the foot of every page"),
        Setting("site.contact", "", "网站联系方式", "telephone shown at the foot of every page"),
        Setting(
            "site.organiser", "", "主办单位", "who runs the site, at the foot of every page; empty: the government"
        ),
        Setting("site.undertaker", "", "承办单位", "who does the work, at the foot of every page; empty: not shown"),
        Setting(
            "site.error_report",
            "",
            "网站找错地址",
            "address of “我为政府网站找错”; empty: the national page for the site's code",
            fault_of_address,
        ),
        Setting(
            "site.party_mark",
            "",
            "党政机关网站标识地址",
            "address of the mark's own page, granted by the staffing office",
            fault_of_address,
        ),
        Setting(
            "files.largest_mb",
            50,
            "附件大小上限（MB）",
            "largest file an officer or a citizen may upload, in megabytes",
            fault_of_megabytes,
        ),
        Setting(
            "links.probe_outside",
            False,
            "探测外部链接",
            "links to other sites are tried over the network, in drafts at once and in what is public every week; off: a county may have no way out",
        ),
        Setting(
            "forms.sum_after",
            3,
            "公开表单每小时几次后回答算式",
            "letters, opinions, questions: after so many in an hour from one network address a sum is asked",
        ),
        Setting(
            "forms.refused_after",
            20,
            "公开表单每小时最多次数",
            "letters, opinions, questions: how many one network address may send in an hour; an office behind one address needs more",
        ),
        Setting(
            "forms.lookups",
            60,
            "查询码每小时最多尝试次数",
            "how often one network address may look up a letter by number and code in an hour",
        ),
        Setting(
            "surveys.per_address",
            20,
            "问卷每个网络地址每天的份数",
            "how many answers of an open questionnaire one network address may send a day; links are not limited",
        ),
        Setting(
            "report.post_rounding",
            100,
            "“余”字取整单位",
            "bounded figures such as 6200余 are rounded down to this unit",
        ),
        Setting(
            "review.paths",
            {},
            "审核路径",
            'review path by kind of information where it is not the usual one, e.g. {"news": "short"}',
        ),
        Setting(
            "review.reviewed_by",
            "",
            "代为审核的单位",
            "code of the agency whose officers review for this one; empty: its own; not inherited",
        ),
        Setting(
            "requests.answered_by",
            "",
            "代为办理依申请公开的单位",
            "code of the competent authority whose officers register and answer requests for this unit without accounts; "
            "empty: nobody; not inherited",
        ),
        Setting(
            "index_number.pattern",
            "{uscc}/{year}-{serial:05d}",
            "索引号规则",
            "how index numbers are written (domain 2.4)",
            pattern_of(
                {"uscc": "统一社会信用代码", "code": "单位代码", "year": "年份", "serial": "流水号"},
                (("year",), ("serial",), ("uscc", "code")),
                "{uscc}/{year}-{serial:05d}",
            ),
        ),
    )
}


def setting_of(agency: Agency, name: str, day: date) -> Any:
    """The value in force for an agency on a day: its own latest, else its nearest ancestor's, else the default.

    Raises KeyError for a name that is not declared above.
    """
    return chosen(agency, (name,), day).get(name, SETTINGS[name].default)


def chosen(agency: Agency, names: Sequence[str], day: date) -> dict[str, Any]:
    """What was chosen by ``day`` for these settings, the nearest agency and the latest choice winning; one query."""
    return {name: value for since, name, value in choices(agency, names) if since <= day}


def choices(agency: Agency, names: Sequence[str]) -> list[tuple[date, str, Any]]:
    """Everything ever chosen for these settings, (since, name, value): read for a day, what is in force stands last."""
    codes = [part for part in agency.path.split("/") if part]
    found = AgencySetting.objects.filter(name__in=names, agency__code__in=codes)
    rows = found.values_list("agency__path", "since", "recorded_at", "name", "value")
    ranked = sorted(rows, key=lambda row: rank(*row[:3]))
    return [(since, name, value) for _, since, _, name, value in ranked]


def rank(path: str, since: date, recorded_at: datetime) -> tuple[int, date, datetime]:
    """Of choices that have begun the highest is in force: the nearest agency's, then the latest day, then what was recorded last."""
    return path.count("/"), since, recorded_at
