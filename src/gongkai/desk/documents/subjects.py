"""What a sheet is about, as its reviewer reads it: an item, or the correction of one with old beside new."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from gongkai.catalogue.comparing import Change, compared
from gongkai.catalogue.content import attachments_of, content_digest
from gongkai.catalogue.fields import DAYS, LENGTHS
from gongkai.catalogue.html import lines_of
from gongkai.catalogue.models import Attachment, Correction, Item
from gongkai.catalogue.models.items import AFTERWARDS_KIND, CORRECTION_KIND, SUBJECT_KIND
from gongkai.catalogue.services import lines_of_service, rows_of
from gongkai.desk.documents.previews import shown_body
from gongkai.law.exemptions import exemption_ground
from gongkai.newmedia.models import SUBJECT_KIND as POST_KIND
from gongkai.newmedia.models import PostDraft
from gongkai.newmedia.post_content import content_digest as post_digest
from gongkai.numbering.keys import public_id
from gongkai.review.models import ReviewSheet

LABELS = {
    **{name: label for name, (label, _) in LENGTHS.items()},
    **DAYS,
    "body_html": "正文",
    "issuing_agencies": "发文机关",
    "service": "办事要素",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """``text`` is everything a mark may quote; ``is_current`` is false when the content has changed since it was handed in."""

    title: str
    address: str
    rows: list[tuple[str, str]]
    body: str
    text: str
    files: list[Attachment] = field(default_factory=list)
    item: Item | None = None
    changes: list[tuple[str, list[Change]]] = field(default_factory=list)
    note: str = ""
    values: dict[str, Any] | None = None
    is_current: bool = True


def subject_of(sheet: ReviewSheet) -> Subject:
    """A sheet of another room shows its title and no more."""
    if sheet.subject_kind in (SUBJECT_KIND, AFTERWARDS_KIND):
        item = _items().filter(pk=sheet.subject_id).first()
        return _item(sheet, item) if item else Subject(sheet.title, "", [], "", "")
    if sheet.subject_kind == CORRECTION_KIND:
        correction = Correction.objects.filter(pk=sheet.subject_id).first()
        return _correction(correction) if correction else Subject(sheet.title, "", [], "", "")
    if sheet.subject_kind == POST_KIND:
        draft = (
            PostDraft.objects.select_related("account", "cover", "source", "drafter")
            .filter(pk=sheet.subject_id)
            .first()
        )
        return _post(sheet, draft) if draft else Subject(sheet.title, "", [], "", "")
    return Subject(sheet.title, "", [], "", sheet.title)


def _post(sheet: ReviewSheet, draft: PostDraft) -> Subject:
    rows = [
        ("账号", str(draft.account)), ("摘要", draft.summary), ("来源", draft.source.title if draft.source else "原创"),
        ("拟稿人", draft.drafter.name),
    ]  # fmt: skip
    return Subject(
        title=draft.title, address=reverse("desk:post", args=[public_id(draft.pk)]), rows=[one for one in rows if one[1]],
        body=draft.body_html, text="\n".join([draft.title, draft.summary, *lines_of(draft.body_html)]),
        is_current=post_digest(draft) == sheet.content_digest,
    )  # fmt: skip


def _items() -> Any:
    return Item.objects.select_related("agency", "column", "document", "drafter")


def _item(sheet: ReviewSheet, item: Item) -> Subject:
    files = attachments_of(item)
    return Subject(
        title=item.title, address=_address(item), rows=item_rows(item), body=shown_body(item.body_html),
        text="\n".join([
            item.title, item.summary, *lines_of_service(item.service), *lines_of(item.body_html), *(file.label for file in files),
        ]),
        files=files, item=item, is_current=content_digest(item, files) == sheet.content_digest,
    )  # fmt: skip


def _correction(correction: Correction) -> Subject:
    item = _items().get(pk=correction.item_id)
    changes = [
        (LABELS[name], compared(_lines(name, getattr(item, name)), _lines(name, new)))
        for name, new in correction.changes.items()
    ]
    new_words = [line for name, new in correction.changes.items() for line in _lines(name, new)]
    return Subject(
        title=f"更正：{item.title}", address=_address(item), rows=item_rows(item), body="", item=item, changes=changes,
        text="\n".join([correction.note, *new_words]), note=correction.note, values=correction.changes,
    )  # fmt: skip


def item_rows(item: Item) -> list[tuple[str, str]]:
    """What is decided on beside the text, in the order of the approval sheet."""
    rows: list[tuple[str, str]] = [
        ("单位", item.agency.name), ("信息类型", item.rules.label_zh), ("栏目", item.column.name),
        ("公开属性", attribute_zh(item)), *((label, _plain(getattr(item, name))) for name, label in LABELS.items()
        if name not in ("title", "body_html", "service")), *_service(item), ("拟稿人", item.drafter.name),
    ]  # fmt: skip
    if item.rules.document_type:
        rows.append(("施行与有效期", terms_zh(item)))
    if item.urgent_reason:
        rows.append(("应急发布原因", item.urgent_reason))
    return [(label, value) for label, value in rows if value]


def _service(item: Item) -> list[tuple[str, str]]:
    """The elements of a guide, its link last."""
    return [*rows_of(item.service), ("在线办理网址", item.service.get("online", ""))]


def attribute_zh(item: Item) -> str:
    """不予公开 with its ground, kind and reason."""
    if not item.attribute:
        return ""
    words = [str(item.get_attribute_display())]
    if item.ground:
        ground = exemption_ground(item.ground)
        words.append(f"{ground.label_zh}{f'（{item.ground_kind}）' if item.ground_kind else ''}，{ground.basis.zh}")
    return "：".join(words) + (f"。理由：{item.attribute_reason}" if item.attribute_reason else "")


def terms_zh(item: Item) -> str:
    terms = item.document.terms
    first = f"自{terms['effective_on']}起施行" if "effective_on" in terms else "自印发之日起施行"
    if "valid_years" in terms:
        return f"{first}，有效期{terms['valid_years']}年"
    return f"{first}，至{terms['expires_on']}前有效" if "expires_on" in terms else f"{first}，未设有效期"


def _lines(name: str, value: Any) -> list[str]:
    if name == "service":
        return lines_of_service(value or {})
    return lines_of(value) if name == "body_html" else [_plain(value)] if value else []


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(value)
    return "" if value is None else str(value)


def _address(item: Item) -> str:
    return reverse("desk:document", args=[public_id(item.id)])
