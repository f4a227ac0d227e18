"""Kinds of items: one row says which review, which metadata, which limit, and what the item counts as.

The full path is for original content; reposts, notices and personnel lists take the short one (domain 2.6). ``required`` names the
fields without which an item of the kind cannot be published; a draft may lack them.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.catalogue.services import MUST, SERVICE
from gongkai.review.paths import FULL, SHORT

RULES, NORMATIVE_DOCUMENTS = "rules", "normative_documents"
INTERPRETATION = "interpretation"
TOPIC = "topic"
"""The page of a topic: published like an item, and no item of information; it is counted apart."""

FIELD_LABELS: dict[str, str] = {
    "title": "标题",
    "body": "正文或附件",
    "summary": "内容概述",
    "subject_class": "主题分类",
    "formed_on": "信息形成日期",
    "date_of_document": "成文日期",
    "document_number": "发文字号",
    "source": "信息来源",
    "index_number": "索引号",
} | {f"service_{name}": label for name, label in MUST.items()}
_INFORMATION = ("title", "body", "formed_on")
_DOCUMENT = ("title", "body", "summary", "subject_class", "formed_on", "date_of_document", "document_number")


@dataclass(frozen=True, slots=True)
class ItemKind:
    """``statutory``: belongs into the disclosure column. ``numbered``: gets a 发文字号 before it goes out.

    ``attribute_checked``: the disclosure office checks the proposed attribute before review. ``interpretable``: an
    interpretation is expected. ``limit`` names the row of ``law/limits.py`` for its publication. ``column`` is the only one it may stand in.
    """

    key: str
    label_zh: str
    path: str
    required: tuple[str, ...] = _INFORMATION
    statutory: bool = True
    numbered: bool = False
    document_type: str = ""
    attribute_checked: bool = False
    interpretable: bool = False
    limit: str = "publication"
    column: str = ""


KINDS: dict[str, ItemKind] = {
    kind.key: kind
    for kind in (
        ItemKind("news", "政务动态", FULL, ("title", "body"), statutory=False),
        ItemKind("repost", "转载信息", SHORT, ("title", "body", "source"), statutory=False, limit="policy_repost"),
        ItemKind("notice", "通知公告", SHORT, ("title", "body")),
        ItemKind("personnel_list", "人事信息", SHORT),
        ItemKind("recruitment", "招录招考", FULL),
        ItemKind("policy_document", "政策文件", FULL, _DOCUMENT, numbered=True, attribute_checked=True, interpretable=True),
        ItemKind(
            "normative_document", "行政规范性文件", FULL, _DOCUMENT, numbered=True, document_type=NORMATIVE_DOCUMENTS,
            attribute_checked=True, interpretable=True,
        ),
        ItemKind(
            "rule", "规章", FULL, _DOCUMENT, numbered=True, document_type=RULES, attribute_checked=True, interpretable=True,
        ),
        ItemKind(INTERPRETATION, "政策解读", FULL),
        ItemKind("budget", "财政预算", FULL, attribute_checked=True, limit="budget_publication"),
        ItemKind("final_account", "财政决算", FULL, attribute_checked=True, limit="budget_publication"),
        ItemKind("fund_list", "资金分配结果", FULL, attribute_checked=True),
        ItemKind("plan", "规划计划", FULL, attribute_checked=True),
        ItemKind("statistics", "统计信息", FULL),
        ItemKind("procurement", "采购信息", SHORT),
        ItemKind("project", "重大项目", FULL),
        ItemKind("land_notice", "征收土地公告", FULL, attribute_checked=True, limit="land_notice_publication"),
        ItemKind("inspection_result", "监督检查结果", FULL),
        ItemKind("emergency", "应急信息", SHORT),
        ItemKind("meeting", "会议信息", FULL),
        ItemKind("proposal_reply", "建议提案复文", FULL, attribute_checked=True),
        ItemKind("organisation", "机构概况", FULL),
        ItemKind("guide_page", "指南制度", FULL),
        ItemKind(SERVICE, "办事指南", FULL, ("title", *(f"service_{name}" for name in MUST)), statutory=False),
        ItemKind(TOPIC, "专题", FULL, ("title", "summary"), statutory=False, column="ztzl"),
        ItemKind("other_information", "其他政府信息", FULL),
    )
}  # fmt: skip


KEPT_FOR = {kind.column: kind.label_zh for kind in KINDS.values() if kind.column}
"""Columns that take one kind only."""


def item_kind(key: str) -> ItemKind:
    """Raises KeyError with all kinds."""
    if key not in KINDS:
        raise KeyError(f"no kind of item {key!r}; kinds: {', '.join(KINDS)}")
    return KINDS[key]
