"""Letters answered, in time or late, publicly or not: for assessment and the yearly website table."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.conventions import conventions_on
from gongkai.engagement.counts import closed_of_received, published_letters
from gongkai.engagement.letter_limits import answer_due
from gongkai.engagement.models import Letter, LetterClosed
from gongkai.engagement.record_lines import letter_detail, letter_line
from gongkai.law.conventions import Conventions
from gongkai.measures.registry import Measure, Question

_NEEDED = ("agency", "complexity", "submitted_on", "extended_on", "answered_on")
_RELATED = ("letter", "letter__unit", "letter__agency", "letter__publication")


def answered(question: Question) -> QuerySet[LetterClosed]:
    """Of the letters received in the period, those answered (not turned away) by its end."""
    return closed_of_received(question).filter(manner=LetterClosed.Manner.ANSWERED)


def answered_late(question: Question) -> QuerySet[LetterClosed]:
    """Answered after the limit of their complexity, as the receiving agency's conventions had it that day."""
    rows = answered(question)
    chosen: dict[tuple[int, object], Conventions] = {}
    late = []
    letters = Letter.objects.filter(pk__in=rows.values("letter_id")).select_related("agency")
    for letter in letters.only(*_NEEDED, "agency__path"):
        key = (letter.agency_id, letter.submitted_on)
        if key not in chosen:
            chosen[key] = conventions_on(letter.agency, letter.submitted_on)
        if letter.answered_on and letter.answered_on > answer_due(letter, chosen[key], working_calendar()).day:
            late.append(letter.pk)
    return rows.filter(letter_id__in=late)


def answered_publicly(question: Question) -> QuerySet[LetterClosed]:
    return answered(question).filter(letter__publicity=Letter.Publicity.PUBLISHED)


def _measure(name: str, label: str, means: str, records: object) -> Measure:
    return Measure(
        name, label, "件", means, records, letter_line, letter_detail, {"channel": "channel"}, public=published_letters, related=_RELATED  # type: ignore[arg-type]
    )  # fmt: skip


MEASURES: tuple[Measure, ...] = (
    _measure("engagement.letters_answered", "答复的来信", "本期收到的来信中，期末前已答复办结的", answered),
    _measure("engagement.letters_late", "逾期答复的来信", "其中超过答复期限的", answered_late),
    _measure("engagement.letters_public", "公开答复的来信", "其中答复已公开的", answered_publicly),
)
