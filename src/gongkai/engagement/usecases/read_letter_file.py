"""Hand out a file of a letter: to an officer who handles it (logged), or to its writer (the files of the told answer)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from gongkai.agencies.errors import NotAllowed, NotFound, Reason
from gongkai.agencies.rights import ids_written_for, require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.engagement.models import LetterAssistance, LetterFile
from gongkai.engagement.selectors import letter_for, own_letter
from gongkai.files.store import read_sealed
from gongkai.numbering.keys import public_id

READERS = (
    Role.REQUEST_OFFICER, Role.DRAFTER, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.APPROVER, Role.PUBLISHER, Role.OFFICE_HEAD,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HandedOut:
    name: str
    media_type: str
    content: bytes


def read_letter_file(*, act: Act, letter_id: int, file_id: int) -> HandedOut:
    """For who handles, reviews or publishes at the receiving organ, the handling unit or a helping one; a supervisor sees numbers only."""
    letter = letter_for(act, letter_id)
    require(act, *READERS)
    own = ids_written_for(act)
    helps = LetterAssistance.objects.filter(letter=letter, unit_id__in=own).exists()
    if not (letter.agency_id in own or letter.unit_id in own or helps):
        raise NotAllowed([Reason("letter", "来信附件只供受理、承办和协办单位的工作人员查看")])
    file = letter.files.select_related("stored").filter(pk=file_id).first()
    if file is None:
        raise _gone()
    with transaction.atomic():
        record(
            act, "engagement.letter_file_read", "letter", public_id(letter.pk), facts={"number": letter.number},
            chain=act.agency_code or letter.agency.code,
        )  # fmt: skip
    return _handed_out(file)


def read_own_file(*, number: str, query_code: str, agency_code: str, file_id: int) -> HandedOut:
    """For the writer: the own files, and those of the answer once it has been told. Raises NotFound."""
    own = own_letter(number, query_code, agency_code)
    file = own.files.filter(pk=file_id).select_related("stored").first()
    if file is None:
        raise _gone()
    return _handed_out(file)


def _handed_out(file: LetterFile) -> HandedOut:
    return HandedOut(file.name, file.stored.media_type, read_sealed(file.stored))


def _gone() -> NotFound:
    return NotFound([Reason("file", "没有这个附件")])
