"""Everything that stands between an item and the public, at once, so that it is mended in one go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.agencies.errors import Reason
from gongkai.catalogue.content import content_digest, document_of
from gongkai.catalogue.gate import gate_reasons
from gongkai.catalogue.html import has_content
from gongkai.catalogue.kinds import FIELD_LABELS
from gongkai.catalogue.models import Attachment, Disclosure, InterpretationPlan, Item
from gongkai.review.standing import reasons_not_to_publish

_GIVEN_LATER = frozenset({"document_number", "date_of_document"})  # by the numbering after the signature


def missing_fields(
    item: Item, attachments: Sequence[Attachment], *, before_signature: bool = False
) -> Iterator[Reason]:
    """Metadata the kind requires and the item lacks; ``before_signature`` leaves out what numbering gives."""
    for name in item.rules.required:
        if before_signature and name in _GIVEN_LATER and item.rules.numbered:
            continue
        if not _has(item, attachments, name):
            yield Reason(name, f"{item.rules.label_zh}须填写{FIELD_LABELS[name]}")


def _has(item: Item, attachments: Sequence[Attachment], name: str) -> bool:
    if name == "body":
        return bool(attachments) or has_content(item.body_html)
    if name.startswith("service_"):
        return bool(item.service.get(name.removeprefix("service_")))
    return bool(getattr(item, name))


def reasons_not_to_submit(item: Item, attachments: Sequence[Attachment]) -> Iterator[Reason]:
    """What a draft lacks before others spend their time on it."""
    if not item.is_editable:
        yield Reason("state", f"信息当前为“{item.standing_zh}”，不能送审")
    if not item.attribute:
        yield Reason("attribute", "未确定公开属性的，退回拟稿人补充，不得送审、编号、用印")
    elif item.rules.attribute_checked and item.attribute_checked_at is None:
        yield Reason("attribute", f"{item.rules.label_zh}的公开属性须先由公开工作机构审核")
    if item.rules.interpretable and not InterpretationPlan.objects.filter(item=item).exists():
        yield Reason(
            "interpretation_plan",
            f"{item.rules.label_zh}须先制定解读方案（三同步：解读与文件同步组织、同步审签、同步部署）",
        )
    yield from missing_fields(item, attachments, before_signature=True)


def reasons_not_to_go_out(item: Item, attachments: Sequence[Attachment], person: int) -> Iterator[Reason]:
    """Why this officer may not publish this item now."""
    if item.state != Item.State.IN_REVIEW:
        yield Reason("state", f"信息当前为“{item.standing_zh}”，不能发布")
        return
    if item.attribute != Disclosure.PROACTIVE:
        yield Reason("attribute", f"公开属性为“{item.get_attribute_display()}”的信息不得主动发布")
    if person in item.authors:
        yield Reason("officer", "拟稿人不得发布自己拟写的内容，请由其他发布员发布")
    yield from missing_fields(item, attachments)
    document = document_of(item)
    if document is not None and document.issued_on is None:
        yield Reason("document_number", "规章、行政规范性文件须先统一登记、统一编号、统一印发，再公布")
    yield from gate_reasons(item, attachments)
    yield from reasons_not_to_publish(item.sheet, content_digest(item, attachments))
