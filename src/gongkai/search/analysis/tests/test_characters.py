"""Characters: width, case, tradition, and the way back to the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.search.analysis.characters import fold, fold_with_map, simplified


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("溫縣臺灣裡", "温县台湾里"),
        ("⑤號", "5号"),
        ("㎡", "m2"),
        ("温（县）", "温 县 "),
        ("“低”—保", " 低  保"),
        ("一。二！三\n四", "一\n二\n三\n四"),
        ("3.5%", "3 5 "),
        ("1,234：", "1 234\n"),
        ("第3.", "第3\n"),
        ("〇々", "〇々"),
        ("é", "é"),
        ("e\u0301", "é"),
        ("ΣΑΣ", "σασ"),
        ("\U0002b7a9\U00030000", "\U0002b7a9\U00030000"),
        ("\ue815", "\ue815"),
        ("葛\U000e0100", "葛 "),
        ("县⻓、⺠政", "县长\n民政"),
        ("⻓⻔⻋⻢⻛⻩", "长门车马风黄"),
        ("⼀⼈", "一人"),
        ("ﾊﾞｽ", "バス"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_the_places_are_those_of_the_text_as_it_was():
    folded, places = fold_with_map("㎡溫e\u0301")
    assert folded == "m2温é"
    assert places == [(0, 1), (0, 1), (1, 2), (2, 4)]


def test_the_table_of_characters_is_there_and_maps_one_to_one():
    assert simplified()["號"] == "号"
    assert all(len(key) == len(value) == 1 for key, value in simplified().items())
    assert len(simplified()) > 3000


@given(st.text(st.characters(exclude_categories=["Cn"])) | st.text("温縣ab1.,。 \u0301\u1100\u1161\u11a8Σ〔ﾊﾞﾟ⻓"))
def test_with_and_without_places_the_characters_are_the_same(text):
    folded, places = fold_with_map(text)
    assert folded == fold(text)
    assert len(places) == len(folded)
    assert places == sorted(places)


@given(st.text("温縣ab1.,:。 ＡＩ①ﾞｶé\u0301\uac00Σς〔…３．５"))
def test_a_text_folds_the_same_character_by_character_and_as_a_whole(text):
    as_a_whole = fold(text + "\n\u0301")  # a mark that joins the character before it: the text is normalised as a whole
    assert as_a_whole == fold(text + "\n") + " "


@given(st.text())
def test_a_text_that_was_normalised_before_folds_alike(text):
    assert fold(unicodedata.normalize("NFKC", text)) == fold(text)
