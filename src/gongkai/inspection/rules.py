"""The rules of inspection as data: what is looked at, over which window, from which value on it warns and from which it counts.

``warn_at`` is half the threshold (convention): officers hear of it before an inspector finds it. ``veto`` rules are the 单项否决 items of domain 6.2;
any one that counts makes a website or an account unqualified. Rules with ``points`` are deductions seen in inspection schemes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai.law.reference import INS, Convention

TWO_WEEKS, HALF_YEAR, YEAR = 14, 183, 366
_VETO = INS()


class Scope(StrEnum):
    """What a finding of the rule is about."""

    SITE = "SITE"
    COLUMN = "COLUMN"
    ITEM = "ITEM"
    LETTER = "LETTER"
    ACCOUNT = "ACCOUNT"

    @property
    def label_zh(self) -> str:
        return _SCOPES[self]


_SCOPES = {
    Scope.SITE: "网站", Scope.COLUMN: "栏目", Scope.ITEM: "信息", Scope.LETTER: "来信", Scope.ACCOUNT: "新媒体账号",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """``threshold`` and ``warn_at`` are compared with the value of the evidence, in ``unit``; the evidence of a rule stands in ``evidence``."""

    id: str
    scope: Scope
    label_zh: str
    means: str
    evidence: str
    threshold: float
    warn_at: float
    unit: str
    window_days: int = 0
    veto: bool = False
    points: int = 0
    basis: str = str(_VETO)


def _site(
    id: str, label: str, means: str, evidence: str, threshold: float, warn_at: float, unit: str, **more: object
) -> Rule:
    return Rule(id, Scope.SITE, label, means, evidence, threshold, warn_at, unit, **more)  # type: ignore[arg-type]


RULES: tuple[Rule, ...] = (
    # The website as a whole: 单项否决
    _site("W-HOME", "首页不更新", "首页栏目连续两周没有任何更新", "days_without_update", TWO_WEEKS, 7, "天",
          window_days=TWO_WEEKS, veto=True),
    _site("W-REACH", "站点无法访问", "一周内每日间隔访问20次以上，15秒内打不开的次数占比达到5%", "unreachable_share", 5, 2.5, "%",
          window_days=7, veto=True),
    _site("W-COLUMNS-NEWS", "栏目不更新（动态、要闻、通知、政策类）",
          "动态、要闻类栏目两周内和通知公告、政策文件类一级栏目六个月内未更新的，合计达到5个", "stale_news_columns", 5, 3, "个",
          window_days=TWO_WEEKS, veto=True),
    _site("W-COLUMNS-ALL", "栏目不更新（应更新长期未更新）", "应更新的栏目长期未更新的，达到10个", "stale_columns", 10, 5, "个", veto=True),
    _site("W-COLUMNS-EMPTY", "空白栏目", "空白栏目达到5个", "empty_columns", 5, 3, "个", veto=True),
    _site("W-SERVICE", "服务不实用", "未提供办事服务，或者要素缺失4类以上的办事指南达到5个（不足5个的为全部）", "poor_guides", 5, 3, "个",
          veto=True),
    # One by one: the work list behind the totals, and what costs points
    Rule("C-NEWS", Scope.COLUMN, "动态类栏目未更新", "动态、要闻类栏目两周内未更新", "news_columns", TWO_WEEKS, 7, "天", TWO_WEEKS),
    Rule("C-POLICY", Scope.COLUMN, "通知公告、政策文件栏目未更新", "通知公告、政策文件类栏目六个月内未更新", "policy_columns", HALF_YEAR, 91, "天",
         HALF_YEAR, points=5),
    Rule("C-YEARLY", Scope.COLUMN, "年度栏目未更新", "按年更新的栏目一年内未更新", "yearly_columns", YEAR, 183, "天", YEAR),
    Rule("C-EMPTY", Scope.COLUMN, "空白栏目", "栏目及其下级栏目没有任何内容", "each_empty_column", 1, 1, "个"),
    Rule("I-UNDATED", Scope.ITEM, "信息没有日期", "已发布的信息缺少成文日期或者形成日期", "undated_items", 1, 1, "条"),
    Rule("I-LINK", Scope.ITEM, "链接不可用", "正文链接指向不存在、已撤下的页面或者内部地址", "broken_links", 1, 1, "处"),
    Rule("I-GUIDE", Scope.ITEM, "办事指南要素缺失", "事项名称、设定依据、申请条件、办理材料、办理地点、办理时间、联系电话、办理流程八类要素缺失4类以上",
         "guide_gaps", 4, 2, "类"),
    Rule("L-ANSWER", Scope.LETTER, "互动回应差", "一年内有效来信超过三个月未答复", "unanswered_letters", 92, 46, "天", YEAR, veto=True),
    # New media: 单项否决, and the register
    Rule("M-UPDATE", Scope.ACCOUNT, "内容不更新", "检查之日前两周内未更新", "silent_accounts", TWO_WEEKS, 7, "天", TWO_WEEKS, veto=True),
    Rule("M-INTERACTION", Scope.ACCOUNT, "互动回应差", "未提供有效互动功能（人工检查）", "accounts_without_interaction", 1, 1, "项",
         veto=True),
    Rule("M-AVAILABLE", Scope.ACCOUNT, "账号或应用不可用", "账号打不开，移动客户端无法下载或者使用（人工检查）", "unavailable_accounts", 1, 1, "项",
         veto=True),
    Rule("M-CONTENT", Scope.ACCOUNT, "内容严重问题", "严重表述错误、泄密、违法内容，或者购买关注、强制点赞（人工检查）", "accounts_with_bad_content", 1, 1,
         "项", veto=True),
    Rule("M-FILED", Scope.ACCOUNT, "未备案", "运行中的账号没有全国政务新媒体备案号", "unfiled_accounts", 1, 1, "个", basis="备案要求"),
    Rule("M-ONE", Scope.ACCOUNT, "同一平台重复开设", "一个单位在同一平台原则上只开设一个账号", "doubled_accounts", 2, 2, "个",
         basis=str(Convention("一个单位在同一平台原则上只开设一个账号，为提醒", "newmedia"))),
)  # fmt: skip

_BY_ID = {rule.id: rule for rule in RULES}


def rule_of(id: str) -> Rule | None:
    return _BY_ID.get(id)
