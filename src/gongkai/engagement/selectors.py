"""Reads of this room: officers see the rows of their agencies, a writer the own letter by number and query code."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.agencies.conventions import ConventionsThrough
from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.editions.models import Publication
from gongkai.engagement.letter_limits import answer_due, veto_line
from gongkai.engagement.letter_states import OPEN_STATES
from gongkai.engagement.models import (
    Letter,
    LetterAnswer,
    LetterAssistance,
    LetterFile,
    OnlineInterview,
    PublicConsultation,
    Survey,
)
from gongkai.engagement.usecases.receive_letter import phone_index, query_digest
from gongkai.law.explain import Due


def letters_for(act: Act) -> QuerySet[Letter]:
    """Letters that reached an agency the act may see, were assigned to one, or on which one was asked to help."""
    ids = visible_agency_ids(act)
    helped = LetterAssistance.objects.filter(unit_id__in=ids).values("letter_id")
    seen = Q(agency_id__in=ids) | Q(unit_id__in=ids) | Q(pk__in=helped)
    return Letter.objects.filter(seen).select_related("agency", "unit")


def letter_for(act: Act, letter_id: int) -> Letter:
    """Raises NotFound for a letter that is not there or not to be seen."""
    found = letters_for(act).filter(pk=letter_id).first()
    if found is None:
        raise NotFound([Reason("letter", "没有这封来信，或者它不属于本单位")])
    return found


def letters_of_phone(act: Act, phone: str) -> QuerySet[Letter]:
    """Letters of one writer, found by the blind index of the telephone number."""
    return letters_for(act).filter(writer_phone_index=phone_index(phone))


@dataclass(frozen=True, slots=True)
class Standing:
    """An open letter and its days: ``overdue`` on ``today``, ``veto_on`` the last day before the website's veto item."""

    letter: Letter
    due: Due
    overdue: bool
    veto_on: date


def open_letters(act: Act) -> list[Standing]:
    """Open letters, the most urgent first; due days are computed now, never stored."""
    return standings(letters_for(act).filter(state__in=OPEN_STATES), act.today)


def standings(letters: Iterable[Letter], today: date) -> list[Standing]:
    """Letters with their days, the most urgent first."""
    known = ConventionsThrough()
    found = []
    for letter in letters:
        due = answer_due(letter, known.on(letter.agency, letter.submitted_on))
        is_open = letter.state in OPEN_STATES
        found.append(Standing(letter, due, is_open and today > due.day, veto_line(letter)))
    return sorted(found, key=lambda standing: (standing.due.day, standing.letter.pk))


@dataclass(frozen=True, slots=True)
class OwnLetter:
    """What a writer reads of the own letter: the reviewed answer and its files only once it has been told."""

    letter: Letter
    answer: str
    files: QuerySet[LetterFile]


def own_letter(number: str, query_code: str, agency_code: str) -> OwnLetter:
    """The writer's view. Raises NotFound, which does not tell a wrong number from a wrong code."""
    letter = Letter.objects.filter(
        number=number.strip().upper(), agency__code=agency_code, query_digest=query_digest(query_code)
    ).first()
    if letter is None:
        raise NotFound([Reason("query_code", "编号或查询码不正确，请核对回执")])
    told = letter.state not in (*OPEN_STATES, "REJECTED")
    passed = letter.answers.filter(verdict=LetterAnswer.Verdict.PASSED).order_by("-version").first()
    shown = Q(answer__isnull=True) | Q(answer=passed) if told and passed else Q(answer__isnull=True)
    return OwnLetter(letter, passed.text if told and passed else "", letter.files.filter(shown).order_by("id"))


def consultations_for(act: Act) -> QuerySet[PublicConsultation]:
    return PublicConsultation.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("agency")


def consultation_for(act: Act, consultation_id: int) -> PublicConsultation:
    """Raises NotFound for one that is not there or not to be seen."""
    found = consultations_for(act).filter(pk=consultation_id).first()
    if found is None:
        raise NotFound([Reason("consultation", "没有这项意见征集，或者它不属于本单位")])
    return found


def public_consultations() -> QuerySet[PublicConsultation]:
    """Those the public sees, opened ever, the newest first."""
    rows = PublicConsultation.objects.filter(_is_public())
    return rows.select_related("agency", "publication").order_by("-starts_on", "-id")


def _is_public() -> Exists:
    """Asked of each record: joined, the database may begin with everything that was ever published."""
    return Exists(Publication.objects.filter(pk=OuterRef("publication"), state=Publication.State.PUBLISHED))


def interview_for(act: Act, interview_id: int) -> OnlineInterview:
    """Raises NotFound for one that is not there or not to be seen."""
    found = interviews_for(act).filter(pk=interview_id).first()
    if found is None:
        raise NotFound([Reason("interview", "没有这期访谈，或者它不属于本单位")])
    return found


def public_interviews() -> QuerySet[OnlineInterview]:
    """Announced or held ones the public sees, the newest first."""
    rows = OnlineInterview.objects.filter(_is_public())
    return rows.select_related("agency", "publication").order_by("-planned_at", "-id")


def interviews_for(act: Act) -> QuerySet[OnlineInterview]:
    return OnlineInterview.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("agency")


def surveys_for(act: Act) -> QuerySet[Survey]:
    return Survey.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("agency")


def survey_for(act: Act, survey_id: int) -> Survey:
    """Raises NotFound for one that is not there or not to be seen."""
    found = surveys_for(act).filter(pk=survey_id).first()
    if found is None:
        raise NotFound([Reason("survey", "没有这份问卷，或者它不属于本单位")])
    return found


def public_surveys() -> QuerySet[Survey]:
    """Those that were opened, the newest first; not one whose result was taken down."""
    shown = Q(publication__isnull=True) | Q(publication__state=Publication.State.PUBLISHED)
    return (
        Survey.objects.filter(shown)
        .exclude(state=Survey.State.DRAFT)
        .select_related("agency")
        .order_by("-starts_on", "-id")
    )


def appraisals(agency_ids: Collection[int], year: int) -> QuerySet[Survey]:
    """Published appraisals (社会评议) of a year; ``survey_results.result_of`` counts one."""
    return Survey.objects.filter(
        agency_id__in=agency_ids, year=year, kind=Survey.Kind.APPRAISAL, state=Survey.State.PUBLISHED
    )
