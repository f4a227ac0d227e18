"""See who wrote a letter: name and telephone stay masked until an officer who handles it needs them; each look is logged."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from gongkai.agencies.errors import NotAllowed, Reason
from gongkai.agencies.rights import ids_written_for, require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.engagement.models import Letter
from gongkai.engagement.selectors import letter_for
from gongkai.numbering.keys import public_id

HANDLERS = (Role.REQUEST_OFFICER, Role.DRAFTER, Role.OFFICE_HEAD)


@dataclass(frozen=True, slots=True)
class Writer:
    name: str
    phone: str


def see_writer(*, act: Act, letter_id: int) -> Writer:
    """Only for those who handle the letter: the receiving organ and the handling unit, not the supervisor nor who helps."""
    letter = letter_for(act, letter_id)
    require(act, *HANDLERS)
    if not _handles(act, letter):
        raise NotAllowed([Reason("letter", "来信人信息只供受理单位和承办单位的经办人查看")])
    with transaction.atomic():
        record(
            act, "engagement.letter_writer_seen", "letter", public_id(letter.id), facts={"number": letter.number},
            chain=act.agency_code or letter.agency.code,
        )  # fmt: skip
    return Writer(letter.writer_name, letter.writer_phone)


def _handles(act: Act, letter: Letter) -> bool:
    own = ids_written_for(act)
    return letter.agency_id in own or letter.unit_id in own
