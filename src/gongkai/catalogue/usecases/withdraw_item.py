"""Take a published item down (撤稿), in one of the three kinds of domain 2.6. The counted fact of its publication stays."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.models import Attachment, Item, TakedownLine, Withdrawal
from gongkai.catalogue.models.items import AFTERWARDS_KIND, CORRECTION_KIND, SUBJECT_KIND
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.editions.models import Publication
from gongkai.editions.publish import withdraw
from gongkai.editions.withdrawable import Withdrawable
from gongkai.files.store import discard
from gongkai.numbering.keys import public_id
from gongkai.review.usecases.forget_subject import forget_subject

KINDS = {
    Publication.State.WITHDRAWN_WITH_NOTICE: "公告式：网址保留并说明",
    Publication.State.WITHDRAWN_SILENTLY: "静默：网址不再可用",
    Publication.State.PURGED: "彻底清除：内容从各处抹去",
}


def withdraw_item(*, act: Act, item_id: int, kind: str, reason: str) -> Item:
    """One publisher may do this at once: waiting for a second person would keep the harm online.

    A purge (leaked secrets or personal data) also erases the texts kept here and the titles of the review sheets; what stays is who
    reviewed, withdrew and when. An item taken down may be purged later.
    """
    require(act, Role.PUBLISHER)
    officer = person_of(act)
    with transaction.atomic():
        item = lock_item(act, item_id)
        refuse_if(_reasons(item, kind, reason))
        take_off(act, item, kind, reason.strip(), officer)
    return item


def take_off(
    act: Act, item: Item, kind: str, reason: str, officer: int, *, leads_to: Publication | None = None
) -> None:
    """Take one locked item off the portal; the caller has checked that it may, and holds the transaction."""
    Withdrawal.objects.create(item=item, kind=kind, reason=reason, officer_id=officer, at=act.now)
    withdraw(act=act, subject_kind=SUBJECT_KIND, subject_id=item.id, state=kind, leads_to=leads_to)
    item.state, item.changed_at = Item.State.WITHDRAWN, act.now
    if kind == Publication.State.PURGED:
        _erase(item)
    item.save()
    record(
        act, "catalogue.withdrawn", SUBJECT_KIND, public_id(item.id), facts={"kind": kind}, changed={"reason": reason},
    )  # fmt: skip


def _from_sheet(act: Act, publication: Publication, kind: str, reason: str, officer: int) -> None:
    """As a takedown sheet does it, over all units: only the public standing changes."""
    take_off(act, Item.objects.select_for_update(of=("self",)).get(pk=publication.subject_id), kind, reason, officer)


def _reasons(item: Item, kind: str, reason: str) -> Iterator[Reason]:
    down = item.publication.state if item.state == Item.State.WITHDRAWN and item.publication else None
    again = kind == Publication.State.PURGED and down not in (None, Publication.State.PURGED)
    if item.state != Item.State.PUBLISHED and not again:
        yield Reason("state", f"信息当前为“{item.standing_zh}”，只有已发布的信息可以撤稿")
    if kind not in KINDS:
        yield Reason(
            "kind", f"撤稿方式“{kind}”不存在；可选：{'；'.join(f'{key}（{text}）' for key, text in KINDS.items())}"
        )
    if not reason.strip() or len(reason) > 500:
        yield Reason("reason", "撤稿须写明原因（不对外公布），最多 500 字")


def _erase(item: Item) -> None:
    for name in ("title", "body_html", "summary", "source", "keywords", "subject_class", "genre"):
        setattr(item, name, "")
    item.issuing_agencies = []
    _erase_files(item)
    item.autosaves.all().delete()
    item.stock_findings.all().delete()
    item.releases.update(sentence="", reason="")
    item.urgent_reason = ""
    TakedownLine.objects.filter(publication=item.publication).update(title="")
    forget_subject(SUBJECT_KIND, [item.id])
    forget_subject(AFTERWARDS_KIND, [item.id])
    forget_subject(CORRECTION_KIND, list(item.corrections.values_list("id", flat=True)))
    item.corrections.update(changes={}, note="")


def _erase_files(item: Item) -> None:
    """Attachments go with their names; the bytes after the commit, unless another file is the same."""
    files = [attachment.file for attachment in item.attachments.select_related("file")]
    item.attachments.all().delete()
    for stored in files:
        if not Attachment.objects.filter(file=stored).exists():
            discard(stored)


WITHDRAWABLE = (Withdrawable(SUBJECT_KIND, "公开信息", _from_sheet, restored_in_room=True),)
