"""Keep the request in step with its cases: under litigation, under reconsideration, or neither."""

from __future__ import annotations

from gongkai.audit.acts import Act
from gongkai.law.states import State
from gongkai.remedies.models import Block, RemedyCase
from gongkai.remedies.proceedings import result_in_force, still_pending
from gongkai.requests.usecases.note_challenge import note_challenge


def follow(act: Act, case: RemedyCase) -> None:
    """Show on the request which remedy is pending; a court counts before a reconsideration body."""
    if case.request_id is None:
        return
    blocks = set(still_pending(case.request_id, besides=case))
    if result_in_force(case) is None:
        blocks.add(case.block)
    note_challenge(act=act, request_id=case.request_id, challenge=_challenge(blocks))


def _challenge(blocks: set[str]) -> State | None:
    if blocks - {Block.RECONSIDERATION}:
        return State.UNDER_LITIGATION
    return State.UNDER_RECONSIDERATION if blocks else None
