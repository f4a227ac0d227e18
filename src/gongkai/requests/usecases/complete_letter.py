"""Compose and keep a letter whose contents were incomplete when it was recorded (a telephone number of the agency, say)."""

from __future__ import annotations

import json

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.requests.letter_documents import document_of
from gongkai.requests.models import OutgoingLetter, Reply
from gongkai.requests.proceedings import opened, tell


def complete_letter(*, act: Act, request_id: int, letter_id: int) -> OutgoingLetter | Reply:
    """Raises MissingContents while something is still missing; a letter kept once is never composed again."""
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.REQUEST_OFFICER, Role.DRAFTER, Role.OFFICE_HEAD)
        request = proceeding.request
        paper = (
            OutgoingLetter.objects.filter(request=request, pk=letter_id).first()
            or Reply.objects.filter(request=request, pk=letter_id, made_on__isnull=False).first()
        )
        if paper is None:
            raise NotFound([Reason("letter", "这件申请没有此文书")])
        refuse_if([Reason("", f"{paper.number}已经定稿，不再改变")] if paper.document else [])
        paper.document = json.dumps(document_of(paper).as_json(), ensure_ascii=False)
        paper.save(update_fields=["document"])
        tell(proceeding.act, request, "letter_completed", {"letter": paper.number}, {"document": paper.document})
    return paper
