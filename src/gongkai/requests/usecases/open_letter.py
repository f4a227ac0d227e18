"""Open a letter of a case to read or print it: it names the applicant or a third party, so each look is logged (domain 9)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.notices.document import LetterDocument
from gongkai.requests.letter_documents import document_of
from gongkai.requests.models import OutgoingLetter, Reply
from gongkai.requests.proceedings import tell
from gongkai.requests.selectors import request_of

READERS = (Role.REQUEST_OFFICER, Role.DRAFTER, Role.LEGAL_REVIEWER, Role.APPROVER, Role.OFFICE_HEAD)


@dataclass(frozen=True, slots=True)
class OpenedLetter:
    """``is_draft``: not signed yet, the page says so."""

    paper: OutgoingLetter | Reply
    document: LetterDocument
    is_draft: bool


def open_letter(*, act: Act, request_id: int, letter_id: int) -> OpenedLetter:
    """Raises NotFound, NotAllowed, and MissingContents naming what keeps the letter from being printed."""
    request = request_of(act, request_id)
    require(act, *READERS, agency_id=request.agency_id)
    with transaction.atomic():
        paper = paper_of(request.pk, letter_id)
        document = document_of(paper, act.today)
        tell(act, request, "letter_opened", {"letter": paper.number or ""})
    return OpenedLetter(paper, document, isinstance(paper, Reply) and paper.made_on is None)


def paper_of(request_id: int, letter_id: int) -> OutgoingLetter | Reply:
    """A letter or a reply of a request. Raises NotFound."""
    paper = (
        OutgoingLetter.objects.filter(request_id=request_id, pk=letter_id).select_related("request__agency").first()
        or Reply.objects.filter(request_id=request_id, pk=letter_id).select_related("request__agency").first()
    )
    if paper is None:
        raise NotFound([Reason("letter", "这件申请没有此文书")])
    return paper
