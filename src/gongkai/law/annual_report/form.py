"""Sections and headings of the statutory form, verbatim (FMT 2021), and the version of the definitions."""

from __future__ import annotations

from dataclasses import dataclass

DEFINITIONS_VERSION = "FMT-2021.1"
"""Named in every frozen report. Change it whenever a definition, a mapping or an identity changes."""

RECONCILIATION_SENTENCE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of section 一, such as (一)主动公开."""

    key: str
    heading_zh: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections. ``table`` names the table it consists of; the others are text."""

    key: str
    heading_zh: str
    table: str | None = None
    parts: tuple[Part, ...] = ()


SECTIONS = (
    Section("overview", "一、总体情况", parts=(
        Part("proactive", "（一）主动公开"),
        Part("on_request", "（二）依申请公开"),
        Part("management", "（三）政府信息管理"),
        Part("platform", "（四）政府信息公开平台建设"),
        Part("safeguards", "（五）监督保障"),
    )),
    Section("table2", "二、主动公开政府信息情况", table="table2"),
    Section("table3", "三、收到和处理政府信息公开申请情况", table="table3"),
    Section("table4", "四、政府信息公开行政复议、行政诉讼情况", table="table4"),
    Section("problems", "五、存在的主要问题及改进情况"),
    Section("other", "六、其他需要报告的事项"),
)  # fmt: skip


def report_title(agency_name: str, year: int) -> str:
    """The title as it is printed: 温县人民政府2022年政府信息公开工作年度报告."""
    return f"{agency_name}{year}年政府信息公开工作年度报告"
