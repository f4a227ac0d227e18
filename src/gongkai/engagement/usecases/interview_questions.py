"""Questions to the guests of an interview and their answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if, too_long
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.clock import legal_day
from gongkai.engagement.models import (
    InterviewAnswer,
    InterviewGuest,
    InterviewQuestion,
    OnlineInterview,
    QuestionAnswered,
    QuestionAsked,
)
from gongkai.engagement.personal_traces import personal_traces
from gongkai.engagement.usecases.interview import lock_interview, tell
from gongkai.numbering.keys import public_id
from gongkai.privacy.cipher import blind_index

LONGEST_QUESTION = 500


def ask_question(
    *, act: Act, interview_id: int, text: str, nickname: str = "", submission: str = ""
) -> InterviewQuestion:
    """Take a question of a citizen for an announced interview, beforehand or on its day; a form sent twice asks once, with other words it is refused."""
    with transaction.atomic():
        interview = lock_interview(interview_id)
        earlier = _taken_before(submission)
        if earlier is not None:
            refuse_if(_repeat_reasons(earlier, text))
            return earlier
        if act.agency_id is not None:
            require(act, Role.DRAFTER, Role.REQUEST_OFFICER, agency_id=interview.agency_id)
        refuse_if(_asking_reasons(act, interview, text))
        live = legal_day(interview.planned_at) == act.today
        question = InterviewQuestion.objects.create(
            interview=interview, text=text, nickname=nickname[:30], asked_on=act.today,
            submission=submission and submission_digest(submission),
            moment=InterviewQuestion.Moment.LIVE if live else InterviewQuestion.Moment.BEFOREHAND,
        )  # fmt: skip
        QuestionAsked.objects.create(
            question=question, agency_id=interview.agency_id, happened_on=act.today, recorded_at=act.now
        )
        tell(act, interview, "question_asked", {"question": public_id(question.id)})
    return question


def answer_question(
    *, act: Act, question_id: int, guest_id: int, text: str, answered_on: date | None = None
) -> InterviewAnswer:
    """Enter what a guest of this interview answered, once per question."""
    day = answered_on or act.today
    with transaction.atomic():
        question = _lock_question(question_id)
        require(act, Role.DRAFTER, Role.REQUEST_OFFICER, agency_id=question.interview.agency_id)
        guest = InterviewGuest.objects.filter(pk=guest_id, interview_id=question.interview_id).first()
        refuse_if(_answering_reasons(act, question, guest, text, day))
        assert guest is not None
        answer = InterviewAnswer.objects.create(
            question=question, guest=guest, text=text, answered_on=day, entered_by=act.actor_id
        )
        QuestionAnswered.objects.create(
            question=question, agency_id=question.interview.agency_id, happened_on=day, recorded_at=act.now
        )
        tell(act, question.interview, "question_answered", {"question": public_id(question.id)})
    return answer


def show_question(*, act: Act, question_id: int) -> InterviewQuestion:
    """Show a question to the public once somebody has read it; what betrays a person in it keeps it back."""
    with transaction.atomic():
        question = _lock_question(question_id)
        require(act, Role.PUBLISHER, Role.OFFICE_HEAD, agency_id=question.interview.agency_id)
        refuse_if([*personal_traces(question.text, "text"), *personal_traces(question.nickname, "nickname")])
        question.shown_by, question.hidden_reason = act.actor_id, ""
        question.save(update_fields=["shown_by", "hidden_reason"])
        tell(act, question.interview, "question_shown", {"question": public_id(question.id)})
    return question


def submission_digest(submission: str) -> str:
    return blind_index(submission, "question form")


def _taken_before(submission: str) -> InterviewQuestion | None:
    if not submission:
        return None
    return InterviewQuestion.objects.filter(submission=submission_digest(submission)).first()


def _repeat_reasons(earlier: InterviewQuestion, text: str) -> Iterator[Reason]:
    if earlier.text != text:
        yield Reason("token", "这张表单的问题已经收到；要另提一个问题，请重新打开访谈页面填写")


def hide_question(*, act: Act, question_id: int, reason: str) -> InterviewQuestion:
    """Keep a question out of what the public sees (insults, personal data); it stays on record and counted."""
    with transaction.atomic():
        question = _lock_question(question_id)
        require(act, Role.PUBLISHER, Role.OFFICE_HEAD, agency_id=question.interview.agency_id)
        refuse_if(
            too_long(("reason", reason, "理由", 200)) if reason.strip() else [Reason("reason", "不展示问题须说明理由")]
        )
        question.hidden_reason, question.shown_by = reason, ""
        question.save(update_fields=["hidden_reason", "shown_by"])
        tell(act, question.interview, "question_hidden", {"question": public_id(question.id)})
    return question


def _lock_question(question_id: int) -> InterviewQuestion:
    rows = InterviewQuestion.objects.select_for_update(of=("self",)).select_related("interview__agency")
    found = rows.filter(pk=question_id).first()
    if found is None:
        raise NotFound([Reason("question", "没有这个问题")])
    return found


def _asking_reasons(act: Act, interview: OnlineInterview, text: str) -> Iterator[Reason]:
    if interview.state != OnlineInterview.State.ANNOUNCED:
        yield Reason("interview", f"访谈{OnlineInterview.State(interview.state).label}，不能提问")
    elif act.today > legal_day(interview.planned_at):
        yield Reason("interview", f"访谈已于{legal_day(interview.planned_at)}举行，不再接收提问")
    if not text.strip():
        yield Reason("text", "请填写问题")
    elif len(text) > LONGEST_QUESTION:
        yield Reason("text", f"问题最多{LONGEST_QUESTION}字，现有{len(text)}字")


def _answering_reasons(
    act: Act, question: InterviewQuestion, guest: InterviewGuest | None, text: str, day: date
) -> Iterator[Reason]:
    if question.interview.state not in (OnlineInterview.State.ANNOUNCED, OnlineInterview.State.HELD):
        yield Reason("interview", "访谈已取消，不能答复")
    if InterviewAnswer.objects.filter(question=question).exists():
        yield Reason("question", "这个问题已经答复")
    if guest is None:
        yield Reason("guest", "答复人须是本期访谈的嘉宾")
    if not text.strip():
        yield Reason("text", "请填写答复")
    if not question.asked_on <= day <= act.today:
        yield Reason("answered_on", f"答复日期须在提问日{question.asked_on}至今天{act.today}之间；所填：{day}")
    yield from personal_traces(text, "text")
