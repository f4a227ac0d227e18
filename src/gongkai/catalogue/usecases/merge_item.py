"""Merge a duplicate into the item that stays (合并): its address leads there, its content goes."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import ids_written_for, require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.models import Item
from gongkai.catalogue.models.items import SUBJECT_KIND
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.catalogue.usecases.withdraw_item import take_off
from gongkai.editions.models import Publication
from gongkai.numbering.keys import public_id


def merge_item(*, act: Act, item_id: int, into_id: int) -> Item:
    """Take the item down silently and let its address lead to ``into_id``, a published item of the own agency.

    The counted publication of the duplicate stays: the figures say what was published, not what is left.
    """
    require(act, Role.PUBLISHER)
    officer = person_of(act)
    with transaction.atomic():
        item = lock_item(act, item_id, "publication")
        into = Item.objects.filter(pk=into_id, agency_id__in=ids_written_for(act)).select_related("publication").first()
        refuse_if(_reasons(item, into))
        assert into is not None  # refused above
        take_off(
            act,
            item,
            Publication.State.WITHDRAWN_SILENTLY,
            f"合并至：{into.title}"[:500],
            officer,
            leads_to=into.publication,
        )
        record(act, "catalogue.merged", SUBJECT_KIND, public_id(item.id), facts={"into": public_id(into.id)})
    return item


def _reasons(item: Item, into: Item | None) -> Iterator[Reason]:
    if item.state != Item.State.PUBLISHED:
        yield Reason("state", f"信息当前为“{item.standing_zh}”，只有已发布的信息可以合并")
    if into is None or into.state != Item.State.PUBLISHED:
        yield Reason("into", "合并到的信息须是本单位已发布的信息，请填写它的网址或者索引号")
    elif into.id == item.id:
        yield Reason("into", "不能合并到它自己")
