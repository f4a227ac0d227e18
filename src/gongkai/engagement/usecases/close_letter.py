"""The end of a letter: the writer rates the answer, the letter is closed; exceptionally it is opened again."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.engagement.letter_states import state_reasons
from gongkai.engagement.models import Letter, LetterClosed
from gongkai.engagement.usecases.handle_letter import write_closed
from gongkai.engagement.usecases.letter_moves import lock_letter, move, require_receiver
from gongkai.engagement.usecases.receive_letter import query_digest


def rate_letter(*, act: Act, letter_id: int, query_code: str, rating: str) -> Letter:
    """The writer, known by the query code, says how satisfied they are; once. A wrong code is told like no letter."""
    with transaction.atomic():
        letter = lock_letter(letter_id)
        if letter.query_digest != query_digest(query_code):
            raise NotFound([Reason("query_code", "编号或查询码不正确，请核对回执")])
        reasons = state_reasons(letter.state, "rate")
        if rating not in Letter.Rating.values:
            reasons.append(Reason("rating", f"评价只能是：{'、'.join(Letter.Rating.labels)}"))
        refuse_if(reasons)
        return move(act, letter, "rate", rating=rating)


def close_letter(*, act: Act, letter_id: int) -> Letter:
    """Close a letter whose answer has been told, rated or not (办结)."""
    with transaction.atomic():
        letter = lock_letter(letter_id)
        act = act.at_one_moment()
        require_receiver(act, letter, Role.REQUEST_OFFICER, Role.OFFICE_HEAD)
        refuse_if(state_reasons(letter.state, "close"))
        move(act, letter, "close", closed_on=act.today)
        write_closed(act, letter, LetterClosed.Manner.ANSWERED)
    return letter


def reopen_letter(*, act: Act, letter_id: int, reason: str) -> Letter:
    """Work on a closed letter again: from now on it counts as open; figures as of earlier days stay as they were."""
    with transaction.atomic():
        letter = lock_letter(letter_id)
        act = act.at_one_moment()
        require_receiver(act, letter, Role.OFFICE_HEAD)
        refuse_if([*state_reasons(letter.state, "reopen"), *_reopening_reasons(letter, reason)])
        LetterClosed.objects.current().filter(letter=letter).update(superseded_at=act.now)
        return move(act, letter, "reopen", note=reason, closed_on=None, answered_on=None)


def _reopening_reasons(letter: Letter, reason: str) -> Iterator[Reason]:
    if not reason.strip():
        yield Reason("reason", "重新办理须写明理由")
    if letter.publicity == Letter.Publicity.PUBLISHED:
        yield Reason("publicity", "答复已经公开，须先更正或撤下已公开的答复")
