"""Passages: marked where the text has the words, escaped everywhere."""

from __future__ import annotations

import html
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.search.analysis.highlight import marked, snippet, spans
from gongkai.search.analysis.query import parse


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("关于溫政【２０２２】５號的通知", "温政〔2022〕5号", "关于<mark>溫政【２０２２】５號</mark>的通知"),
        ("温政〔2022〕15号", "2022 5号", "温政〔<mark>2022</mark>〕15号"),
        ("<b>低保</b>&", "低保", "&lt;b&gt;<mark>低保</mark>&lt;/b&gt;&amp;"),
        ("<script>alert(1)</script>", "script", "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;"),
        ("低。保", "低保", "低。保"),
        ("低 保", "低保", "<mark>低 保</mark>"),
        ("低保标准", "低保 保标", "<mark>低保标</mark>准"),
        ("㎡", "m2", "<mark>㎡</mark>"),
        ("无", "低保", "无"),
    ],
)
def test_marked(text, query, expected):
    assert marked(text, parse(query).phrases) == expected


def test_a_snippet_is_the_line_with_most_of_the_words():
    text = "第一行有低保。\n第二行有低保和标准。\n第三行"
    assert snippet(text, parse("低保 标准").phrases) == "第二行有<mark>低保</mark>和<mark>标准</mark>。"


def test_a_long_line_is_cut_around_what_was_found():
    text = "前" * 200 + "低保" + "后" * 200
    assert snippet(text, parse("低保").phrases, 60) == "…" + "前" * 30 + "<mark>低保</mark>" + "后" * 28 + "…"


def test_of_a_line_as_long_as_a_book_the_passage_is_found_wherever_it_stands():
    phrases = parse("最低生活保障").phrases
    for before in (0, 1_990, 1_999, 2_000, 2_001, 2_119, 2_127, 50_000):
        passage = snippet("前" * before + "最低生活保障" + "后" * 3_000, phrases)
        assert "<mark>最低生活保障</mark>后" in passage, before
        assert passage.startswith("…" if before > 30 else "<mark>"), before
        assert len(passage) == len("<mark></mark>") + 120 + (2 if before > 30 else 1), before


def test_what_was_found_may_be_long_itself_and_the_passage_is_not():
    found = snippet("哈" * 5_000, parse("哈").phrases)
    assert found == "<mark>" + "哈" * 480 + "</mark>…"


def test_without_a_match_a_snippet_is_the_beginning():
    assert snippet("<甲>\n乙" + "丙" * 200, parse("低保").phrases, 10) == "&lt;甲&gt; 乙" + "丙" * 5 + "…"
    assert snippet("", parse("低保").phrases) == ""


@given(st.text(max_size=60), st.text(max_size=6))
def test_marking_changes_nothing_but_marks(text, query):
    plain = re.sub("</?mark>", "", marked(text, parse(query).phrases))
    assert html.unescape(plain) == html.unescape(html.escape(text))


@given(st.text("温政低保。 〔1a\n", max_size=30), st.text("温政低保 1a", max_size=5))
def test_spans_are_in_order_and_apart(text, query):
    found = spans(text, parse(query).phrases)
    assert all(start < end for start, end in found)
    assert all(left[1] < right[0] for left, right in pairwise(found))
