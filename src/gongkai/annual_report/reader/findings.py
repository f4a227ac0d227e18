"""What an audit says: rules with ids, and findings with both values, their difference, the place, the likely cause.

Rules T3-*, T4-1, X-*, N-* are the identities of ``law.annual_report.identities``; the others are named here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from gongkai.law.annual_report.figures import Figure, plain
from gongkai.law.annual_report.identities import IDENTITIES


class Grade(StrEnum):
    """A report with errors is sent back; a warning asks for an explanation; a note tells the reader of this audit something."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    grade: Grade
    name_zh: str
    likely_cause_zh: str = ""


_E, _W, _N = Grade.ERROR, Grade.WARNING, Grade.NOTE
OWN_RULES = (
    Rule("TPL-1", _E, "缺少章节", "没有使用统一格式"),
    Rule("TPL-2", _W, "章节次序不符", "没有使用统一格式"),
    Rule("TPL-3", _E, "使用旧格式", "仍在使用2019年试行格式（国办公开办函〔2019〕60号）"),
    Rule("TPL-4", _W, "总体情况缺少部分", "第一部分应分五个方面"),
    Rule("TPL-5", _E, "其他处理未分列", "（六）其他处理应分列三项"),
    Rule("TPL-6", _N, "章节标题不符", "没有使用统一格式的标题"),
    Rule("CMP-1", _E, "单元格空白", "没有数据的应当填0"),
    Rule("CMP-2", _E, "缺少表格或者单元格", "表格被删减，或者未使用统一格式"),
    Rule("CMP-3", _E, "表格是图片", "表格应当是可以复制的文字"),
    Rule("CMP-4", _N, "转载文本去掉了重复行", "请提供原始文件"),
    Rule("CMP-5", _N, "不能确定读数", "版式损坏，需人工核对"),
    Rule("N-6", _W, "受理数与表格不符", "受理的口径（新收、含结转、扣除撤回）没有说明"),
    Rule("N-7", _W, "正文前后不一致", "同一数字在正文出现两次，写法不同"),
    Rule("R-1", _E, "无权制定规章", "只有省级和设区的市级人民政府可以制定地方政府规章，其他单位应填0"),
    Rule("Y-1", _W, "年份有误", "沿用了往年的文字"),
    Rule("L-1", _W, "引用已废止的依据", "沿用了往年的文字"),
    Rule("J-1", _W, "数字跳变", "统计口径变化，或者多填、少填了位数"),
    Rule("C-1", _W, "文字雷同", "沿用了往年或者其他单位的文字"),
)  # fmt: skip
RULES = MappingProxyType(
    {rule.id: rule for rule in OWN_RULES}
    | {one.id: Rule(one.id, Grade(one.severity.value), one.name_zh, one.likely_cause_zh) for one in IDENTITIES}
)


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """``left`` and ``right`` are the two values that disagree, ``message`` the sentence for the return letter."""

    rule: str
    severity: Grade
    message: str
    cells: tuple[str, ...] = ()
    left: Figure = None
    right: Figure = None
    where: str = ""
    likely_cause: str = ""

    @property
    def difference(self) -> Figure:
        return None if self.left is None or self.right is None else self.left - self.right


def finding(
    rule: str,
    message: str,
    cells: tuple[str, ...] = (),
    *,
    left: Figure = None,
    right: Figure = None,
    where: str = "",
    cause: str = "",
    grade: Grade | None = None,
) -> AuditFinding:
    """A finding of a rule, with the rule's severity and likely cause unless others are given."""
    known = RULES[rule]
    return AuditFinding(rule, grade or known.grade, message, cells, left, right, where, cause or known.likely_cause_zh)


def apart(left: Figure, right: Figure) -> str:
    """，相差3; nothing where a value is unknown."""
    if left is None or right is None:
        return ""
    return f"，相差{plain(abs(Decimal(left) - Decimal(right)))}"
