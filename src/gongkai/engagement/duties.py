"""Letters not yet answered, and consultations whose adoption feedback is owed. A letter is told by its number alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Q

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.conventions import ConventionsThrough
from gongkai.engagement.letter_limits import answer_due
from gongkai.engagement.letter_states import OPEN_STATES, LetterState
from gongkai.engagement.models import Letter, PublicConsultation
from gongkai.law.conventions import Conventions
from gongkai.law.limits import rows_of
from gongkai.law.single_limit import due_from
from gongkai.measures.duties import Duty, DutyKind

_PERSONAL = ("writer_name", "writer_phone", "title", "text")
_State = PublicConsultation.State


def open_letters(agency_ids: Collection[int], today: date) -> Iterator[Duty]:
    """The unit a letter was assigned to owes the answer, before that the agency that received it."""
    rows = Letter.objects.filter(Q(agency_id__in=agency_ids) | Q(unit_id__in=agency_ids), state__in=OPEN_STATES)
    chosen, days = ConventionsThrough(), dict[tuple[str, date, date | None, Conventions], date]()
    for letter in rows.select_related("agency").defer(*_PERSONAL):
        owes = letter.unit_id or letter.agency_id
        if owes in agency_ids:
            conventions = chosen.on(letter.agency, letter.submitted_on)
            alike = (letter.complexity, letter.submitted_on, letter.extended_on, conventions)
            if alike not in days:
                days[alike] = answer_due(letter, conventions, working_calendar()).day
            due = days[alike]
            title = f"{letter.get_channel_display()}·{letter.get_kind_display()}"
            yield Duty(letter.pk, owes, letter.number, title, due, LetterState(letter.state).label)


def owed_feedbacks(agency_ids: Collection[int], today: date) -> Iterator[Duty]:
    """Consultations whose period is over: what became of the opinions is to be published (OBE 62, convention: 20 working days)."""
    rows = PublicConsultation.objects.filter(agency_id__in=agency_ids, state__in=(_State.OPEN, _State.CLOSED))
    limit = rows_of("adoption_feedback")[0]
    chosen = ConventionsThrough()
    for row in rows.select_related("agency").defer("draft_text", "explanation"):
        ended = row.closed_on or row.ends_on
        if ended is not None:
            due = due_from(limit, ended, working_calendar(), chosen.on(row.agency, ended)).day
            yield Duty(row.pk, row.agency_id, "", row.title, due, _State(row.state).label)


DUTIES = (
    DutyKind("letters", "来信答复", "答复期限为约定：简单5个、一般15个工作日", open_letters),
    DutyKind("consultations", "征集反馈", "《优化营商环境条例》第六十二条；期限为约定", owed_feedbacks),
)
