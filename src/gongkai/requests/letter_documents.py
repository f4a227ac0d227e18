"""The letters of a request as documents: composed when they go out and kept, so that they print the same for ever.

A letter whose contents were not complete when it was recorded is composed with what is on file now; what is still missing is
named (``notices.make.MissingContents``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from gongkai.agencies.calendars import working_calendar
from gongkai.law.applicants import ApplicantCategory
from gongkai.law.clock import Reading
from gongkai.law.letters import APPLICANT, letter
from gongkai.notices.document import LetterDocument
from gongkai.notices.make import MissingContents, make
from gongkai.requests.ledger import conventions_for, read_ledger
from gongkai.requests.letter_values import kind_of, of_letter, of_reply
from gongkai.requests.models import InformationRequest, OutgoingLetter, Reply, RequestEvent
from gongkai.requests.models.letters import NOT_FOR_THE_APPLICANT


def document_of(paper: OutgoingLetter | Reply, today: date | None = None) -> LetterDocument:
    """The letter as it went out, else as it would go out on ``today``. Raises MissingContents."""
    if paper.document:
        return LetterDocument.from_json(json.loads(paper.document))
    return composed_letter(paper, _reading(paper), today)


def composed_letter(paper: OutgoingLetter | Reply, reading: Reading, today: date | None = None) -> LetterDocument:
    if isinstance(paper, OutgoingLetter):
        return addressed(paper.request, make(
            kind_of(paper, reading), agency=paper.request.agency, values=of_letter(paper, reading),
            made_on=paper.dispatched_on,
        ))  # fmt: skip
    made_on = paper.made_on or today or reading.as_of
    titles = tuple(paper.attachments.values_list("title", flat=True))
    return addressed(paper.request, make(
        f"REPLY.{paper.outcome}", agency=paper.request.agency, values=of_reply(paper, reading, made_on), made_on=made_on,
        enclosures=titles,
    ))  # fmt: skip


def addressed(request: InformationRequest, document: LetterDocument) -> LetterDocument:
    """The form's “您（单位）” as one says it to this applicant; letters to others keep it."""
    if letter(document.kind).to != APPLICANT:
        return document
    name = "您" if request.category == ApplicantCategory.NATURAL_PERSON.column else "你单位"
    return replace(document, paragraphs=tuple(line.replace("您（单位）", name) for line in document.paragraphs))


def keep(papers: Iterable[OutgoingLetter | Reply], reading: Reading) -> None:
    """Keep each paper that is complete, in the caller's transaction; one that is not stays to be completed."""
    for paper in papers:
        try:
            document = composed_letter(paper, reading)
        except MissingContents:
            continue
        paper.document = json.dumps(document.as_json(), ensure_ascii=False)
        paper.save(update_fields=["document"])


def what_is_missing(paper: OutgoingLetter | Reply, today: date) -> tuple[str, ...]:
    """Everything that keeps a letter from being printed, as sentences; empty when it can be."""
    try:
        document_of(paper, today)
    except MissingContents as missing:
        return tuple(map(str, missing.reasons))
    return ()


def _reading(paper: OutgoingLetter | Reply) -> Reading:
    request = paper.request
    events = list(RequestEvent.objects.filter(request=request).order_by("sequence"))
    return read_ledger(request, events, working_calendar(), conventions_for(request))


def for_applicant(request: InformationRequest, letter_id: int) -> LetterDocument | None:
    """A letter to the applicant as it went out, for who opened the request by its code; None for any other paper."""
    letter = (
        OutgoingLetter.objects.filter(request=request, pk=letter_id).exclude(kind__in=NOT_FOR_THE_APPLICANT).first()
    )
    reply = None if letter else Reply.objects.filter(request=request, pk=letter_id, made_on__isnull=False).first()
    paper = letter or reply
    if paper is None:
        return None
    try:
        return document_of(paper)
    except MissingContents:
        return None
