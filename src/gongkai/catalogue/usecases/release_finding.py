"""放行: let one finding of the gate through, by a person who did not write the item, with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.content import attachments_of
from gongkai.catalogue.errors import no_such_item, person_of
from gongkai.catalogue.gate import Finding, findings_of
from gongkai.catalogue.models import Correction, Item, Release
from gongkai.catalogue.models.items import SUBJECT_KIND
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.numbering.keys import public_id

RELEASERS = (Role.SECRECY_REVIEWER, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.APPROVER, Role.OFFICE_HEAD)


def release_finding(*, act: Act, item_id: int, key: str, reason: str, correction_id: int | None = None) -> Release:
    """Let the finding named ``key`` through; it holds for this item as long as the same words stand at the same place.

    The publisher is not among those who release: who wants it out does not decide that it may.
    """
    require(act, *RELEASERS)
    with transaction.atomic():
        item = lock_item(act, item_id, "agency")
        found = findings_of(item, attachments_of(item), _changes(item, correction_id))
        chosen = next((finding for finding in found if finding.key == key), None)
        refuse_if(_reasons(act, item, chosen, reason, correction_id))
        assert chosen is not None  # refused above
        release = Release.objects.create(
            item=item, key=key, sentence=chosen.sentence[:500], reason=reason.strip(), officer_id=person_of(act),
            officer_name=act.actor_name, at=act.now,
        )  # fmt: skip
        record(
            act, "catalogue.finding_released", SUBJECT_KIND, public_id(item.id), facts={"section": chosen.section},
            changed={"reason": reason, "finding": key},
        )  # fmt: skip
    return release


def _changes(item: Item, correction_id: int | None) -> dict[str, object] | None:
    if correction_id is None:
        return None
    correction = Correction.objects.filter(pk=correction_id, item=item).first()
    if correction is None:
        raise no_such_item()
    return dict(correction.changes)


def _reasons(act: Act, item: Item, chosen: Finding | None, reason: str, correction_id: int | None) -> Iterator[Reason]:
    authors: Sequence[int] = item.authors
    if correction_id is not None:
        authors = [*authors, *item.corrections.filter(pk=correction_id).values_list("drafter_id", flat=True)]
    if person_of(act) in authors:
        yield Reason("officer", "拟稿人不得放行自己稿件中的问题，请由其他审核人放行")
    if chosen is None:
        yield Reason("finding", "这个问题已不存在：内容已修改，或者词库已更新，请重新打开页面")
    elif chosen.release is not None:
        yield Reason("finding", f"已由{chosen.release.officer_name}放行")
    elif not chosen.blocks:
        yield Reason("finding", "这一项只是提示，不需要放行")
    if not reason.strip() or len(reason) > 300:
        yield Reason("reason", "放行须写明理由，最多 300 字，例如“系工作人员公开的办公电话”")
