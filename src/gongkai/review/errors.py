"""Refusals of this room."""

from __future__ import annotations

from gongkai.agencies.errors import NotAllowed, NotFound, Reason
from gongkai.audit.acts import Act


def no_such_sheet() -> NotFound:
    return NotFound([Reason("sheet", "没有这张审查表，或者它不属于本单位")])


def person_of(act: Act) -> int:
    """The officer who acts. Raises NotAllowed for the system and for citizens: a review is a person's."""
    if not act.actor_id.isdigit():
        raise NotAllowed([Reason("", f"审核须由本单位工作人员本人办理，“{act.actor_name}”不是工作人员")])
    return int(act.actor_id)
