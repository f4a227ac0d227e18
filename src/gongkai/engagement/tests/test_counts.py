"""Figures: by agency, period and day of knowledge; what happens later changes no earlier figure."""

from __future__ import annotations

from datetime import date

from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.engagement import counts
from gongkai.engagement.tests.factories import (
    PHONE,
    WRITER,
    announced_interview,
    assigned,
    closed,
    opened_consultation,
    receive,
)
from gongkai.engagement.usecases.answer_letter import answer_letter, keep_answer_private, review_answer
from gongkai.engagement.usecases.close_letter import close_letter, reopen_letter
from gongkai.engagement.usecases.interview import close_interview, record_transcript
from gongkai.engagement.usecases.interview_questions import answer_question, ask_question
from gongkai.engagement.usecases.receive_opinion import receive_opinion
from gongkai.measures.registry import Question, measure

YEAR = (date(2022, 1, 1), date(2022, 12, 31))
LATER = date(2023, 3, 1)


def _asked(cast: Cast, as_of: date = LATER, agencies: tuple[Agency, ...] = ()) -> Question:
    ids = tuple(agency.pk for agency in agencies or (cast.government, cast.office, cast.police))
    return Question(ids, *YEAR, as_of)


def test_letters_by_channel_and_the_list_agree(cast: Cast) -> None:
    receive(cast)
    receive(cast, channel="MESSAGE")
    receive(cast, channel="MESSAGE", agency=cast.police)
    assert counts.LETTERS_RECEIVED.count(_asked(cast)) == 3
    assert counts.LETTERS_RECEIVED.count(_asked(cast), {"channel": "MESSAGE"}) == 2
    assert counts.LETTERS_RECEIVED.grouped(_asked(cast), ("agency",)) == {
        (cast.government.pk,): 2,
        (cast.police.pk,): 1,
    }
    assert len(counts.LETTERS_RECEIVED.narrowed(_asked(cast), {"channel": "MESSAGE"})) == 2


def test_a_letter_of_the_old_year_closed_in_the_new_one_is_not_among_the_new_years_closed(cast: Cast) -> None:
    cast.on(date(2021, 12, 31))
    letter = assigned(cast)
    cast.on(date(2022, 1, 6))
    _answer_and_close(cast, letter.id)
    assert counts.LETTERS_CLOSED.count(_asked(cast)) == 0
    last_year = Question((cast.government.pk,), date(2021, 1, 1), date(2021, 12, 31), LATER)
    assert (counts.LETTERS_RECEIVED.count(last_year), counts.LETTERS_CLOSED.count(last_year)) == (1, 0)


def test_closed_never_exceeds_received(cast: Cast) -> None:
    closed(cast)
    receive(cast)
    asked = _asked(cast)
    assert (counts.LETTERS_RECEIVED.count(asked), counts.LETTERS_CLOSED.count(asked)) == (2, 1)


def test_as_of_a_day_a_letter_closed_later_is_still_open(cast: Cast) -> None:
    letter = assigned(cast)
    cast.on(date(2022, 3, 10))
    _answer_and_close(cast, letter.id)
    assert counts.LETTERS_CLOSED.count(_asked(cast, as_of=date(2022, 3, 9))) == 0
    assert counts.LETTERS_CLOSED.count(_asked(cast, as_of=date(2022, 3, 10))) == 1


def test_reopening_changes_no_earlier_figure(cast: Cast) -> None:
    letter = closed(cast)
    cast.on(date(2022, 7, 1))
    reopen_letter(act=cast.act(Role.OFFICE_HEAD, agency=cast.government), letter_id=letter.id, reason="补充答复")
    assert counts.LETTERS_CLOSED.count(_asked(cast, as_of=date(2022, 6, 30))) == 1
    assert counts.LETTERS_CLOSED.count(_asked(cast, as_of=date(2022, 7, 1))) == 0
    assert counts.LETTERS_RECEIVED.count(_asked(cast, as_of=date(2022, 7, 1))) == 1


