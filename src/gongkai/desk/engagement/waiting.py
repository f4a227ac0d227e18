"""What waits of 互动交流 for an officer: letters in their turn, opinions asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from gongkai.agencies.rights import ids_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.clock import legal_day
from gongkai.desk.todo import Task
from gongkai.engagement.consultation_periods import feedback_due
from gongkai.engagement.letter_duty import duties, waiting
from gongkai.engagement.letter_limits import accept_due
from gongkai.engagement.letter_states import LetterState
from gongkai.engagement.models import (
    Letter,
    LetterAnswer,
    LetterAssistance,
    OnlineInterview,
    PublicConsultation,
    Survey,
)
from gongkai.engagement.selectors import letters_for, standings
from gongkai.numbering.keys import public_id

# The oldest are enough for a to-do list; the board shows all.
MOST = 400
_ENDED = (LetterState.CLOSED, LetterState.REJECTED)


def tasks(act: Act) -> Iterator[Task]:
    yield from _letters(act)
    yield from _assistance(act)
    yield from _consultations(act)
    yield from _interviews(act)
    yield from _surveys(act)


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
        limit = accept_due(letter) if letter.state == LetterState.SUBMITTED else standing.due
        yield Task(
            "desk:letters", f"来信 {letter.number}（{Letter.Kind(letter.kind).label}）", duty.what,
            reverse("desk:letter", args=[public_id(letter.pk)]),
            due=None if duty.verb == "close" else limit.day, why=str(limit.why[-1].basis.zh),
        )  # fmt: skip


def _assistance(act: Act) -> Iterator[Task]:
    rows = LetterAssistance.objects.filter(unit_id__in=ids_written_for(act), answered_on__isnull=True)
    for asked in rows.select_related("letter").order_by("id")[:MOST]:
        yield Task(
            "desk:letters", f"来信 {asked.letter.number}", "提出协办意见",
            reverse("desk:letter", args=[public_id(asked.letter_id)]),
        )  # fmt: skip


def _consultations(act: Act) -> Iterator[Task]:
    """A draft waits for its opener, an ended one for closing, a closed one for its feedback and then for its publisher."""
    own = PublicConsultation.objects.filter(agency_id__in=ids_written_for(act)).select_related("agency", "feedback")
    for one in own.filter(state__in=("DRAFT", "OPEN", "CLOSED")).order_by("id")[:MOST]:
        step = _consultation_step(act, one)
        if step is not None:
            what, due = step
            address = reverse("desk:consultation", args=[public_id(one.pk)])
            yield Task("desk:consultations", one.title, what, address, due=due)


def _consultation_step(act: Act, one: PublicConsultation) -> tuple[str, date | None] | None:
    opens = bool(act.roles.intersection((Role.PUBLISHER, Role.APPROVER)))
    due = feedback_due(one)
    feedback = getattr(one, "feedback", None)
    if one.state == "DRAFT":
        return ("发布，开始征集", None) if opens and one.drafted_by != act.actor_id else None
    if one.state == "OPEN":
        is_over = one.ends_on is not None and one.ends_on < act.today
        return ("结束征集", one.ends_on) if is_over and Role.DRAFTER in act.roles else None
    if feedback is None:
        return ("起草采纳情况反馈", due.day if due else None) if Role.DRAFTER in act.roles else None
    return ("公布采纳情况反馈", due.day if due else None) if opens and feedback.drafted_by != act.actor_id else None


def _interviews(act: Act) -> Iterator[Task]:
    """A draft waits for its announcer, questions for a reader, a held interview for its transcript and then for its publisher."""
    own = OnlineInterview.objects.filter(agency_id__in=ids_written_for(act), state__in=("DRAFT", "ANNOUNCED"))
    for one in own.order_by("planned_at", "id")[:MOST]:
        address, day = reverse("desk:interview", args=[public_id(one.pk)]), legal_day(one.planned_at)
        publishes = bool(act.roles.intersection((Role.PUBLISHER, Role.APPROVER)))
        if one.state == "DRAFT":
            if publishes and one.drafted_by != act.actor_id:
                yield Task("desk:interviews", one.topic, "发布预告", address, due=day)
            continue
        unread = one.questions.filter(shown_by="", hidden_reason="").count()
        if unread and Role.PUBLISHER in act.roles:
            yield Task("desk:interviews", one.topic, f"审看网友提问（{unread}条）", address, due=day)
        if day <= act.today and not one.transcript and Role.DRAFTER in act.roles:
            yield Task("desk:interviews", one.topic, "录入访谈实录", address, due=day)
        if one.transcript and publishes and one.transcript_by != act.actor_id:
            yield Task("desk:interviews", one.topic, "发布访谈实录", address, due=day)


def _surveys(act: Act) -> Iterator[Task]:
    own = Survey.objects.filter(agency_id__in=ids_written_for(act)).exclude(state=Survey.State.PUBLISHED)
    publishes = bool(act.roles.intersection((Role.PUBLISHER, Role.APPROVER)))
    for one in own.exclude(state=Survey.State.OPEN).order_by("id")[:MOST]:
        address = reverse("desk:survey", args=[public_id(one.pk)])
        if one.state == Survey.State.DRAFT:
            if publishes and one.drafted_by != act.actor_id:
                yield Task("desk:surveys", one.title, "发布问卷", address)
        elif not one.feedback and Role.DRAFTER in act.roles:
            yield Task("desk:surveys", one.title, "起草对结果的反馈", address)
        elif one.feedback and publishes and one.feedback_by != act.actor_id:
            yield Task("desk:surveys", one.title, "公布结果和反馈", address)
