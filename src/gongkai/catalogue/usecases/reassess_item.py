"""Look again at a withheld document (REG 18): it stays withheld with a reason, or goes back to have its attribute determined anew."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.models import Disclosure, Item, Reassessment
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.numbering.keys import public_id


def reassess_item(*, act: Act, item_id: int, conclusion: str, reason: str) -> Item:
    """By the disclosure office, not by an author. A change makes the document a draft again: whoever signs decides the new attribute."""
    require(act, Role.OFFICE_HEAD)
    officer = person_of(act)
    with transaction.atomic():
        item = lock_item(act, item_id)
        refuse_if(_reasons(item, officer, conclusion, reason))
        Reassessment.objects.create(
            item=item, conclusion=conclusion, reason=reason.strip(), officer_id=officer, officer_name=act.actor_name,
            happened_on=act.today, at=act.now,
        )  # fmt: skip
        if conclusion == Reassessment.Conclusion.CHANGE:
            item.state, item.sheet, item.version, item.changed_at = Item.State.DRAFT, None, item.version + 1, act.now
            item.attribute_checked_by, item.attribute_checked_at = None, None
            item.save()
        record(
            act, "catalogue.reassessed", "catalogue.item", public_id(item.id), facts={"conclusion": conclusion},
            changed={"reason": reason},
        )  # fmt: skip
    return item


def _reasons(item: Item, officer: int, conclusion: str, reason: str) -> Iterator[Reason]:
    if item.attribute != Disclosure.WITHHELD or not item.is_approved:
        yield Reason("item", "只有已签发的不予公开信息需要定期评估", "REG 18")
    if officer in item.authors:
        yield Reason("officer", "拟稿人不得评估自己拟写的文件")
    if conclusion not in Reassessment.Conclusion.values:
        yield Reason("conclusion", f"评估结论须为{'、'.join(Reassessment.Conclusion.labels)}之一")
    if not reason.strip() or len(reason) > 500:
        yield Reason("reason", "评估须写明理由，最多 500 字")
