"""Say how a document relates to another: repeals it, amends it, implements it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.models import DocumentRelation, Item
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.numbering.keys import public_id


def relate_documents(
    *, act: Act, item_id: int, kind: str, other_id: int | None = None, other_title: str = ""
) -> DocumentRelation:
    """``other_id`` is a document kept here: the own agency's, or any that is public; ``other_title`` one that is not.

    A repeal takes effect by ``repeal_document``; the relation only says which document did it.
    """
    require(act, Role.DRAFTER, Role.OFFICE_HEAD)
    officer, title = person_of(act), " ".join(other_title.split())
    with transaction.atomic():
        item = lock_item(act, item_id)
        other = Item.objects.filter(pk=other_id).first() if other_id else None
        refuse_if(_reasons(item, kind, other_id, other, title))
        relation = DocumentRelation.objects.create(
            item=item, kind=kind, other=other, other_title="" if other else title, officer_id=officer, at=act.now
        )
        record(
            act, "catalogue.related", "catalogue.item", public_id(item.id),
            facts={"kind": kind, "other": public_id(other.id) if other else None}, changed={"other_title": title},
        )  # fmt: skip
    return relation


def _reasons(item: Item, kind: str, other_id: int | None, other: Item | None, title: str) -> Iterator[Reason]:
    if not item.rules.numbered:
        yield Reason("item", f"{item.rules.label_zh}没有文件关系，只有政策文件、规章、规范性文件填写")
    if kind not in DocumentRelation.Kind.values:
        yield Reason("kind", f"关系须为{'、'.join(DocumentRelation.Kind.labels)}之一")
    if other_id is None:
        if not title or len(title) > 300:
            yield Reason("other", "请填写文件的索引号、网址，或者名称（最多 300 字）")
        return
    if other is None or not (other.agency_id == item.agency_id or other.state == Item.State.PUBLISHED):
        yield Reason("other", "没有这份文件，或者它尚未公开")
    elif other.id == item.id:
        yield Reason("other", "文件不能与自身建立关系")
    elif DocumentRelation.objects.filter(item=item, kind=kind, other=other).exists():
        yield Reason("other", "该关系已登记")
