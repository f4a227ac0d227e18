"""What a citizen types, as phrases; limits; synonyms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.search.analysis.query import parse
from gongkai.search.analysis.synonyms import packaged_table, read_table

NUMBER = ("温", "政", "2022", "5", "号")


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("低保", [("低", "保")]),
        ("低保  标准", [("低", "保"), ("标", "准")]),
        ("低保\u3000标准", [("低", "保"), ("标", "准")]),
        ('"低保 标准"', [("低", "保", "标", "准")]),
        ("“低保 标准” 温", [("低", "保", "标", "准"), ("温",)]),
        ('低保"标准', [("低", "保"), ("标", "准")]),
        ("低保，标准", [("低", "保"), ("标", "准")]),
        ("温政 〔 2022 〕 5 号", [NUMBER]),
        ("通知 温政(2022) 5号", [("通", "知"), NUMBER]),
        ("低保 低保", [("低", "保")]),
        ("OR -x*", [("or",), ("x",)]),
        ("。 、", []),
    ],
)
def test_words_of_a_query(text, phrases):
    assert parse(text).phrases == phrases


def test_too_long_a_query_is_cut_and_says_so():
    query = parse("温" * 10_001)
    assert len(query.phrases[0]) == 10_000
    assert query.notes == ("检索词超过10000个字，只取前10000个字。",)


def test_too_many_words_are_cut_and_say_so():
    query = parse(" ".join(f"词{n}" for n in range(101)))
    assert len(query.words) == 100
    assert query.notes == ("检索词超过100个，只取前100个。",)


def test_a_hundred_words_are_not_too_many():
    assert parse(" ".join(f"词{n}" for n in range(100))).notes == ()


def test_synonyms_stand_beside_the_word_as_it_was_typed():
    groups = read_table("低保,最低生活保障\n")
    assert parse("农村低保", groups).words == ((("农", "村", "低", "保"), tuple("农村最低生活保障")),)


def test_a_longer_term_is_not_the_shorter_one_with_something_before_it():
    groups = read_table("公积金,住房公积金")
    assert parse("住房公积金", groups).phrases == [tuple("住房公积金"), tuple("公积金")]


def test_quoted_words_have_no_synonyms():
    assert parse('"低保"', packaged_table()).phrases == [("低", "保")]


def test_rows_of_the_table_that_mean_nothing_are_passed_over():
    assert read_table("# 说明\n\n孤零零\n低保，最低生活保障\n一。二,三\n") == ((tuple("低保"), tuple("最低生活保障")),)


def test_the_packaged_table_has_no_term_twice():
    terms = [term for group in packaged_table() for term in group]
    assert len(terms) == len(set(terms))
    assert len(packaged_table()) >= 30


@given(st.text())
def test_any_text_is_a_query(text):
    assert all(phrase and all(phrase) for phrase in parse(text, packaged_table()).phrases)
