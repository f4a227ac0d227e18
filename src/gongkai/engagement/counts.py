"""What this room offers to reports (the names are a contract, docs/architecture.md)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from gongkai.editions.models import Publication
from gongkai.engagement import record_lines
from gongkai.engagement.models import (
    ConsultationOpened,
    FeedbackPublished,
    InterviewHeld,
    LetterClosed,
    LetterReceived,
    OpinionReceived,
    QuestionAnswered,
    QuestionAsked,
    SurveyOpened,
    SurveyResultPublished,
)
from gongkai.measures.facts import Fact
from gongkai.measures.registry import Measure, Question


def happened_in_period(fact: type[Fact]) -> Callable[[Question], QuerySet[Any]]:
    """Rows of a fact whose legal day lies in the period, as known on the day of knowledge."""

    def records(question: Question) -> QuerySet[Any]:
        known = fact.objects.known_at(question.as_of).happened(question.first, question.last_known)
        return known.filter(agency_id__in=question.agency_ids)

    return records


def closed_of_received(question: Question) -> QuerySet[LetterClosed]:
    """Of the letters received in the period, those closed by its end (domain 4.6, N-2)."""
    return LetterClosed.objects.known_at(question.as_of).filter(
        agency_id__in=question.agency_ids,
        received_on__gte=question.first,
        received_on__lte=question.last_known,
        happened_on__lte=question.last_known,
    )


def published_letters(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(letter__publication__state=Publication.State.PUBLISHED)


def public_consultations(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(consultation__publication__state=Publication.State.PUBLISHED)


def public_interviews(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(interview__publication__state=Publication.State.PUBLISHED)


LETTERS_RECEIVED = Measure(
    name="engagement.letters_received", label_zh="收到信件、留言", unit="件",
    means="本期收到的信件、留言，以收到之日计，不予受理的也计入",
    records=happened_in_period(LetterReceived), line=record_lines.letter_line, detail=record_lines.letter_detail,
    dimensions={"channel": "channel"}, public=published_letters, related=("letter", "letter__unit", "letter__agency", "letter__publication"),
)  # fmt: skip
LETTERS_CLOSED = Measure(
    name="engagement.letters_closed", label_zh="信件、留言办结", unit="件",
    means="本期收到的信件、留言中，期末前已经回复办结或者说明理由不予受理的",
    records=closed_of_received, line=record_lines.letter_line, detail=record_lines.letter_detail,
    dimensions={"channel": "channel"}, public=published_letters, related=("letter", "letter__unit", "letter__agency", "letter__publication"),
)  # fmt: skip
CONSULTATIONS = Measure(
    name="engagement.consultations", label_zh="发布意见征集", unit="期",
    means="本期向社会发布的意见征集，后来取消的仍计入",
    records=happened_in_period(ConsultationOpened), line=record_lines.consultation_line,
    detail=record_lines.consultation_detail, public=public_consultations, related=("consultation", "consultation__publication"),
)  # fmt: skip
CONSULTATION_OPINIONS = Measure(
    name="engagement.consultation_opinions", label_zh="意见征集收到意见", unit="条",
    means="本期收到的意见，以收到之日计",
    records=happened_in_period(OpinionReceived), line=record_lines.opinion_line,
    detail=record_lines.opinion_detail, related=("opinion", "consultation"),
)  # fmt: skip
CONSULTATION_FEEDBACKS = Measure(
    name="engagement.consultation_feedbacks", label_zh="公布调查征集结果", unit="期",
    means="本期公布采纳情况反馈的意见征集",
    records=happened_in_period(FeedbackPublished), line=record_lines.consultation_line,
    detail=record_lines.consultation_detail, public=public_consultations, related=("consultation", "consultation__publication"),
)  # fmt: skip
INTERVIEWS = Measure(
    name="engagement.interviews", label_zh="开展政务访谈", unit="期",
    means="本期举办的在线访谈",
    records=happened_in_period(InterviewHeld), line=record_lines.interview_line,
    detail=record_lines.interview_detail, public=public_interviews, related=("interview", "interview__publication"),
)  # fmt: skip
INTERVIEW_QUESTIONS = Measure(
    name="engagement.interview_questions", label_zh="在线访谈网民留言", unit="条",
    means="本期网民为在线访谈提出的问题，未公开的也计入",
    records=happened_in_period(QuestionAsked), line=record_lines.question_line, detail=record_lines.question_detail,
    related=("question", "question__interview"),
)  # fmt: skip
INTERVIEW_ANSWERS = Measure(
    name="engagement.interview_answers", label_zh="在线访谈答复网民提问", unit="条",
    means="本期访谈嘉宾答复的提问",
    records=happened_in_period(QuestionAnswered), line=record_lines.question_line, detail=record_lines.question_detail,
    related=("question", "question__interview"),
)  # fmt: skip
SURVEYS = Measure(
    name="engagement.surveys", label_zh="开展网上调查", unit="期",
    means="本期向社会发布的调查问卷和社会评议",
    records=happened_in_period(SurveyOpened), line=record_lines.survey_line, detail=record_lines.survey_detail,
    public=lambda rows: rows, related=("survey",),
)  # fmt: skip
SURVEY_ANSWERS = Measure(
    name="engagement.survey_answers", label_zh="网上调查收到答卷", unit="份",
    means="本期公布结果的调查收到的答卷；答卷本身不记日期",
    records=happened_in_period(SurveyResultPublished), line=record_lines.survey_line, detail=record_lines.survey_detail,
    amount="answers", related=("survey",),
)  # fmt: skip
SURVEY_RESULTS = Measure(
    name="engagement.survey_results", label_zh="公布网上调查结果", unit="期",
    means="本期公布结果和反馈的调查",
    records=happened_in_period(SurveyResultPublished), line=record_lines.survey_line, detail=record_lines.survey_detail,
    public=lambda rows: rows, related=("survey",),
)  # fmt: skip

MEASURES: tuple[Measure, ...] = (
    LETTERS_RECEIVED,
    LETTERS_CLOSED,
    CONSULTATIONS,
    CONSULTATION_OPINIONS,
    CONSULTATION_FEEDBACKS,
    INTERVIEWS,
    INTERVIEW_QUESTIONS,
    INTERVIEW_ANSWERS,
    SURVEYS,
    SURVEY_ANSWERS,
    SURVEY_RESULTS,
)
