"""Co-handling (协办): the handling unit asks another unit, which gives its opinion."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.engagement.letter_states import WITH_UNIT
from gongkai.engagement.models import Letter, LetterAssistance
from gongkai.engagement.usecases.letter_moves import lock_letter, require_unit
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add

LONGEST = 2000


def ask_assistance(*, act: Act, letter_id: int, unit: Agency, question: str) -> LetterAssistance:
    """The handling unit asks ``unit`` to help; once per unit. The limit of the letter does not change."""
    with transaction.atomic():
        letter = lock_letter(letter_id)
        require_unit(act, letter, Role.DRAFTER, Role.OFFICE_HEAD, Role.REQUEST_OFFICER)
        refuse_if(_asking_reasons(letter, unit, question))
        asked = LetterAssistance.objects.create(
            letter=letter, unit=unit, asked_by_name=act.actor_name, asked_on=act.today, question=question
        )
        _tell(act, letter, "assistance_asked", unit)
    return asked


def give_assistance(*, act: Act, letter_id: int, opinion: str) -> LetterAssistance:
    """The asked unit gives its opinion, once."""
    with transaction.atomic():
        letter = lock_letter(letter_id)
        require(act, Role.DRAFTER, Role.OFFICE_HEAD, Role.REQUEST_OFFICER)
        asked = LetterAssistance.objects.filter(letter=letter, unit_id=act.agency_id).select_related("unit").first()
        if asked is None:
            raise NotFound([Reason("letter", "没有请本单位协办这封来信")])
        refuse_if(_opinion_reasons(asked, opinion))
        asked.opinion, asked.answered_by_name, asked.answered_on = opinion, act.actor_name, act.today
        asked.save(update_fields=["opinion", "answered_by_name", "answered_on"])
        _tell(act, letter, "assistance_given", asked.unit)
    return asked


def _asking_reasons(letter: Letter, unit: Agency, question: str) -> Iterator[Reason]:
    if letter.state not in WITH_UNIT:
        yield Reason("state", "来信交办之后、拟复之前才能请其他单位协办")
    if unit.id in (letter.unit_id, letter.agency_id):
        yield Reason("unit", f"{unit.name}已在办理这封来信，不需要协办")
    if unit.abolished_on is not None:
        yield Reason("unit", f"{unit.name}已于{unit.abolished_on}撤销")
    if LetterAssistance.objects.filter(letter=letter, unit=unit).exists():
        yield Reason("unit", f"已经请{unit.name}协办")
    yield from _text_reasons("question", question, "请写明请对方协助什么")


def _opinion_reasons(asked: LetterAssistance, opinion: str) -> Iterator[Reason]:
    if asked.answered_on is not None:
        yield Reason("opinion", f"本单位已于{asked.answered_on}提出协办意见")
    yield from _text_reasons("opinion", opinion, "请填写协办意见")


def _text_reasons(field: str, text: str, missing: str) -> Iterator[Reason]:
    if not text.strip():
        yield Reason(field, missing)
    elif len(text) > LONGEST:
        yield Reason(field, f"最多{LONGEST}字，现有{len(text)}字")


def _tell(act: Act, letter: Letter, event: str, unit: Agency) -> None:
    facts = {"number": letter.number, "unit": unit.code}
    record(
        act, f"engagement.letter_{event}", "letter", public_id(letter.id), facts=facts,
        chain=act.agency_code or letter.agency.code,
    )  # fmt: skip
    add(f"letter.{event}", public_id(letter.id), act.now, {"agency": letter.agency.code})
