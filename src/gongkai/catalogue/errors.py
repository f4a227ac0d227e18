"""Refusals of this room, and who acts."""

from __future__ import annotations

from gongkai.agencies.errors import NotAllowed, NotFound, Reason
from gongkai.audit.acts import Act


def no_such_item() -> NotFound:
    return NotFound([Reason("item", "没有这条信息，或者它不属于本单位")])


def person_of(act: Act) -> int:
    """The officer who acts. Raises NotAllowed for the system and for citizens."""
    if not act.actor_id.isdigit() or act.agency_id is None:
        raise NotAllowed([Reason("", f"此操作须由本单位工作人员办理，“{act.actor_name}”不是工作人员")])
    return int(act.actor_id)


def agency_of(act: Act) -> int:
    """The agency an officer acts for. Raises NotAllowed where ``person_of`` does."""
    person_of(act)
    assert act.agency_id is not None
    return act.agency_id
