"""What a target can be told of a publication: fields by name, from its current edition, in the words of the target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai.editions.models import Publication
from gongkai.editions.selectors import content_address
from gongkai.numbering.keys import public_id
from gongkai.search.snapshots import plain_text
from gongkai.targets.models import Target, TargetEntry

FIELDS: Mapping[str, str] = {
    "action": "操作（发布、更正、撤下）", "id": "编号", "edition": "版本", "title": "标题", "column": "栏目（按对应关系）",
    "kind_zh": "信息类型", "agency": "发布机构", "index_number": "索引号", "document_number": "发文字号",
    "date_of_document": "成文日期", "published_on": "发布日期", "source": "信息来源", "summary": "内容概述", "keywords": "主题词",
    "subject_class": "主题分类", "validity": "有效性", "body_text": "正文（文字）", "body_html": "正文（HTML）",
    "attachments": "附件名称", "note": "更正说明", "address": "本系统网址",
}  # fmt: skip
USUAL = (
    "action",
    "id",
    "title",
    "column",
    "agency",
    "index_number",
    "document_number",
    "date_of_document",
    "published_on",
    "body_html",
    "attachments",
)
_HEADINGS = {"action": "操作", "column": "栏目", "body_html": "正文", "body_text": "正文"}


class NotMapped(ValueError):
    """The target does not say what it calls this column. The text is Chinese."""


def usual_fields() -> list[list[str]]:
    """Where a target has not said anything: the usual fields under their own names."""
    return [[_HEADINGS.get(name, FIELDS[name]), name] for name in USUAL]


def told(target: Target, entry: TargetEntry, row: Publication) -> dict[str, str]:
    """Every field as text. Of what was withdrawn only what names it: its number, and its title unless it was purged. Raises NotMapped."""
    is_gone = entry.verb == TargetEntry.Verb.WITHDRAW
    payload: dict[str, Any] = row.current.payload if row.current and not is_gone else {}
    document = payload.get("document") or {}
    facts: dict[str, Any] = {
        "action": TargetEntry.Verb(entry.verb).label, "id": public_id(row.id), "edition": entry.edition, "title": row.title,
        "column": column_there(target, row.column) if not is_gone else "", "agency": row.agency.name,
        "validity": document.get("ended_how_zh") or ("有效" if document else ""),
        "body_html": payload.get("body_html", ""), "body_text": plain_text(str(payload.get("body_html", ""))).strip(),
        "attachments": "；".join(str(file.get("label", "")) for file in payload.get("attachments") or () if not file.get("in_text")),
        "note": row.current.note if row.current and not is_gone else "", "address": content_address(row.id),
    }  # fmt: skip
    return {name: str(facts.get(name, payload.get(name)) or "") for name in FIELDS}


def column_there(target: Target, code: str) -> str:
    """Once a target maps columns, it maps all it gets: an item must not end up in a wrong place there."""
    if not target.columns:
        return code
    name = target.columns.get(code)
    if not name:
        raise NotMapped(f"栏目“{code}”没有对应到“{target.name}”的栏目，请补充对应关系后重试")
    return str(name)
