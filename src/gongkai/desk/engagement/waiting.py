"""What waits of 互动交流 for an officer: letters in their turn, opinions asked for."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from gongkai.agencies.rights import ids_written_for
from gongkai.audit.acts import Act
from gongkai.desk.todo import Task
from gongkai.engagement.letter_duty import duties, waiting
from gongkai.engagement.letter_limits import accept_due
from gongkai.engagement.letter_states import LetterState
from gongkai.engagement.models import Letter, LetterAnswer, LetterAssistance
from gongkai.engagement.selectors import letters_for, standings
from gongkai.numbering.keys import public_id

# The oldest are enough for a to-do list; the board shows all.
MOST = 400
_ENDED = (LetterState.CLOSED, LetterState.REJECTED)


def tasks(act: Act) -> Iterator[Task]:
    yield from _letters(act)
    yield from _assistance(act)


def _letters(act: Act) -> Iterator[Task]:
    if not act.roles:
        return
    rows = letters_for(act).exclude(state__in=_ENDED).order_by("submitted_on", "id")[:MOST]
    own_drafts = set(
        LetterAnswer.objects.filter(verdict=LetterAnswer.Verdict.WAITING, drafted_by=act.actor_id).values_list(
            "letter_id", flat=True
        )
    )
    for standing in standings(rows, act.today):
        letter = standing.letter
        duty = waiting(duties(act, letter))
        if duty is None or (duty.verb == "review" and letter.pk in own_drafts):
            continue
        due = accept_due(letter).day if letter.state == LetterState.SUBMITTED else standing.due.day
        yield Task(
            "desk:letters", f"来信 {letter.number}（{Letter.Kind(letter.kind).label}）", duty.what,
            reverse("desk:letter", args=[public_id(letter.pk)]),
            due=None if duty.verb == "close" else due, why=str(standing.due.why[-1].basis.zh),
        )  # fmt: skip


def _assistance(act: Act) -> Iterator[Task]:
    rows = LetterAssistance.objects.filter(unit_id__in=ids_written_for(act), answered_on__isnull=True)
    for asked in rows.select_related("letter").order_by("id")[:MOST]:
        yield Task(
            "desk:letters", f"来信 {asked.letter.number}", "提出协办意见",
            reverse("desk:letter", args=[public_id(asked.letter_id)]),
        )  # fmt: skip
