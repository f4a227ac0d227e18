"""The fields of an old site's table, what such tables usually call them, and which kind of item a column holds by default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.agencies.errors import Reason


@dataclass(frozen=True, slots=True)
class Field:
    """``usual`` are headings recognised without being told; ``accepts`` is the sentence beside a wrong value."""

    name: str
    label: str
    must: bool
    usual: tuple[str, ...]
    accepts: str = ""


LAST_DAY = "有效期至"
"""Under this heading stands the last day in force, and the document ceases on the day after; under the others that day itself."""
_DAY = "日期写作 2019-03-04、2019/3/4 或 2019年3月4日，不晚于今天"
FIELDS: tuple[Field, ...] = (
    Field("title", "标题", True, ("标题", "名称", "文章标题", "信息标题"), "1至300字"),
    Field("published_on", "发布日期", True, ("发布日期", "发布时间", "发布日", "原发布日期"), _DAY),
    Field(
        "address", "原网址", True, ("原网址", "网址", "链接", "URL", "地址", "链接地址"),
        "原网站的网址或者以 / 开头的路径，例如 /art/2019/3/4/art_1_2.html",
    ),
    Field("column", "栏目", True, ("栏目", "栏目名称", "所属栏目", "频道"), "栏目代码或名称，或者在“栏目对应”中指定"),
    Field("body", "正文", False, ("正文", "内容", "文章内容", "信息内容"), "文字或者 HTML"),
    Field("body_file", "正文文件", False, ("正文文件", "正文文件名"), "附件文件夹中的 .html 或 .txt 文件名"),
    Field("kind", "信息类型", False, ("信息类型", "类型"), "信息类型的名称，例如 政策文件、通知公告"),
    Field("agency", "发布机构", False, ("发布机构", "发布单位", "发文机关"), "单位代码、全称或者简称，须是您可以代为办理的单位"),
    Field("source", "信息来源", False, ("信息来源", "来源"), "最多100字"),
    Field("index_number", "索引号", False, ("索引号", "原索引号"), "最多100字"),
    Field("document_number", "发文字号", False, ("发文字号", "文号"), "最多60字，例如 温政〔2019〕4号"),
    Field("date_of_document", "成文日期", False, ("成文日期", "生成日期"), f"{_DAY}，不晚于发布日期"),
    Field("formed_on", "信息形成日期", False, ("信息形成日期", "形成日期"), _DAY),
    Field("effective_on", "施行日期", False, ("施行日期", "实施日期", "生效日期"), "日期写作 2019-03-04"),
    Field("expires_on", "失效日期", False, ("失效日期", LAST_DAY), "日期写作 2024-03-04，晚于施行日期"),
    Field("summary", "内容概述", False, ("内容概述", "概述", "摘要"), "最多500字"),
    Field("keywords", "主题词", False, ("主题词", "关键词"), "最多200字"),
    Field("subject_class", "主题分类", False, ("主题分类", "分类"), "最多100字"),
    Field(
        "attachments", "附件", False, ("附件", "附件文件", "附件名称"),
        "附件文件夹或者 ZIP 中的文件名，多个用分号隔开；给公众看的名称写在竖线后，例如 2019/1.pdf|申报指南；2.xlsx|申报表",
    ),
)  # fmt: skip
BY_NAME = {field.name: field for field in FIELDS}
_KIND_OF = {
    "A20-01-01": "rule", "A20-01-02": "normative_document", "A20-01-03": "policy_document", "A20-01-04": "interpretation",
    "A20-02": "organisation", "A20-03": "plan", "A20-04": "statistics", "A20-07-01": "budget", "A20-07-02": "final_account",
    "A20-07-03": "fund_list", "A20-09": "procurement", "A20-10": "project", "A20-12": "emergency", "A20-13": "inspection_result",
    "A20-14": "recruitment", "A20-15-01": "proposal_reply", "A20-15-02": "meeting", "tzgg": "notice", "bsfw": "service_guide",
    "zwdt-zz": "repost", "zn": "guide_page", "zd": "guide_page",
}  # fmt: skip


def kind_for(code: str, is_statutory: bool) -> str:
    """What stands in a column where the table does not say."""
    return _KIND_OF.get(code) or ("other_information" if is_statutory else "news")


def places(header: Sequence[str], headings: Mapping[str, str]) -> tuple[dict[str, int], list[Reason]]:
    """Field -> place in a row, as told or by a usual heading; and what is missing or named twice."""
    names = [" ".join(cell.split()) for cell in header]
    found: dict[str, int] = {}
    reasons: list[Reason] = []
    for field in FIELDS:
        told = headings.get(field.name, "")
        place = next((names.index(name) for name in ((told,) if told else field.usual) if name in names), None)
        if place is not None and place not in found.values():
            found[field.name] = place
        elif told or field.must:
            shown = "、".join(filter(None, names))[:300]
            reasons.append(
                Reason(field.name, f"没有找到“{told or field.label}”一栏；请指明它的表头，文件的表头：{shown}")
            )
    return found, reasons
