"""Titles, numbers and what sounds alike; only of what is public at this moment."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.editions.tests.factories import published, withdrawn
from gongkai.search.suggestions import LONGEST, meant, suggestions


@pytest.fixture
def town(cast, delivered, rebuilds):
    published(cast, title="关于调整农村低保标准的通知")
    cast.on(date(2022, 3, 2))
    published(cast, subject_id=2, title="低保资金发放公示")
    published(cast, subject_id=3, title="温县养犬管理办法")
    delivered()
    return cast


@pytest.mark.parametrize("text", ["dibao", "DIBAO", "ｄｉｂａｏ", "db", "底保", "迪宝"])
def test_pinyin_initials_and_other_characters_of_the_same_sound(town, text):
    assert meant(text)[0] == "低保"


@pytest.mark.parametrize("text", ["低保", "", "。", "zzz", "q", "保", "底。保", "a" * 5_000, "养" * 5_000])
def test_nothing_is_meant_where_nothing_else_sounds_so(town, text):
    assert meant(text) == ()


def test_titles_are_suggested_the_latest_first(town):
    assert suggestions("低保") == ("低保资金发放公示", "关于调整农村低保标准的通知")
    assert suggestions("yangquan") == ("养犬",)


@pytest.mark.parametrize("text", ["", " ", "？？", "\x00", "没有这样的题目"])
def test_no_suggestion(town, text):
    assert suggestions(text) == ()


def test_much_text_is_cut(town):
    assert suggestions("低保" + " " * LONGEST + "x" * 10_000) == suggestions("低保")


def test_what_is_withdrawn_is_not_suggested_even_before_the_index_hears_of_it(town):
    withdrawn(town, "PURGED", subject_id=2)
    assert suggestions("低保") == ("关于调整农村低保标准的通知",)
    withdrawn(town, "PURGED", subject_id=1)
    assert meant("dibao") == ()
