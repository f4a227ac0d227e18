"""Letters, consultations and interviews walked to a state through the real use cases."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.clock import SHANGHAI
from gongkai.engagement.models import Letter, OnlineInterview, PublicConsultation, Survey
from gongkai.engagement.usecases.answer_letter import answer_letter, keep_answer_private, review_answer
from gongkai.engagement.usecases.close_letter import close_letter
from gongkai.engagement.usecases.consult_public import draft_consultation, open_consultation
from gongkai.engagement.usecases.handle_letter import accept_letter, assign_letter
from gongkai.engagement.usecases.interview import announce_interview, draft_interview
from gongkai.engagement.usecases.receive_letter import Receipt, receive_letter
from gongkai.engagement.usecases.run_survey import draft_survey, open_survey

WRITER = "李春梅"
PHONE = "13839151234"


def receive(cast: Cast, **changes: Any) -> Receipt:
    """A citizen writes to the leaders' mailbox of the county government."""
    asked: dict[str, Any] = {
        "act": cast.citizen(), "agency": cast.government, "channel": "LEADER_MAILBOX", "kind": "ADVICE",
        "writer_name": WRITER, "writer_phone": PHONE, "title": "户口迁移问题", "text": "请问户口迁移需要哪些材料？",
        "wishes_public": True,
    }  # fmt: skip
    return receive_letter(**(asked | changes))


def accepted(cast: Cast, **changes: Any) -> Letter:
    letter = receive(cast, **changes).letter
    return accept_letter(act=cast.act(Role.REQUEST_OFFICER, agency=cast.government), letter_id=letter.id)


def assigned(cast: Cast, unit: Agency | None = None, **changes: Any) -> Letter:
    letter = accepted(cast, **changes)
    head = cast.act(Role.OFFICE_HEAD, agency=cast.government)
    return assign_letter(act=head, letter_id=letter.id, unit=unit or cast.police)


def answered(cast: Cast, text: str = "请携带身份证和户口簿到户政大厅办理。", **changes: Any) -> Letter:
    letter = assigned(cast, **changes)
    answer_letter(act=cast.act(Role.DRAFTER, agency=cast.police), letter_id=letter.id, text=text)
    return letter


def reviewed(cast: Cast, **changes: Any) -> Letter:
    letter = answered(cast, **changes)
    review_answer(act=cast.act(Role.FIRST_REVIEWER, agency=cast.police), letter_id=letter.id, passed=True)
    return letter


def told_privately(cast: Cast, **changes: Any) -> Letter:
    letter = reviewed(cast, **changes)
    return keep_answer_private(act=cast.act(Role.PUBLISHER, agency=cast.police), letter_id=letter.id)


def closed(cast: Cast, **changes: Any) -> Letter:
    letter = told_privately(cast, **changes)
    return close_letter(act=cast.act(Role.REQUEST_OFFICER, agency=cast.government), letter_id=letter.id)


def drafted_consultation(cast: Cast, kind: str = "OTHER", **changes: Any) -> PublicConsultation:
    asked: dict[str, Any] = {
        "act": cast.act(Role.DRAFTER), "agency": cast.office, "kind": kind, "title": "温县养犬管理办法（征求意见稿）",
        "draft_text": "第一条 为规范养犬行为……", "explanation": "起草背景和主要内容……", "contact": "县政府办公室",
        "ways": {"信函": "温县黄河路1号"},
    }  # fmt: skip
    return draft_consultation(**(asked | changes))


def opened_consultation(cast: Cast, ends_on: date = date(2022, 3, 31), **changes: Any) -> PublicConsultation:
    draft = drafted_consultation(cast, **changes)
    return open_consultation(act=cast.act(Role.PUBLISHER), consultation_id=draft.id, ends_on=ends_on)


def drafted_interview(cast: Cast, days_ahead: int = 7) -> OnlineInterview:
    day = cast.act(Role.DRAFTER).today + timedelta(days=days_ahead)
    return draft_interview(
        act=cast.act(Role.DRAFTER), agency=cast.office, topic="医保政策解读", announcement="县医保局做客访谈",
        planned_at=datetime(day.year, day.month, day.day, 15, 0, tzinfo=SHANGHAI), guests=[("李明", "县医保局局长")],
    )  # fmt: skip


def announced_interview(cast: Cast, days_ahead: int = 7) -> OnlineInterview:
    interview = drafted_interview(cast, days_ahead)
    return announce_interview(act=cast.act(Role.PUBLISHER), interview_id=interview.id)


def drafted_survey(
    cast: Cast,
    questions: str = "评价｜公开是否及时？\n单选｜多久看一次？｜每天/每周\n多选｜看什么？｜文件/办事\n文字｜建议？",
) -> Survey:
    return draft_survey(
        act=cast.act(Role.DRAFTER), agency=cast.office, kind="APPRAISAL", year=2022, title="2022年度社会评议",
        introduction="为改进工作，请您评议。", questions=questions,
    )  # fmt: skip


def opened_survey(cast: Cast, ends_on: date = date(2022, 3, 31)) -> Survey:
    return open_survey(act=cast.act(Role.PUBLISHER), survey_id=drafted_survey(cast).id, ends_on=ends_on)
