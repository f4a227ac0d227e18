"""Put an item back that was taken down (恢复发布): the same content, a further edition with a note."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.content import attachments_of, public_payload
from gongkai.catalogue.endings import current_end, end_payload
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.gate import gate_reasons
from gongkai.catalogue.models import Item
from gongkai.catalogue.models.items import SUBJECT_KIND
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.editions.models import Publication
from gongkai.editions.publish import correct
from gongkai.numbering.keys import public_id


def restore_item(*, act: Act, item_id: int, reason: str) -> Item:
    """A publisher who neither wrote it nor took it down; what was purged is gone for good.

    The first day of publication stays what it was: an item is published once, and counted once.
    """
    require(act, Role.PUBLISHER)
    with transaction.atomic():
        item = lock_item(act, item_id, "agency", "column", "document", "publication")
        refuse_if([*_reasons(item, person_of(act), reason), *gate_reasons(item, attachments_of(item))])
        item.state, item.changed_at = Item.State.PUBLISHED, act.now
        item.save(update_fields=["state", "changed_at"])
        correct(
            act=act, subject_kind=SUBJECT_KIND, subject_id=item.id, title=item.title, note="",
            payload=public_payload(item, attachments_of(item), end_payload(current_end(item), act.today)),
        )  # fmt: skip
        record(act, "catalogue.restored", SUBJECT_KIND, public_id(item.id), changed={"reason": reason})
    return item


def _reasons(item: Item, person: int, reason: str) -> Iterator[Reason]:
    if item.state != Item.State.WITHDRAWN:
        yield Reason("state", f"信息当前为“{item.standing_zh}”，只有已撤稿的信息可以恢复")
    elif item.publication is not None and item.publication.state == Publication.State.PURGED:
        yield Reason("state", "内容已彻底清除，不能恢复；需要重新公开的，请重新起草、送审")
    if person in item.authors:
        yield Reason("officer", "拟稿人不得恢复自己拟写的内容，请由其他发布员办理")
    last = item.withdrawals.order_by("-at", "-id").first()
    if last is not None and last.officer_id == person:
        yield Reason("officer", "撤稿人不得恢复自己撤下的内容，请由另一名发布员办理")
    if not reason.strip() or len(reason) > 500:
        yield Reason("reason", "恢复发布须写明原因，最多 500 字")
