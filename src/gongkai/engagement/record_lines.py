"""How a counted record is shown in a drill-down list and on its own page: without the words of citizens."""

from __future__ import annotations

from datetime import date

from gongkai.engagement.letter_limits import answer_due_for
from gongkai.engagement.letter_states import LetterState
from gongkai.engagement.models import (
    ConsultationOpened,
    FeedbackPublished,
    InterviewHeld,
    Letter,
    LetterClosed,
    LetterReceived,
    Opinion,
    OpinionReceived,
    PublicConsultation,
    QuestionAnswered,
    QuestionAsked,
    SurveyOpened,
    SurveyResultPublished,
)
from gongkai.engagement.public_page import address
from gongkai.law.masks import mask_person_name, mask_phone
from gongkai.measures.registry import RecordDetail, RecordLine


def letter_line(fact: LetterReceived | LetterClosed) -> RecordLine:
    letter = fact.letter
    title = f"{Letter.Channel(letter.channel).label}来信（{Letter.Kind(letter.kind).label}）"
    state = LetterState(letter.state).label
    return RecordLine(
        fact.pk, fact.happened_on, fact.agency_id, letter.number, title, state, address(letter.publication)
    )


def letter_detail(fact: LetterReceived | LetterClosed) -> RecordDetail:
    """Masked writer, dates, unit; each step with its day. The words of the letter are not repeated here."""
    letter = fact.letter
    due = answer_due_for(letter)
    fields = (
        ("编号", letter.number),
        ("渠道", Letter.Channel(letter.channel).label),
        ("类型", Letter.Kind(letter.kind).label),
        ("来信人", mask_person_name(letter.writer_name)),
        ("联系电话", mask_phone(letter.writer_phone)),
        ("承办单位", letter.unit.name if letter.unit else "尚未交办"),
        ("来信日期", str(letter.submitted_on)),
        ("答复期限", str(due.day)),
        ("答复日期", _day(letter.answered_on)),
        ("办结日期", _day(letter.closed_on)),
        ("来源", f"{letter.source} {letter.source_number}".strip() or "本系统"),
    )
    history = tuple((step.on, LetterState(step.state).label, step.actor_name) for step in letter.steps.order_by("id"))
    return RecordDetail(letter_line(fact), fields, history)


def consultation_line(fact: ConsultationOpened | FeedbackPublished) -> RecordLine:
    consultation = fact.consultation
    state = PublicConsultation.State(consultation.state).label
    return RecordLine(
        fact.pk, fact.happened_on, fact.agency_id, "", consultation.title, state, address(consultation.publication)
    )


def consultation_detail(fact: ConsultationOpened | FeedbackPublished) -> RecordDetail:
    consultation = fact.consultation
    fields = (
        ("标题", consultation.title),
        ("类别", PublicConsultation.Kind(consultation.kind).label),
        ("开始日期", _day(consultation.starts_on)),
        ("截止日期", _day(consultation.ends_on)),
        ("缩短期限理由", consultation.shorter_reason or "—"),
        ("收到意见", f"{consultation.opinions.count()}条"),
    )
    return RecordDetail(consultation_line(fact), fields)


def opinion_line(fact: OpinionReceived) -> RecordLine:
    title = f"对“{fact.consultation.title}”的意见"
    return RecordLine(fact.pk, fact.happened_on, fact.agency_id, "", title, Opinion.Way(fact.opinion.way).label)


def opinion_detail(fact: OpinionReceived) -> RecordDetail:
    fields = (
        ("意见征集", fact.consultation.title),
        ("方式", Opinion.Way(fact.opinion.way).label),
        ("针对条款", fact.opinion.paragraph or "全文"),
        ("收到日期", str(fact.opinion.received_on)),
        ("提出人", mask_person_name(fact.opinion.name) or "未署名"),
    )
    return RecordDetail(opinion_line(fact), fields)


def interview_line(fact: InterviewHeld) -> RecordLine:
    return RecordLine(
        fact.pk,
        fact.happened_on,
        fact.agency_id,
        "",
        fact.interview.topic,
        "已举办",
        address(fact.interview.publication),
    )


def interview_detail(fact: InterviewHeld) -> RecordDetail:
    interview = fact.interview
    guests = "；".join(f"{guest.name}（{guest.post}）" for guest in interview.guests.order_by("place"))
    fields = (
        ("主题", interview.topic),
        ("举办日期", _day(interview.held_on)),
        ("嘉宾", guests),
        ("网民提问", f"{interview.questions.count()}条"),
        ("答复", f"{interview.questions.filter(answer__isnull=False).count()}条"),
    )
    return RecordDetail(interview_line(fact), fields)


def question_line(fact: QuestionAsked | QuestionAnswered) -> RecordLine:
    title = f"访谈“{fact.question.interview.topic}”的网民提问"
    state = "不展示" if fact.question.hidden_reason else ""
    return RecordLine(fact.pk, fact.happened_on, fact.agency_id, "", title, state)


def question_detail(fact: QuestionAsked | QuestionAnswered) -> RecordDetail:
    question = fact.question
    fields = (
        ("访谈", question.interview.topic),
        ("提问时段", question.Moment(question.moment).label),
        ("提问日期", str(question.asked_on)),
    )
    return RecordDetail(question_line(fact), fields)


def _day(day: date | None) -> str:
    return str(day) if day else "—"


def survey_line(fact: SurveyOpened | SurveyResultPublished) -> RecordLine:
    survey = fact.survey
    shown = f"/hdjl/dc/{survey.public_key}/"
    return RecordLine(fact.pk, fact.happened_on, fact.agency_id, "", survey.title, survey.get_state_display(), shown)


def survey_detail(fact: SurveyOpened | SurveyResultPublished) -> RecordDetail:
    survey = fact.survey
    answers = f"{fact.answers}份" if isinstance(fact, SurveyResultPublished) else "公布结果后计"
    fields = (
        ("标题", survey.title),
        ("类别", survey.get_kind_display()),
        ("开始日期", _day(survey.starts_on)),
        ("截止日期", _day(survey.ends_on)),
        ("答卷", answers),
    )
    return RecordDetail(survey_line(fact), fields)
