"""Atoms and bigrams: what becomes one, what never does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.search.analysis.atoms import PlacedAtom, placed_atoms, segments
from gongkai.search.analysis.stream import Stream, bigrams, cover, stream, trigrams, whole


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("温政〔2022〕5号", [["温", "政", "2022", "5", "号"]]),
        ("温政 2022-5 号", [["温", "政", "2022", "5", "号"]]),
        ("温政20225号", [["温", "政", "20225", "号"]]),
        ("通知。印发", [["通", "知"], ["印", "发"]]),
        ("通\n知", [["通"], ["知"]]),
        ("𠮷喆", [["𠮷", "喆"]]),
        ("gov.cn/a", [["gov", "cn", "a"]]),
        ("。。\n()", []),
        ("a" * 150, [["a" * 100, "a" * 50]]),
    ],
)
def test_segments(text, parts):
    assert segments(text) == parts


@pytest.mark.parametrize(
    ("atoms", "words"),
    [
        (["温", "政", "5"], ["温政", "政5"]),
        (["ab", "c"], ["ab_c"]),
        (["a", "bc"], ["a_bc"]),
        (["5", "号"], ["5号"]),
        (["α", "β"], ["αβ"]),
        (["温"], []),
    ],
)
def test_bigrams(atoms, words):
    assert bigrams(atoms) == words


def test_a_stream_breaks_between_segments_and_lists_each_atom_once():
    assert stream("低保。低保标准，丁") == Stream("低保 | 低保 保标 标准", "低保标 保标准", "低 保 标 准 丁")


@given(st.text(st.sampled_from("社会保障第条ab1 2。，\n\ud800𠮷（é"), max_size=40))
def test_segments_cut_all_at_once_give_what_they_give_one_by_one(text):
    parts = segments(text)
    cut = stream(text)
    assert sorted(cut.bigrams.split(" | ")) == sorted(
        [" ".join(bigrams(part)) for part in parts if len(part) > 1] or [""]
    )
    threes = sorted(cut.trigrams.split(" | | | "))
    assert threes == sorted([" ".join(trigrams(part)) for part in parts if len(part) > 2] or [""])
    assert sorted(cut.atoms.split()) == sorted({atom for part in parts for atom in part})


def test_segments_with_letters_or_digits_stand_behind_the_others():
    assert stream("第3条，通知书").bigrams == "通知 知书 | 第3 3条"


def test_three_places_stand_between_the_trigrams_of_two_segments():
    assert stream("低保标准。印发，通知书").trigrams == "低保标 保标准 | | | 通知书"


def test_trigrams_of_letters_and_digits_keep_their_seams():
    assert trigrams(["温", "政", "2022", "5", "号"]) == ["温_政_2022", "政_2022_5", "2022_5_号"]
    assert trigrams(["ab", "c", "d"]) != trigrams(["a", "bc", "d"])
    assert trigrams(["温", "政"]) == []


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("低保标", [(0, "低保标")]),
        ("低保标准", [(0, "低保标"), (1, "保标准")]),
        ("最低生活保障", [(0, "最低生"), (3, "活保障")]),
        ("最低生活保障费", [(0, "最低生"), (3, "活保障"), (4, "保障费")]),
    ],
)
def test_every_third_trigram_and_the_last_tell_a_phrase(phrase, words):
    assert cover(list(phrase)) == words


def test_the_stream_of_nothing_is_empty():
    assert stream("。") == Stream("", "", "")


def test_the_whole_name_is_one_word_whatever_its_brackets():
    assert whole("温政〔2022〕5号") == whole("溫政（2022）５號") == "温_政_2022_5_号"
    assert whole("（）") == ""
    assert whole("长" * 5000) == ""


def test_placed_atoms_know_their_place_and_their_segment():
    assert placed_atoms("溫，（ab）") == [PlacedAtom("溫".replace("溫", "温"), 0, 1, 0), PlacedAtom("ab", 3, 5, 1)]


@given(st.text())
def test_placed_atoms_are_the_atoms_of_the_segments(text):
    assert [atom.atom for atom in placed_atoms(text)] == [atom for part in segments(text) for atom in part]


@given(st.lists(st.from_regex(r"[a-z0-9]{1,4}|[一-龥]", fullmatch=True), min_size=2, max_size=8))
def test_bigrams_can_be_taken_apart_again(atoms):
    """Different runs of atoms never give the same words."""
    again = [atoms[0]]
    for word in bigrams(atoms):
        again.append(word[len(again[-1]) :].removeprefix("_"))
    assert again == atoms
