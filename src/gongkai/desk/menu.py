"""The desk's menu: sections and entries, each with the roles that see it. A number beside an entry counts what waits there.

A room adds its line to its section; nothing else has to know.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.urls import reverse

from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act


@dataclass(frozen=True, slots=True)
class Entry:
    """``route`` is the name of the page; ``roles`` see it (empty: every officer)."""

    route: str
    label: str
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Shown:
    address: str
    label: str
    waiting: int
    is_current: bool


_AT_LETTERS = frozenset({Role.REQUEST_OFFICER, Role.DRAFTER, Role.LEGAL_REVIEWER, Role.APPROVER, Role.OFFICE_HEAD})

_AT_REMEDIES = frozenset({Role.REQUEST_OFFICER, Role.LEGAL_REVIEWER, Role.OFFICE_HEAD, Role.APPROVER, Role.SUPERVISOR})

_AT_MOVING = frozenset(
    {
        Role.DRAFTER,
        Role.PUBLISHER,
        Role.SECRECY_REVIEWER,
        Role.FIRST_REVIEWER,
        Role.SECOND_REVIEWER,
        Role.APPROVER,
        Role.OFFICE_HEAD,
    }
)

SECTIONS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    ("", (Entry("desk:home", "首页"), Entry("desk:search", "检索"))),
    (
        "信息发布",
        (
            Entry("desk:documents", "文稿"),
            Entry("desk:review", "审核"),
            Entry("desk:document-register", "公开属性登记簿"),
            Entry("desk:normative", "规范性文件"),
            Entry("desk:interpretations", "政策解读"),
            Entry("desk:completeness", "重点领域公开"),
            Entry("desk:topics", "专题专栏"),
            Entry("desk:takedowns", "撤稿处置", frozenset({Role.PUBLISHER, Role.SUPERVISOR, Role.APPROVER})),
            Entry("desk:wording", "错敏词"),
            Entry("desk:moving", "网站迁入", _AT_MOVING),
            Entry("desk:targets", "发布目标", frozenset({Role.PUBLISHER, Role.SYSTEM_ADMIN})),
        ),
    ),
    (
        "依申请公开",
        (
            Entry("desk:requests", "在办申请"),
            Entry("desk:requests-new", "登记申请", frozenset({Role.REQUEST_OFFICER})),
            Entry("desk:requests-numbers", "办理情况"),
            Entry("desk:remedies", "复议诉讼", _AT_REMEDIES),
            Entry(
                "desk:archive",
                "归档案卷",
                frozenset({Role.REQUEST_OFFICER, Role.OFFICE_HEAD, Role.APPROVER, Role.LEGAL_REVIEWER}),
            ),
            Entry("desk:letter-words", "文书模板", _AT_LETTERS),
            Entry("desk:letter-places", "文书联系方式", frozenset({Role.OFFICE_HEAD, Role.SYSTEM_ADMIN})),
        ),
    ),
    (
        "执法台账",
        (
            Entry("desk:decisions", "导入与查询"),
            Entry("desk:decision-watch", "公示监测"),
            Entry("desk:decision-files", "报送文件"),
            Entry("desk:decision-returns", "按月填报"),
            Entry("desk:decision-totals", "年度总体情况"),
        ),
    ),
    (
        "互动交流",
        (
            Entry("desk:letters", "来信办理"),
            Entry("desk:consultations", "意见征集"),
            Entry("desk:surveys", "调查问卷、社会评议"),
            Entry("desk:interviews", "在线访谈"),
        ),
    ),
    (
        "新媒体与检查",
        (
            Entry("desk:accounts", "账号台账"),
            Entry("desk:posts", "新媒体信息"),
            Entry("desk:inspection", "检查与整改"),
            Entry("desk:columns-guard", "栏目保障"),
            Entry("desk:self-inspection", "季度自查"),
        ),
    ),
    (
        "年度报告",
        (
            Entry("desk:reports", "年度报告"),
            Entry("desk:returns", "年报填报与汇总"),
            Entry("desk:audits", "年报审查"),
            Entry("desk:sheets", "填报与期初数"),
        ),
    ),
    (
        "监督保障",
        (
            Entry("desk:overview", "监督总览"),
            Entry("desk:plans", "工作要点"),
            Entry("desk:assessments", "考核"),
            Entry("desk:cases", "责任追究", frozenset({Role.SUPERVISOR, Role.OFFICE_HEAD})),
            Entry("desk:people", "培训与人员"),
            Entry("desk:handovers", "业务交接"),
            Entry("desk:first-day", "上岗第一天"),
            Entry("desk:website-table", "网站年度报表"),
            Entry("desk:forms", "上级报表"),
        ),
    ),
    (
        "系统",
        (
            Entry("desk:messages", "消息记录", frozenset({Role.REQUEST_OFFICER, Role.OFFICE_HEAD, Role.SYSTEM_ADMIN})),
            Entry("desk:requests-units", "代办单位", frozenset({Role.OFFICE_HEAD, Role.SYSTEM_ADMIN})),
            Entry("desk:requests-holidays", "放假安排", frozenset({Role.SYSTEM_ADMIN, Role.SUPERVISOR})),
            Entry("desk:settings", "系统设置", frozenset({Role.OFFICE_HEAD, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})),
            Entry("desk:synonyms", "检索同义词", frozenset({Role.PUBLISHER, Role.OFFICE_HEAD})),
            Entry("desk:log", "操作日志", frozenset({Role.AUDITOR})),
        ),
    ),
)


def menu_of(act: Act, waiting: Mapping[str, int], path: str) -> list[tuple[str, list[Shown]]]:
    """The sections this officer sees, empty ones left out; ``waiting`` counts tasks by route name.

    The current entry is the one whose address is the longest beginning of ``path``.
    """
    home = _address("desk:home")
    addresses = [_address(entry.route) for _, entries in SECTIONS for entry in entries]
    around = [address for address in addresses if path == address or (address != home and path.startswith(address))]
    current = max(around, key=len, default="")
    sections = []
    for name, entries in SECTIONS:
        shown = [
            Shown(address := _address(entry.route), entry.label, waiting.get(entry.route, 0), current == address)
            for entry in entries
            if not entry.roles or act.roles & entry.roles
        ]
        if shown:
            sections.append((name, shown))
    return sections


@cache
def _address(route: str) -> str:
    """Every page shows the whole menu, and no entry's address takes an argument: each is worked out once."""
    return reverse(route)
