"""Acts on a letter before it is answered: accept, reject, assign, take up, extend."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.in_hand import take
from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.engagement.letter_limits import answer_due_for
from gongkai.engagement.letter_states import state_reasons
from gongkai.engagement.models import Letter, LetterClosed
from gongkai.engagement.open_work import LETTER, RECEPTION
from gongkai.engagement.usecases.letter_moves import lock_letter, move, require_receiver, require_unit
from gongkai.engagement.writer_messages import tell_writer


def accept_letter(*, act: Act, letter_id: int, complexity: str | None = None) -> Letter:
    """Take the letter up for handling; the officer may say that it is a simple question (shorter limit)."""
    with transaction.atomic():
        letter = lock_letter(letter_id)
        require_receiver(act, letter, Role.REQUEST_OFFICER, Role.OFFICE_HEAD)
        reasons = state_reasons(letter.state, "accept")
        if complexity is not None and complexity not in Letter.Complexity.values:
            reasons.append(
                Reason("complexity", f"“{complexity}”不在可选范围；可选：{'、'.join(Letter.Complexity.values)}")
            )
        refuse_if(reasons)
        take(act, RECEPTION, letter.pk)
        return move(act, letter, "accept", complexity=complexity or letter.complexity)


def reject_letter(*, act: Act, letter_id: int, rejection: str, note: str = "") -> Letter:
    """Do not take the letter up, with a reason from the list; the writer sees it, and the letter counts as closed.

    A petition or an information request is pointed to its channel by its reason; it is never converted.
    """
    with transaction.atomic():
        letter = lock_letter(letter_id)
        act = act.at_one_moment()
        require_receiver(act, letter, Role.REQUEST_OFFICER, Role.OFFICE_HEAD)
        reasons = state_reasons(letter.state, "reject")
        if rejection not in Letter.Rejection.values:
            reasons.append(
                Reason("rejection", f"“{rejection}”不是规定的不予受理理由；可选：{'、'.join(Letter.Rejection.labels)}")
            )
        refuse_if(reasons)
        move(act, letter, "reject", note=note, rejection=rejection, closed_on=act.today)
        write_closed(act, letter, LetterClosed.Manner.REJECTED)
        tell_writer(act, letter, "未予受理，理由和可以走的渠道已写明")
    return letter


def assign_letter(*, act: Act, letter_id: int, unit: Agency, note: str = "") -> Letter:
    """Hand the letter to the unit that answers it, or to another one (改派); the unit may be the receiver itself."""
    with transaction.atomic():
        letter = lock_letter(letter_id)
        require_receiver(act, letter, Role.OFFICE_HEAD, Role.REQUEST_OFFICER)
        doing = "assign" if letter.unit_id is None else "reassign"
        refuse_if([*state_reasons(letter.state, doing), *_unit_reasons(letter, unit)])
        take(act, RECEPTION, letter.pk)
        return move(act, letter, doing, note=note, unit=unit, unit_id=unit.id)


def send_back_letter(*, act: Act, letter_id: int, reason: str) -> Letter:
    """The unit gives the letter back to the receiver (not its business), with a reason; the limit goes on running."""
    with transaction.atomic():
        letter = lock_letter(letter_id)
        require_unit(act, letter, Role.OFFICE_HEAD, Role.DRAFTER)
        reasons = state_reasons(letter.state, "send_back")
        if not reason.strip():
            reasons.append(Reason("reason", "退回须写明理由，例如：不属于本单位职责，建议交由县住建局办理"))
        refuse_if(reasons)
        return move(act, letter, "send_back", note=reason, unit_id=None)


def take_up_letter(*, act: Act, letter_id: int) -> Letter:
    """The assigned unit begins."""
    with transaction.atomic():
        letter = lock_letter(letter_id)
        require_unit(act, letter, Role.DRAFTER, Role.REQUEST_OFFICER, Role.OFFICE_HEAD)
        refuse_if(state_reasons(letter.state, "take_up"))
        take(act, LETTER, letter.pk)
        return move(act, letter, "take_up")


def extend_letter(*, act: Act, letter_id: int, reason: str) -> Letter:
    """Extend the answering limit once, before it has run out; the head of the handling unit decides."""
    with transaction.atomic():
        letter = lock_letter(letter_id)
        require_unit(act, letter, Role.OFFICE_HEAD)
        refuse_if([*state_reasons(letter.state, "extend"), *_extension_reasons(act, letter, reason)])
        move(act, letter, "extend", note=reason, extended_on=act.today)
        tell_writer(act, letter, f"延期答复，不晚于{answer_due_for(letter).day}")
    return letter


def write_closed(act: Act, letter: Letter, manner: LetterClosed.Manner) -> None:
    LetterClosed.objects.create(
        letter=letter, agency_id=letter.agency_id, unit_id=letter.unit_id, channel=letter.channel, manner=manner,
        received_on=letter.submitted_on, happened_on=act.today, recorded_at=act.now,
    )  # fmt: skip


def _unit_reasons(letter: Letter, unit: Agency) -> Iterator[Reason]:
    if not unit.path.startswith(_area_path(letter.agency)):
        yield Reason("unit", f"{unit.name}不在本地区，不能交办")
    if unit.id == letter.unit_id:
        yield Reason("unit", f"来信已经交由{unit.name}办理")
    if unit.abolished_on is not None:
        yield Reason("unit", f"{unit.name}已于{unit.abolished_on}撤销")


def _area_path(receiver: Agency) -> str:
    """A government hands letters to anybody in its area, an office or department to anybody under the same government."""
    return receiver.path if receiver.is_government else receiver.path.removesuffix(f"{receiver.code}/")


def _extension_reasons(act: Act, letter: Letter, reason: str) -> Iterator[Reason]:
    if not reason.strip():
        yield Reason("reason", "请写明延期理由")
    if letter.extended_on is not None:
        yield Reason("extended_on", f"来信已于{letter.extended_on}延期，只能延期一次")
        return
    due = answer_due_for(letter).day
    if act.today > due:
        yield Reason("extended_on", f"答复期限{due}已过，逾期后不能延期")
