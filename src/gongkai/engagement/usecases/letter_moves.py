"""The common end of every act on a letter: lock it, move it along the table, write step, audit line and outbox event."""

from __future__ import annotations

from typing import Any

from gongkai.agencies.errors import NotAllowed, NotFound, Reason
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.engagement.letter_states import LetterState, transition
from gongkai.engagement.models import Letter, LetterStep
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add


def lock_letter(letter_id: int) -> Letter:
    """The letter with its row locked until the transaction ends. Raises NotFound."""
    found = Letter.objects.select_for_update(of=("self",)).select_related("agency", "unit").filter(pk=letter_id).first()
    if found is None:
        raise NotFound([Reason("letter", "没有这封来信，或者它不属于本单位")])
    return found


def require_receiver(act: Act, letter: Letter, *roles: Role) -> None:
    """Only the agency whose mailbox the letter reached."""
    require(act, *roles, agency_id=letter.agency_id)


def require_unit(act: Act, letter: Letter, *roles: Role) -> None:
    """Only the unit the letter is assigned to; before it is assigned nobody."""
    if letter.unit_id is None:
        raise NotAllowed([Reason("unit", "来信尚未交办，没有承办单位")])
    require(act, *roles, agency_id=letter.unit_id)


def move(act: Act, letter: Letter, doing: str, *, note: str = "", unit: Agency | None = None, **changes: Any) -> Letter:
    """Apply ``changes``, set the state that follows from ``doing``, and tell. The caller has checked the reasons."""
    state = transition(doing).after
    letter.state = state
    for name, value in changes.items():
        setattr(letter, name, value)
    letter.save(update_fields=["state", *changes])
    tell(act, letter, state, doing, note, unit)
    return letter


def tell(act: Act, letter: Letter, state: LetterState, doing: str, note: str = "", unit: Agency | None = None) -> None:
    now = act.now
    LetterStep.objects.create(
        letter=letter, state=state, on=act.today, recorded_at=now, actor_id=act.actor_id, actor_name=act.actor_name,
        unit=unit, note=note,
    )  # fmt: skip
    facts: dict[str, str | None] = {"number": letter.number, "state": str(state)}
    if unit is not None:
        facts["unit"] = unit.code
    record(
        act, f"engagement.letter_{doing}", "letter", public_id(letter.id), facts=facts,
        changed={"note": note} if note else None, chain=act.agency_code or letter.agency.code,
    )  # fmt: skip
    add(f"letter.{doing}", public_id(letter.id), now, {"agency": letter.agency.code, "state": str(state)})
