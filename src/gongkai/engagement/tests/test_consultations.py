"""A consultation: its least period by kind, opinions within it, feedback by another person, nothing back-dated."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.acts import system_act
from gongkai.editions.models import Publication
from gongkai.engagement.consultation_periods import feedback_due
from gongkai.engagement.models import ConsultationOpened, Opinion, OpinionReceived, PublicConsultation
from gongkai.engagement.tests.factories import drafted_consultation, opened_consultation
from gongkai.engagement.usecases.consult_public import (
    cancel_consultation,
    close_consultation,
    open_consultation,
)
from gongkai.engagement.usecases.give_feedback import Point, draft_feedback, publish_feedback
from gongkai.engagement.usecases.receive_opinion import receive_opinion


def _closed(cast: Cast) -> PublicConsultation:
    consultation = opened_consultation(cast)
    cast.on(date(2022, 4, 1))
    return close_consultation(act=cast.act(Role.PUBLISHER), consultation_id=consultation.id)


# Opened on 2022-03-01: 30 natural days end on Thursday 2022-03-31, 7 working days on 2022-03-10.
@pytest.mark.parametrize(
    ("kind", "too_early", "article"),
    [
        ("MAJOR_DECISION", date(2022, 3, 30), "DECN 15"),
        ("RULE", date(2022, 3, 30), "RULE 15"),
        ("MARKET", date(2022, 3, 30), "OBE 62"),
        ("NORMATIVE", date(2022, 3, 9), "normative_consultation"),
    ],
)
def test_a_period_shorter_than_laid_down_needs_a_reason(cast: Cast, kind: str, too_early: date, article: str) -> None:
    draft = drafted_consultation(cast, kind)
    publisher = cast.act(Role.PUBLISHER)
    with pytest.raises(Refused, match="缩短期限须说明理由并公布") as refusal:
        open_consultation(act=publisher, consultation_id=draft.id, ends_on=too_early)
    assert article in refusal.value.reasons[0].article
    opened = open_consultation(
        act=publisher, consultation_id=draft.id, ends_on=too_early, shorter_reason="疫情防控需要"
    )
    publication = Publication.objects.get(subject_kind="consultation", subject_id=opened.id)
    assert publication.current is not None
    assert publication.current.payload["shorter_reason"] == "疫情防控需要"


@pytest.mark.parametrize(
    ("kind", "ends_on"),
    [
        ("MAJOR_DECISION", date(2022, 3, 31)),
        ("MARKET", date(2022, 3, 31)),
        ("NORMATIVE", date(2022, 3, 10)),
        ("OTHER", date(2022, 3, 2)),
    ],
)
def test_the_least_period_is_enough(cast: Cast, kind: str, ends_on: date) -> None:
    draft = drafted_consultation(cast, kind)
    opened = open_consultation(act=cast.act(Role.PUBLISHER), consultation_id=draft.id, ends_on=ends_on)
    assert (opened.state, opened.starts_on) == ("OPEN", date(2022, 3, 1))


def test_a_draft_without_explanation_or_way_is_refused_with_the_article(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        drafted_consultation(cast, explanation="", ways={"信函": " "})
    assert [(reason.field, reason.article) for reason in refusal.value.reasons] == [
        ("explanation", "DECN 15"),
        ("ways", "DECN 15"),
    ]


def test_the_drafter_does_not_open_it(cast: Cast) -> None:
    both = cast.act(Role.DRAFTER, Role.PUBLISHER)
    draft = drafted_consultation(cast, act=both)
    with pytest.raises(Refused, match="由拟稿人以外的人发布"):
        open_consultation(act=both, consultation_id=draft.id, ends_on=date(2022, 3, 31))
    assert ConsultationOpened.objects.count() == 0


def test_an_end_in_the_past_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="截止日期2022-02-28须晚于今天2022-03-01"):
        opened_consultation(cast, ends_on=date(2022, 2, 28))


def test_an_opinion_is_taken_on_the_last_day_and_refused_the_day_after(cast: Cast) -> None:
    consultation = opened_consultation(cast)
    cast.on(date(2022, 3, 31))
    receive_opinion(act=cast.citizen(), consultation_id=consultation.id, text="建议增加办证点", paragraph="第三条")
    cast.on(date(2022, 4, 1))
    with pytest.raises(Refused, match="2022-04-01收到的意见不在期内"):
        receive_opinion(act=cast.citizen(), consultation_id=consultation.id, text="迟到的意见")
    assert OpinionReceived.objects.count() == 1


def test_mail_of_the_last_day_is_entered_later_but_not_after_closing(cast: Cast) -> None:
    consultation = opened_consultation(cast)
    cast.on(date(2022, 4, 1))
    clerk = cast.act(Role.REQUEST_OFFICER)
    entered = {"consultation_id": consultation.id, "text": "来信意见", "way": "MAIL", "received_on": date(2022, 3, 31)}
    receive_opinion(act=clerk, **entered)
    assert OpinionReceived.objects.get().happened_on == date(2022, 3, 31)
    close_consultation(act=cast.act(Role.PUBLISHER), consultation_id=consultation.id)
    with pytest.raises(Refused, match="意见征集已结束，不再接收意见"):
        receive_opinion(act=clerk, **entered)


def test_a_citizen_cannot_pretend_a_letter_or_another_day(cast: Cast) -> None:
    consultation = opened_consultation(cast)
    cast.on(date(2022, 3, 10))
    with pytest.raises(Refused, match="方式和日期由系统记录"):
        receive_opinion(
            act=cast.citizen(), consultation_id=consultation.id, text="x", way="PHONE", received_on=date(2022, 3, 9)
        )


def test_opinions_are_not_taken_for_a_draft(cast: Cast) -> None:
    draft = drafted_consultation(cast)
    with pytest.raises(Refused, match="意见征集起草中，不再接收意见"):
        receive_opinion(act=cast.citizen(), consultation_id=draft.id, text="早到的意见")


def test_it_cannot_be_closed_on_its_last_day(cast: Cast) -> None:
    consultation = opened_consultation(cast)
    cast.on(date(2022, 3, 31))
    with pytest.raises(Refused, match="征集到2022-03-31截止，次日起才能结束"):
        close_consultation(act=cast.act(Role.PUBLISHER), consultation_id=consultation.id)


def test_the_system_closes_it_but_a_citizen_cannot(cast: Cast) -> None:
    consultation = opened_consultation(cast)
    cast.on(date(2022, 4, 1))
    with pytest.raises(NotAllowed):
        close_consultation(act=cast.citizen(), consultation_id=consultation.id)
    closed = close_consultation(act=system_act("到期结束", cast.clock), consultation_id=consultation.id)
    assert closed.state == "CLOSED"


def test_feedback_is_due_twenty_working_days_after_the_end(cast: Cast) -> None:
    # From 31 March 2022: 2 April works, 3 to 5 April rest, 24 April works.
    due = feedback_due(_closed(cast))
    assert due is not None
    assert due.day == date(2022, 4, 28)


def test_feedback_is_drafted_by_one_and_published_by_another(cast: Cast) -> None:
    consultation = opened_consultation(cast)
    receive_opinion(act=cast.citizen(), consultation_id=consultation.id, text="建议增加办证点")
    cast.on(date(2022, 4, 1))
    close_consultation(act=cast.act(Role.PUBLISHER), consultation_id=consultation.id)
    both = cast.act(Role.DRAFTER, Role.PUBLISHER)
    point = Point("建议增加办证点", "NOT_ADOPTED", "现有网点已覆盖各乡镇")
    draft_feedback(act=both, consultation_id=consultation.id, summary="收到意见1条", points=[point])
    with pytest.raises(Refused, match="由拟稿人以外的人发布"):
        publish_feedback(act=both, consultation_id=consultation.id)
    publish_feedback(act=cast.act(Role.PUBLISHER), consultation_id=consultation.id)
    publication = Publication.objects.get(subject_kind="adoption_feedback")
    assert publication.current is not None
    assert publication.current.payload["points"] == [
        {"opinion": "建议增加办证点", "adoption": "未采纳", "reason": "现有网点已覆盖各乡镇"}
    ]
    consultation.refresh_from_db()
    assert consultation.state == "FEEDBACK_PUBLISHED"


def test_what_was_not_adopted_needs_a_reason_and_no_point_names_anybody(cast: Cast) -> None:
    consultation = _closed(cast)
    points = [Point("建议一", "NOT_ADOPTED"), Point("联系人13800001111的建议", "ADOPTED"), Point("", "?")]
    with pytest.raises(Refused) as refusal:
        draft_feedback(act=cast.act(Role.DRAFTER), consultation_id=consultation.id, summary="收到意见", points=points)
    assert [reason.field for reason in refusal.value.reasons] == ["points.1", "points.2", "points.3", "points.3"]
    assert refusal.value.reasons[0].article == "OBE 62"


def test_opinions_cannot_be_passed_over_in_silence(cast: Cast) -> None:
    consultation = opened_consultation(cast)
    receive_opinion(act=cast.citizen(), consultation_id=consultation.id, text="意见")
    cast.on(date(2022, 4, 1))
    close_consultation(act=cast.act(Role.PUBLISHER), consultation_id=consultation.id)
    with pytest.raises(Refused, match="请逐条说明采纳情况"):
        draft_feedback(act=cast.act(Role.DRAFTER), consultation_id=consultation.id, summary="收到意见", points=[])


def test_a_cancelled_consultation_tells_why_and_stays_counted(cast: Cast) -> None:
    consultation = opened_consultation(cast)
    publisher = cast.act(Role.PUBLISHER)
    with pytest.raises(Refused, match="取消意见征集须说明理由"):
        cancel_consultation(act=publisher, consultation_id=consultation.id, reason="")
    cancel_consultation(act=publisher, consultation_id=consultation.id, reason="上级文件调整")
    publication = Publication.objects.get(subject_kind="consultation")
    assert publication.current is not None
    assert publication.current.note == "意见征集已取消：上级文件调整"
    assert ConsultationOpened.objects.current().count() == 1


def test_who_gave_an_opinion_is_encrypted_and_may_stay_unnamed(cast: Cast) -> None:
    consultation = opened_consultation(cast)
    receive_opinion(act=cast.citizen(), consultation_id=consultation.id, text="意见", name="李春梅", contact="1383915")
    receive_opinion(act=cast.citizen(), consultation_id=consultation.id, text="意见二")
    named, unnamed = Opinion.objects.order_by("id")
    assert (named.name, len(named.contact_index)) == ("李春梅", 40)
    assert (unnamed.name, unnamed.contact_index) == ("", "")


def test_a_form_sent_again_is_one_opinion_and_with_other_words_it_is_refused(cast: Cast) -> None:
    consultation = opened_consultation(cast)
    sent = {"act": cast.citizen(), "consultation_id": consultation.id, "submission": "form one"}
    first = receive_opinion(**sent, text="第三条太严", paragraph="第三条")
    assert receive_opinion(**sent, text="第三条太严", paragraph="第三条") == first
    with pytest.raises(Refused, match="这张表单的意见已经收到"):
        receive_opinion(**sent, text="我改主意了", paragraph="第三条")
    assert consultation.opinions.get().text == "第三条太严"
