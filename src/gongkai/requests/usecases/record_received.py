"""Record that a letter reached its addressee: from that day periods of the other side run."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from gongkai.agencies.errors import Reason, Refused, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.requests.errors import not_in_future
from gongkai.requests.models import Consultation, InformationRequest, OutgoingLetter
from gongkai.requests.models.letters import NOT_FOR_THE_APPLICANT, LetterKind
from gongkai.requests.proceedings import add_line, conclude, is_applicant, opened

_TO_APPLICANT = frozenset(LetterKind) - frozenset(NOT_FOR_THE_APPLICANT)


def record_received(
    *, act: Act, request_id: int, letter_id: int, on: date | None = None, proof: str = ""
) -> InformationRequest:
    """The day of receipt with its proof; the applicant may acknowledge a letter of the own request."""
    day = on or act.today
    with transaction.atomic():
        proceeding = opened(act, request_id)
        letter = OutgoingLetter.objects.filter(pk=letter_id, request=proceeding.request).first()
        if letter is None or not (is_applicant(act) and letter.kind in _TO_APPLICANT):
            require(act, Role.REQUEST_OFFICER, Role.DRAFTER)
        if letter is None:
            raise Refused([Reason("letter", "请选择要登记送达的文书")])
        problems = [*not_in_future("on", day, act.today)]
        if letter.received_on is not None:
            problems.append(Reason("letter", f"{letter.number}已于 {letter.received_on} 送达，不能重复登记"))
        if day < letter.dispatched_on:
            problems.append(Reason("on", f"送达日期 {day} 早于发出日期 {letter.dispatched_on}"))
        refuse_if(problems)
        letter.received_on, letter.proof = day, proof or letter.proof
        letter.save(update_fields=["received_on", "proof"])
        kind, data = _event_of(letter)
        if kind:
            add_line(proceeding, kind, day, **data)
        conclude(proceeding, "letter_received", {"on": day, "letter": letter.number})
    return proceeding.request


def _event_of(letter: OutgoingLetter) -> tuple[str, dict[str, Any]]:
    """The ledger line that goes with the receipt of a letter; most letters have none."""
    if letter.kind == LetterKind.CORRECTION:
        return "correction_notice_received", {"days": letter.days}
    if letter.kind == LetterKind.FEE:
        return "fee_notice_received", {}
    if letter.kind == LetterKind.CONSULTATION:
        return "consultation_received", {"ref": Consultation.objects.get(letter=letter).ref}
    return "", {}
