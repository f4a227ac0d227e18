"""What of 互动交流 an officer has in hand: letters at the unit and at the mailbox, consultations, interviews, questionnaires.

Titles name a letter by its number alone: a hand-over list is printed and must not tell who wrote what.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gongkai.agencies.in_hand import kept_in_hand
from gongkai.agencies.open_work import Piece
from gongkai.agencies.roles import Role
from gongkai.clock import legal_day
from gongkai.engagement.consultation_periods import feedback_due
from gongkai.engagement.letter_limits import answer_due_for
from gongkai.engagement.letter_states import OPEN_STATES, TOLD, WITH_UNIT, LetterState
from gongkai.engagement.models import Letter, OnlineInterview, PublicConsultation, Survey

LETTER, RECEPTION = "engagement.letter", "engagement.letter_reception"
CONSULTATION, INTERVIEW, SURVEY = "engagement.consultation", "engagement.interview", "engagement.survey"
_PERSONAL = ("writer_name", "writer_phone", "title", "text")
_AT_UNIT = (*WITH_UNIT, LetterState.ANSWERED, LetterState.REVIEWED)
_AT_MAILBOX = (*OPEN_STATES, *TOLD, LetterState.RATED)


def letters_at_unit(keys: Collection[int]) -> Iterator[Piece]:
    return _letters(keys, _AT_UNIT)


def letters_at_mailbox(keys: Collection[int]) -> Iterator[Piece]:
    """Until a letter is closed whoever received and assigned it follows it."""
    return _letters(keys, _AT_MAILBOX)


def _letters(keys: Collection[int], states: Collection[str]) -> Iterator[Piece]:
    rows = Letter.objects.filter(pk__in=keys, state__in=states).select_related("agency").defer(*_PERSONAL)
    for letter in rows.order_by("submitted_on", "id"):
        title = f"{letter.number}　{letter.get_channel_display()}·{letter.get_kind_display()}"
        yield Piece(letter.pk, title, letter.get_state_display(), answer_due_for(letter).day)


def consultations(keys: Collection[int]) -> Iterator[Piece]:
    rows = PublicConsultation.objects.filter(pk__in=keys, state__in=("DRAFT", "OPEN", "CLOSED")).order_by("id")
    for one in rows.select_related("agency").defer("draft_text", "explanation"):
        due = feedback_due(one)
        yield Piece(one.pk, one.title, one.get_state_display(), due.day if due else one.ends_on)


def interviews(keys: Collection[int]) -> Iterator[Piece]:
    rows = OnlineInterview.objects.filter(pk__in=keys, state__in=("DRAFT", "ANNOUNCED")).order_by("planned_at", "id")
    for one in rows.defer("announcement", "transcript"):
        yield Piece(one.pk, one.topic, one.get_state_display(), legal_day(one.planned_at))


def surveys(keys: Collection[int]) -> Iterator[Piece]:
    rows = Survey.objects.filter(pk__in=keys).exclude(state=Survey.State.PUBLISHED).order_by("id")
    for one in rows.defer("introduction", "questions", "feedback"):
        yield Piece(one.pk, one.title, one.get_state_display(), one.ends_on)


OPEN_WORK = (
    kept_in_hand(
        LETTER, "来信办理（承办）", "在约定期限内拟写答复，由另一人审核：简单问题5个、一般来信15个工作日，可延期一次10个工作日", letters_at_unit,
        Role.DRAFTER,
    ),
    kept_in_hand(
        RECEPTION, "来信受理、交办", "1个工作日内受理或者说明理由不予受理，交办并跟踪至办结；三个月未答复即单项否决（网站检查指标）", letters_at_mailbox,
        Role.REQUEST_OFFICER, Role.OFFICE_HEAD,
    ),
    kept_in_hand(
        CONSULTATION, "意见征集", "期限届满后汇总意见，逐条说明采纳情况和理由并公布，一般20个工作日内（《优化营商环境条例》第六十二条）", consultations,
        Role.DRAFTER,
    ),
    kept_in_hand(INTERVIEW, "在线访谈", "预告由另一人发布；访谈后录入实录，由另一人发布", interviews, Role.DRAFTER),
    kept_in_hand(SURVEY, "调查问卷、社会评议", "结束后公布结果并反馈改进措施（《条例》第四十六条）", surveys, Role.DRAFTER),
)  # fmt: skip
