"""What lies in a case file besides the request: letters, consultations, replies, the fee, notes, helping units."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.law.masks import mask_person_name
from gongkai.requests.models import (
    Assistance,
    CaseNote,
    Consultation,
    FeeNotice,
    FeePayment,
    InformationRequest,
    OutgoingLetter,
    Reply,
)

_SHORT_NAME = 4  # a third party's name of at most so many characters is taken for a person's and masked


@dataclass(frozen=True, slots=True)
class Papers:
    letters: tuple[OutgoingLetter, ...]
    consultations: tuple[tuple[Consultation, str], ...]
    replies: tuple[Reply, ...]
    fee: FeeNotice | None
    payment: FeePayment | None
    notes: tuple[CaseNote, ...]
    assistances: tuple[Assistance, ...]


def papers_of(request: InformationRequest) -> Papers:
    """Everything on file, oldest first; texts of letters stay closed until one is opened."""
    letters = OutgoingLetter.objects.filter(request=request).defer("content").select_related("made_by", "approved_by")
    asked = Consultation.objects.filter(request=request).select_related("letter").defer("letter__content")
    replies = Reply.objects.filter(request=request).defer("content")
    return Papers(
        letters=tuple(letters.order_by("id")),
        consultations=tuple((one, _shown(one)) for one in asked.order_by("id")),
        replies=tuple(replies.select_related("drafted_by", "reviewed_by", "approved_by").order_by("id")),
        fee=FeeNotice.objects.filter(request=request).select_related("letter").first(),
        payment=FeePayment.objects.current().filter(request=request).first(),
        notes=tuple(CaseNote.objects.filter(request=request).select_related("written_by")),
        assistances=tuple(Assistance.objects.filter(request=request)),
    )


def _shown(one: Consultation) -> str:
    person = one.party == "THIRD_PARTY" and len(one.name) <= _SHORT_NAME
    return mask_person_name(one.name) if person else one.name
