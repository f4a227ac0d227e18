"""An interview: announced by another than its drafter, asked and answered, held when its transcript is published."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.editions.models import Publication
from gongkai.engagement.models import InterviewHeld, InterviewQuestion, OnlineInterview
from gongkai.engagement.tests.factories import announced_interview, drafted_interview
from gongkai.engagement.usecases.interview import (
    announce_interview,
    cancel_interview,
    close_interview,
    record_transcript,
)
from gongkai.engagement.usecases.interview_questions import answer_question, ask_question, hide_question


def _transcribed(cast: Cast) -> OnlineInterview:
    interview = announced_interview(cast)
    cast.on(date(2022, 3, 9))
    return record_transcript(act=cast.act(Role.DRAFTER), interview_id=interview.id, transcript="主持人：各位网友好……")


def test_an_interview_is_held_on_its_planned_day_when_the_transcript_is_published(cast: Cast) -> None:
    interview = _transcribed(cast)
    close_interview(act=cast.act(Role.PUBLISHER), interview_id=interview.id)
    fact = InterviewHeld.objects.get()
    assert (fact.happened_on, fact.agency) == (date(2022, 3, 8), cast.office)
    publication = Publication.objects.get(subject_kind="interview")
    assert publication.current is not None
    assert (publication.current.number, publication.current.note) == (2, "访谈实录")


def test_without_a_transcript_it_does_not_count_as_held(cast: Cast) -> None:
    interview = announced_interview(cast)
    cast.on(date(2022, 3, 9))
    with pytest.raises(Refused, match="尚未录入访谈实录"):
        close_interview(act=cast.act(Role.PUBLISHER), interview_id=interview.id)
    assert InterviewHeld.objects.count() == 0


def test_who_entered_the_transcript_does_not_publish_it(cast: Cast) -> None:
    interview = announced_interview(cast)
    both = cast.act(Role.DRAFTER, Role.PUBLISHER)
    cast.on(date(2022, 3, 9))
    record_transcript(act=both, interview_id=interview.id, transcript="实录")
    with pytest.raises(Refused, match="由录入人以外的人发布"):
        close_interview(act=both, interview_id=interview.id)


def test_it_is_not_held_before_its_day(cast: Cast) -> None:
    interview = announced_interview(cast)
    record_transcript(act=cast.act(Role.DRAFTER), interview_id=interview.id, transcript="实录")
    with pytest.raises(Refused, match="举办日期2022-03-08晚于今天2022-03-01"):
        close_interview(act=cast.act(Role.PUBLISHER), interview_id=interview.id)


def test_an_announcement_after_its_day_is_refused(cast: Cast) -> None:
    interview = drafted_interview(cast)
    cast.on(date(2022, 3, 9))
    with pytest.raises(Refused, match="计划日期2022-03-08已过"):
        announce_interview(act=cast.act(Role.PUBLISHER), interview_id=interview.id)


def test_questions_beforehand_and_live_but_not_afterwards(cast: Cast) -> None:
    interview = announced_interview(cast)
    ask_question(act=cast.citizen(), interview_id=interview.id, text="门诊统筹怎么报销？")
    cast.on(date(2022, 3, 8))
    ask_question(act=cast.citizen(), interview_id=interview.id, text="异地就医怎么备案？")
    cast.on(date(2022, 3, 9))
    with pytest.raises(Refused, match="访谈已于2022-03-08举行"):
        ask_question(act=cast.citizen(), interview_id=interview.id, text="迟到的问题")
    moments = InterviewQuestion.objects.order_by("id").values_list("moment", flat=True)
    assert list(moments) == ["BEFOREHAND", "LIVE"]


def test_a_guest_of_this_interview_answers_once(cast: Cast) -> None:
    interview = announced_interview(cast)
    other = announced_interview(cast)
    question = ask_question(act=cast.citizen(), interview_id=interview.id, text="门诊统筹怎么报销？")
    clerk = cast.act(Role.DRAFTER)
    stranger, guest = other.guests.get(), interview.guests.get()
    with pytest.raises(Refused, match="须是本期访谈的嘉宾"):
        answer_question(act=clerk, question_id=question.id, guest_id=stranger.id, text="……")
    answer_question(act=clerk, question_id=question.id, guest_id=guest.id, text="凭社保卡直接结算。")
    with pytest.raises(Refused, match="已经答复"):
        answer_question(act=clerk, question_id=question.id, guest_id=guest.id, text="……")


def test_a_hidden_question_says_why_and_stays(cast: Cast) -> None:
    interview = announced_interview(cast)
    question = ask_question(act=cast.citizen(), interview_id=interview.id, text="（辱骂）")
    with pytest.raises(Refused, match="须说明理由"):
        hide_question(act=cast.act(Role.PUBLISHER), question_id=question.id, reason=" ")
    hidden = hide_question(act=cast.act(Role.PUBLISHER), question_id=question.id, reason="含侮辱性言语")
    assert hidden.hidden_reason == "含侮辱性言语"


def test_a_cancelled_interview_takes_no_questions_and_does_not_count(cast: Cast) -> None:
    interview = announced_interview(cast)
    cancel_interview(act=cast.act(Role.PUBLISHER), interview_id=interview.id, reason="嘉宾公务变动")
    with pytest.raises(Refused, match="访谈已取消，不能提问"):
        ask_question(act=cast.citizen(), interview_id=interview.id, text="问题")
    assert InterviewHeld.objects.count() == 0


def test_guests_need_name_and_post(cast: Cast) -> None:
    interview = drafted_interview(cast)
    assert [(guest.name, guest.post) for guest in interview.guests.all()] == [("李明", "县医保局局长")]


def test_a_form_with_other_words_is_refused_after_it_has_asked(cast: Cast) -> None:
    interview = announced_interview(cast)
    sent = {"act": cast.citizen(), "interview_id": interview.id, "submission": "form one"}
    assert ask_question(**sent, text="几时供暖？") == ask_question(**sent, text="几时供暖？")
    with pytest.raises(Refused, match="这张表单的问题已经收到"):
        ask_question(**sent, text="几时停暖？")
    assert interview.questions.get().text == "几时供暖？"
