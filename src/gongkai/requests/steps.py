"""What may be done now: the transition table of the law put as reasons an officer can read."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.agencies.errors import Reason
from gongkai.law.reference import Ref
from gongkai.law.states import State
from gongkai.law.transitions import TRANSITIONS, Transition

_BY_ACTION: dict[str, tuple[Transition, ...]] = {
    row.action: tuple(other for other in TRANSITIONS if other.action == row.action) for row in TRANSITIONS
}


def reasons_not_to(action: str, state: State) -> Iterator[Reason]:
    """A reason when the table does not offer ``action`` from ``state``. Raises KeyError for an action it does not know."""
    rows = _BY_ACTION[action]
    if any(state in row.sources for row in rows):
        return
    accepted = "、".join(source.label_zh for source in State if any(source in row.sources for row in rows))
    articles = "、".join(basis.zh for basis in rows[0].basis if isinstance(basis, Ref))
    yield Reason("", f"申请处于“{state.label_zh}”，不能“{rows[0].label_zh}”；可以办理的状态：{accepted}", articles)
