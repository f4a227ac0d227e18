"""The reconciliation identities (勾稽关系) as one visible list; screen, export and tests run the same (domain 4.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from gongkai.law.annual_report import table_identities as tables
from gongkai.law.annual_report import text_identities as text
from gongkai.law.annual_report.bounds import Stated
from gongkai.law.annual_report.figures import Figure, Figures
from gongkai.law.annual_report.findings import Breakdown, Finding, Identity, Material, Severity
from gongkai.law.errors import LawError
from gongkai.law.reference import ENF118, FMT, REG, Convention

_E, _W = Severity.ERROR, Severity.WARNING
_CONVENTION = Convention("统计口径要求，表格未印", "identities")

IDENTITIES = (
    Identity("T3-1", _E, "收支平衡", "第一项加第二项之和，等于第三项加第四项之和", FMT(),
             "有申请漏登办理结果，或者结转数未按12月31日状态填写", tables.in_equals_out),
    Identity("T3-2", _E, "办理结果合计", "（七）总计等于（一）至（六）各行之和", FMT(), "部分公开的申请在（三）又计了一次，或者漏计一行", tables.column_results),
    Identity("T3-3", _E, "申请人合计", "总计等于自然人与法人或其他组织各列之和", FMT(), "有申请未选定申请人类型，或者总计为手工填写", tables.row_totals),
    Identity("T4-1", _E, "案件合计", "总计等于维持、纠正、其他结果、尚未审结之和", FMT(), "案件结果漏登，或者未结案件未计入尚未审结", tables.block_totals),
    Identity("X-1", _E, "跨年结转", "本年第二项等于上年第四项", FMT(), "上年结转的申请补登、更正，或者申请人类型有变更，需说明", tables.carried_over),
    Identity("X-2", _W, "文件存量", "现行有效等于上年现行有效加本年制发减本年废止", REG(20, 1),
             "文件集中清理、机构合并划转，或者自动失效未登记", tables.documents_in_force),
    Identity("X-3", _W, "未结案件延续", "本年总计不少于上年尚未审结", FMT(), "上年未结案件的结果未登记", tables.pending_reappear),
    Identity("X-4", _W, "执法数据一致", "行政许可、行政处罚、行政强制与1月31日前公开的行政执法总体情况一致", ENF118(),
             "两处统计的截止日期或者单位范围不同", tables.enforcement_totals),
    Identity("A-1", _E, "汇总一致", "汇总数等于各单位之和", _CONVENTION, "有单位重复报送、漏报，或者系统数与填报数重复计算", tables.aggregated),
    Identity("N-1", _E, "文表一致", "正文数字与表格一致", FMT(), "正文数字为手工填写，或者统计口径不同", text.text_equals_tables),
    Identity("N-2", _E, "比率一致", "正文百分比由表中两个数计算得出；分母为零时不写百分比", _CONVENTION,
             "百分比为手工填写，或者分母口径不同", text.rates),
    Identity("N-3", _E, "其中项一致", "其中各项与总数一致（完全分解、部分列举、交叉分类分别比较）", _CONVENTION,
             "分项有重叠或者遗漏，应选定分解方式", text.breakdowns),
    Identity("N-4", _E, "办结不超过收到", "信件办结数不超过收到数", _CONVENTION, "办结了上年收到的信件，应按收到年度统计", text.letters_closed),
    Identity("N-5", _E, "收费一致", "第六部分的信息处理费等于当年实收", REG(42), "收费台账未登记，或者按应收填写", text.fee_equals_ledger),
)  # fmt: skip

_BY_ID = {identity.id: identity for identity in IDENTITIES}


def identity(id: str) -> Identity:
    """The identity of this id, such as T3-1. Raises LawError with all ids."""
    if id not in _BY_ID:
        raise LawError("identity", id, _BY_ID)
    return _BY_ID[id]


def check(
    figures: Figures,
    previous: Figures | None = None,
    enforcement_totals: Figures | None = None,
    narrative: Mapping[str, Stated | Figure] | None = None,
    parts: Mapping[str, Sequence[Figure]] | None = None,
    breakdowns: Sequence[Breakdown] = (),
    fees_collected_yuan: int | Decimal | None = None,
) -> list[Finding]:
    """Every identity at every place, in the order of the list. An unknown cell makes a finding that cannot be assessed."""
    material = Material(
        figures=figures,
        previous=previous,
        enforcement_totals=enforcement_totals,
        narrative=narrative or {},
        parts=parts or {},
        breakdowns=breakdowns,
        fees_collected_yuan=fees_collected_yuan,
    )
    return [finding for entry in IDENTITIES for finding in entry.findings(material)]


def touching(findings: Sequence[Finding], key: str) -> list[Finding]:
    """The findings a cell takes part in, for the page of that figure."""
    return [finding for finding in findings if key in finding.cells]
