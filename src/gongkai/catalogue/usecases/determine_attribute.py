"""The disclosure attribute at the source (domain 2.5): the drafter proposes, the disclosure office checks.

The signatory decides by signing: the attribute is part of the content that is reviewed.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.attributes import Attribute, attribute_reasons
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.models import Item
from gongkai.catalogue.usecases.edit_item import back_to_draft
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.numbering.keys import public_id


def propose_attribute(*, act: Act, item_id: int, attribute: Attribute) -> Item:
    """The drafter proposes exactly one of 主动公开, 依申请公开, 不予公开; an earlier check of the office lapses."""
    require(act, Role.DRAFTER)
    with transaction.atomic():
        item = lock_item(act, item_id)
        refuse_if([*_still_a_draft(item), *attribute_reasons(attribute)])
        _set(item, attribute)
        item.attribute_checked_by, item.attribute_checked_at = None, None
        back_to_draft(act, item)
        item.save()
        _tell(act, item, "catalogue.attribute_proposed")
    return item


def check_attribute(*, act: Act, item_id: int, attribute: Attribute | None = None) -> Item:
    """The disclosure office confirms the proposal, or puts its own in its place; nobody checks what they drafted."""
    require(act, Role.OFFICE_HEAD)
    with transaction.atomic():
        item = lock_item(act, item_id)
        refuse_if(
            [
                *_still_a_draft(item),
                *_check_reasons(act, item, attribute),
                *(attribute_reasons(attribute) if attribute else ()),
            ]
        )
        if attribute is not None:
            _set(item, attribute)
            item.version += 1
        item.attribute_checked_by_id, item.attribute_checked_at, item.changed_at = person_of(act), act.now, act.now
        item.save()
        _tell(act, item, "catalogue.attribute_checked")
    return item


def _still_a_draft(item: Item) -> Iterator[Reason]:
    if not item.is_editable:
        yield Reason("state", f"信息当前为“{item.standing_zh}”，公开属性须在送审前确定")


def _check_reasons(act: Act, item: Item, attribute: Attribute | None) -> Iterator[Reason]:
    if person_of(act) in item.authors:
        yield Reason("officer", "拟稿人不得审核自己拟定的公开属性")
    if attribute is None and not item.attribute:
        yield Reason("attribute", "拟稿人尚未提出公开属性，退回拟稿人补充")


def _set(item: Item, attribute: Attribute) -> None:
    item.attribute, item.ground, item.ground_kind = attribute.value, attribute.ground, attribute.ground_kind
    item.attribute_reason = attribute.reason


def _tell(act: Act, item: Item, event: str) -> None:
    record(
        act, event, "catalogue.item", public_id(item.id),
        facts={"attribute": item.attribute, "ground": item.ground, "version": item.version},
        changed={"reason": item.attribute_reason, "ground_kind": item.ground_kind},
    )  # fmt: skip
