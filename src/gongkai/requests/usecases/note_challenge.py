"""Note that a reply is before a reconsideration body or a court, or no longer is."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.states import State
from gongkai.requests.models import InformationRequest
from gongkai.requests.proceedings import conclude, opened

CHALLENGES = (State.UNDER_RECONSIDERATION, State.UNDER_LITIGATION)


def note_challenge(*, act: Act, request_id: int, challenge: State | None) -> InformationRequest:
    """``challenge`` is None when the last pending case has ended. Open requests keep their state: silence is challenged too.

    Raises ValueError for a state that is no challenge.
    """
    if challenge is not None and challenge not in CHALLENGES:
        raise ValueError(f"{challenge} is no challenge; accepted: {', '.join(CHALLENGES)}")
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.REQUEST_OFFICER, Role.LEGAL_REVIEWER)
        proceeding.change(challenge="" if challenge is None else str(challenge))
        if challenge is State.UNDER_LITIGATION:
            proceeding.change(litigated=True)
        conclude(proceeding, "challenge_noted", {"challenge": proceeding.request.challenge})
    return proceeding.request
