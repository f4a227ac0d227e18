"""Proof-reading marks: who may make them, and that they quote what stands there."""

from __future__ import annotations

import pytest

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.review.models import ReviewMark, ReviewSheet
from gongkai.review.tests.test_review import approved, opened
from gongkai.review.usecases.forget_subject import forget_subject
from gongkai.review.usecases.mark_text import mark_text

TEXT = "关于春耕生产的通知\n各乡镇要抓好春耕生成工作。"


def test_a_reviewer_marks_a_wrong_character_before_their_turn(cast: Cast) -> None:
    sheet = opened(cast)
    mark = mark_text(
        act=cast.act(Role.FIRST_REVIEWER), sheet_id=sheet.id, text=TEXT, kind="WRONG_CHARACTER", quote="春耕生成", suggestion="春耕生产"
    )  # fmt: skip
    sheet.refresh_from_db()
    assert (mark.quote, mark.suggestion, sheet.state, sheet.next_stage) == ("春耕生成", "春耕生产", "OPEN", "SECRECY")


def test_a_mark_quotes_what_stands_there_and_says_what_should(cast: Cast) -> None:
    sheet = opened(cast)
    with pytest.raises(Refused) as refused:
        mark_text(act=cast.act(Role.FIRST_REVIEWER), sheet_id=sheet.id, text=TEXT, kind="COLOUR", quote="秋收")
    assert [reason.field for reason in refused.value.reasons] == ["kind", "quote", "suggestion"]


def test_an_author_and_a_bystander_make_no_marks(cast: Cast) -> None:
    sheet = opened(cast)
    given = {"sheet_id": sheet.id, "text": TEXT, "kind": "WORDING", "quote": "各乡镇", "note": "写全"}
    with pytest.raises(NotAllowed):
        mark_text(act=cast.act(Role.DRAFTER), **given)
    with pytest.raises(NotAllowed):
        mark_text(act=cast.act(Role.PUBLISHER), **given)
    assert not ReviewMark.objects.exists()


def test_a_closed_sheet_takes_no_marks_and_a_purge_empties_them(cast: Cast) -> None:
    sheet = opened(cast)
    mark_text(act=cast.act(Role.FIRST_REVIEWER), sheet_id=sheet.id, text=TEXT, kind="FACT", quote="各乡镇", note="写全")
    forget_subject("test.page", [7])
    mark = ReviewMark.objects.get()
    assert (mark.quote, mark.suggestion, mark.note) == ("", "", "")
    other = approved_other(cast)
    with pytest.raises(Refused, match="已结束"):
        mark_text(act=cast.act(Role.FIRST_REVIEWER), sheet_id=other, text=TEXT, kind="FACT", quote="各乡镇", note="x")


def approved_other(cast: Cast) -> int:
    ReviewSheet.objects.update(state="RECALLED", next_stage="", closed_at=cast.clock.now())
    return approved(cast).id
