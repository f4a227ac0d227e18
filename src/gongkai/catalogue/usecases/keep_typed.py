"""Keep what an officer has typed so far (autosave): no new version, no review lost, nobody else's work touched."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.catalogue.errors import no_such_item, person_of
from gongkai.catalogue.models import Autosave
from gongkai.catalogue.selectors import item_written_for

_LONGEST = 2_000_000


def keep_typed(*, act: Act, item_id: int, version: int, typed: Mapping[str, str]) -> Autosave:
    """One row a person and item, replaced every time. It is not an act on the item and leaves no line in the log."""
    require(act, Role.DRAFTER)
    item = item_written_for(act, item_id)
    if item is None:
        raise no_such_item()
    reasons = []
    if not item.is_editable:
        reasons.append(Reason("state", f"信息当前为“{item.standing_zh}”，不能修改"))
    if sum(map(len, typed.values())) > _LONGEST:
        reasons.append(Reason("body_html", "正文超过 200 万字符，无法自动保存；大表格请作为附件上传"))
    refuse_if(reasons)
    kept, _ = Autosave.objects.update_or_create(
        item_id=item_id, officer_id=person_of(act), defaults={"version": version, "typed": dict(typed), "saved_at": act.now},
    )  # fmt: skip
    return kept


def forget_typed(*, act: Act, item_id: int) -> None:
    """The officer goes back to what is saved."""
    require(act, Role.DRAFTER)
    Autosave.objects.filter(item_id=item_id, officer_id=person_of(act)).delete()
