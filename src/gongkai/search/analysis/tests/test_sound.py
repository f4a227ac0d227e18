"""Pinyin of titles, and letters read back as syllables."""

from __future__ import annotations

import pytest

from gongkai.search.analysis.sound import MOST_READINGS, initials, piece, readings, sounds, syllables


def test_characters_sound_as_in_the_words_around_them():
    assert sounds("银行执行校长长度重庆重大") == "yin hang zhi xing xiao chang chang du chong qing zhong da"


def test_marks_break_and_letters_and_numbers_stay():
    assert sounds("关于5G的通知，2022年") == "guan yu 5g de tong zhi\n2022 nian"
    assert initials("低保标准") == "d b b z"
    assert sounds("。") == initials("") == ""


def test_u_with_dots_is_v():
    assert sounds("绿化") == "lv hua"


@pytest.mark.parametrize(
    ("letters", "first"),
    [("dibao", ("di", "bao")), ("xian", ("xian",)), ("zhengfu", ("zheng", "fu")), ("lvhua", ("lv", "hua"))],
)
def test_letters_are_read_as_the_fewest_syllables_first(letters, first):
    assert readings(letters)[0] == first


def test_every_reading_is_known():
    assert ("xi", "an") in readings("xian")


@pytest.mark.parametrize("letters", ["", "q", "bcd", "防汛", "dibaox"])
def test_what_is_no_pinyin_has_no_reading(letters):
    assert readings(letters) in ([], [()])


def test_a_long_row_of_letters_ends_soon():
    assert len(readings("xian" * 30)) <= MOST_READINGS


def test_there_are_about_four_hundred_syllables():
    assert 390 < len(syllables()) < 430
    assert {"zhuang", "a", "er"} < syllables()


def test_the_passage_that_sounds_so():
    assert piece("关于调整低保标准的通知", ("di", "bao")) == "低保"
    assert piece("关于调整低保标准的通知", ("d", "b", "b", "z"), by_initials=True) == "低保标准"
    assert piece("降低。保障", ("di", "bao")) == ""