def test_a_letter_entered_late_is_unknown_before_its_entry(cast: Cast) -> None:
    cast.on(date(2022, 8, 1))
    clerk = cast.act(Role.REQUEST_OFFICER, agency=cast.government)
    receive(cast, act=clerk, source="12345热线", source_number="7", submitted_on=date(2022, 6, 1))
    assert counts.LETTERS_RECEIVED.count(_asked(cast, as_of=date(2022, 7, 31))) == 0
    assert counts.LETTERS_RECEIVED.count(_asked(cast, as_of=date(2022, 8, 1))) == 1


def test_the_line_and_the_page_of_a_letter_do_not_name_the_writer(cast: Cast) -> None:
    closed(cast)
    fact = counts.LETTERS_CLOSED.narrowed(_asked(cast)).get()
    detail = counts.LETTERS_CLOSED.detail(fact)
    shown = repr(detail)
    assert WRITER not in shown
    assert PHONE not in shown
    assert ("来信人", "李**") in detail.fields
    assert ("联系电话", "138******34") in detail.fields
    assert detail.line.title == "领导信箱来信（咨询）"
    assert len(detail.history) == 7


def test_citizens_open_only_published_letters(cast: Cast) -> None:
    closed(cast)
    public = counts.LETTERS_RECEIVED.public
    assert public is not None
    assert public(counts.LETTERS_RECEIVED.narrowed(_asked(cast))).count() == 0


def test_consultations_opinions_and_interviews(cast: Cast) -> None:
    consultation = opened_consultation(cast)
    receive_opinion(act=cast.citizen(), consultation_id=consultation.id, text="意见一")
    receive_opinion(act=cast.citizen(), consultation_id=consultation.id, text="意见二")
    interview = announced_interview(cast)
    question = ask_question(act=cast.citizen(), interview_id=interview.id, text="问题一")
    ask_question(act=cast.citizen(), interview_id=interview.id, text="问题二")
    answer_question(
        act=cast.act(Role.DRAFTER), question_id=question.id, guest_id=interview.guests.get().id, text="答复"
    )
    cast.on(date(2022, 3, 9))
    record_transcript(act=cast.act(Role.DRAFTER), interview_id=interview.id, transcript="实录")
    close_interview(act=cast.act(Role.PUBLISHER), interview_id=interview.id)
    figures = {name: measure(f"engagement.{name}").count(_asked(cast)) for name in (
        "consultations", "consultation_opinions", "interviews", "interview_questions", "interview_answers",
    )}  # fmt: skip
    assert figures == {
        "consultations": 1, "consultation_opinions": 2, "interviews": 1, "interview_questions": 2,
        "interview_answers": 1,
    }  # fmt: skip
    assert counts.INTERVIEWS.count(_asked(cast, as_of=date(2022, 3, 8))) == 0


def test_every_measure_shows_its_records(cast: Cast) -> None:
    closed(cast)
    consultation = opened_consultation(cast)
    receive_opinion(act=cast.citizen(), consultation_id=consultation.id, text="意见一", name="王芳")
    interview = announced_interview(cast)
    ask_question(act=cast.citizen(), interview_id=interview.id, text="问题一")
    shown = {}
    for one in counts.MEASURES:
        for fact in one.narrowed(_asked(cast)).select_related(*one.related):
            detail = one.detail(fact)
            assert detail.line == one.line(fact)
            shown[one.name] = detail.line.title
    assert shown == {
        "engagement.letters_received": "领导信箱来信（咨询）",
        "engagement.letters_closed": "领导信箱来信（咨询）",
        "engagement.consultations": "温县养犬管理办法（征求意见稿）",
        "engagement.consultation_opinions": "对“温县养犬管理办法（征求意见稿）”的意见",
        "engagement.interview_questions": "访谈“医保政策解读”的网民提问",
    }


def _answer_and_close(cast: Cast, letter_id: int) -> None:
    answer_letter(act=cast.act(Role.DRAFTER, agency=cast.police), letter_id=letter_id, text="答复")
    review_answer(act=cast.act(Role.FIRST_REVIEWER, agency=cast.police), letter_id=letter_id, passed=True)
    keep_answer_private(act=cast.act(Role.PUBLISHER, agency=cast.police), letter_id=letter_id)
    close_letter(act=cast.act(Role.REQUEST_OFFICER, agency=cast.government), letter_id=letter_id)
