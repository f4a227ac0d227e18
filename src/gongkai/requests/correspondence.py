"""Letters that leave the agency: numbered, kept with their content encrypted, with who made and who approved them."""

from __future__ import annotations

from datetime import date

from gongkai.requests.models.letters import LetterKind, OutgoingLetter
from gongkai.requests.numbers import letter_number
from gongkai.requests.proceedings import Proceeding, officer_id


def send_letter(
    proceeding: Proceeding,
    kind: LetterKind,
    content: str,
    on: date,
    *,
    days: int | None = None,
    received_on: date | None = None,
    proof: str = "",
    approved: bool = False,
    addressee: str = "",
) -> OutgoingLetter:
    """Number and keep a letter; ``approved`` says that the acting officer is also the one the law wants to decide.

    ``addressee`` is left empty for the applicant. The whole letter is composed and kept when the act is concluded.
    """
    act = proceeding.act
    officer = officer_id(act)
    letter = OutgoingLetter.objects.create(
        request=proceeding.request,
        agency_id=proceeding.request.agency_id,
        kind=kind,
        number=letter_number(act, proceeding.request.agency),
        addressee=addressee,
        content=content,
        days=days,
        dispatched_on=on,
        received_on=received_on,
        proof=proof,
        made_by_id=officer,
        approved_by_id=officer if approved else None,
        recorded_at=act.now,
    )
    proceeding.papers.append(letter)
    return letter
