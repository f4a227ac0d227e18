"""Record a training session, and correct what was recorded (REG 48)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.numbering.keys import public_id
from gongkai.oversight.models import TrainingSession


def record_training(
    *, act: Act, agency: Agency, topic: str, form: str, participants: int, held_on: date | None = None
) -> TrainingSession:
    """Enter a session held by ``agency`` on ``held_on`` (today when not given) and how many took part."""
    require(act, Role.OFFICE_HEAD, Role.SUPERVISOR, agency_id=agency.id)
    day = held_on or act.today
    refuse_if(_reasons(act, topic, form, participants, day))
    with transaction.atomic():
        return _write(act, agency.id, topic, form, participants, day, None)


def correct_training(
    *, act: Act, training_id: int, topic: str, form: str, participants: int, held_on: date
) -> TrainingSession:
    """Write the session anew; the earlier row is superseded and stays for figures as of earlier days."""
    with transaction.atomic():
        old = TrainingSession.objects.current().select_for_update(of=("self",)).filter(pk=training_id).first()
        if old is None:
            raise NotFound([Reason("training", "没有这次培训，或者它已经更正过")])
        act = act.at_one_moment()
        require(act, Role.OFFICE_HEAD, Role.SUPERVISOR, agency_id=old.agency_id)
        refuse_if(_reasons(act, topic, form, participants, held_on))
        TrainingSession.objects.filter(pk=old.pk).update(superseded_at=act.now)
        return _write(act, old.agency_id, topic, form, participants, held_on, old)


def _write(
    act: Act, agency_id: int, topic: str, form: str, participants: int, day: date, replaces: TrainingSession | None
) -> TrainingSession:
    session = TrainingSession.objects.create(
        agency_id=agency_id, replaces=replaces, topic=topic, form=form, participants=participants,
        recorded_by=act.actor_id, happened_on=day, recorded_at=act.now,
    )  # fmt: skip
    event = "oversight.training_corrected" if replaces else "oversight.training_recorded"
    facts: dict[str, str | int | date | None] = {
        "on": day,
        "participants": participants,
        "replaces": public_id(replaces.id) if replaces else None,
    }
    record(act, event, "training", public_id(session.id), facts=facts)
    return session


def _reasons(act: Act, topic: str, form: str, participants: int, day: date) -> Iterator[Reason]:
    if not topic.strip() or len(topic) > 200:
        yield Reason("topic", f"请填写培训内容，最多200字；现有{len(topic)}字")
    if form not in TrainingSession.Form.values:
        yield Reason("form", f"“{form}”不在可选范围；可选：{'、'.join(TrainingSession.Form.values)}")
    if not 1 <= participants <= 100_000:
        yield Reason("participants", f"参加人数应为1至100000的整数；所填：{participants}")
    if day > act.today:
        yield Reason("held_on", f"培训日期{day}晚于今天{act.today}")
