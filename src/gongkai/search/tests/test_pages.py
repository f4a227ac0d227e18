"""Whole answers: snippets, notes, pages, and everything wrong put right."""

from __future__ import annotations

import pytest

from gongkai.search.backends.scan import Scan
from gongkai.search.pages import NO_WORDS, TOO_DEEP, Wish, answer
from gongkai.search.tests.things import DOCUMENTS

TEXTS = {document.id: document for document in DOCUMENTS}


def ask(text, known=TEXTS, **options):
    engine = Scan()
    engine.apply(DOCUMENTS)
    return answer(Wish(text, **options), engine, lambda ids: known)


def test_a_hit_has_its_title_and_passage_marked():
    hit = ask("温政〔2022〕5号").hits[1]
    assert hit.id == "mention"
    assert hit.snippet == "《关于做好防汛工作的通知》（<mark>溫政[2022]５號</mark>）已经印发。"
    assert ask("防汛解读").hits[0].title_html == "<mark>防汛解读</mark>"


def test_words_found_only_in_an_attachment_are_shown_as_such():
    hit = ask("岗位").hits[0]
    assert (hit.id, hit.found_in_attachment) == ("files", True)
    assert hit.snippet == "<mark>岗位</mark>一览表"
    assert not ask("招聘").hits[0].found_in_attachment


def test_what_is_no_longer_public_is_not_on_the_page():
    known = {key: document for key, document in TEXTS.items() if key != "number"}
    assert [hit.id for hit in ask("温政〔2022〕5号", known).hits] == ["mention"]


@pytest.mark.parametrize("text", ["", "。。。", '""', "\x00"])
def test_without_words_there_is_help_and_no_hit(text):
    page = ask(text)
    assert (page.total, page.hits, page.notes) == (0, (), (NO_WORDS,))
    assert page.facets == {"agency": {}, "year": {}, "kind": {}, "validity": {}}


@pytest.mark.parametrize("page", [1001, 10**9])
def test_too_deep_a_page_is_empty_and_says_so(page):
    answered = ask("防汛", page=page)
    assert (answered.total, answered.hits, answered.notes) == (5, (), (TOO_DEEP,))


def test_a_large_page_over_the_limit_ends_at_the_limit():
    class Counted(Scan):
        def search(self, question):
            asked.append((question.offset, question.size))
            return super().search(question)

    asked = []
    for page, size in ((4, 3_000), (1_000, 10), (5, 3_000), (1, 20_000)):
        answer(Wish("防汛", page=page, size=size), Counted(), lambda ids: {})
    assert asked == [(9_000, 1_000), (9_990, 10), (10_000, 1), (0, 10_000)]


def test_a_page_behind_the_last_is_empty():
    assert (ask("防汛", page=3).total, ask("防汛", page=3).hits) == (5, ())


@pytest.mark.parametrize(
    "wrong",
    [{"page": 0}, {"page": -5}, {"size": 0, "page": 1}, {"scope": "everything"}, {"sort": "random"}, {"filters": {"colour": ["red"]}}],
)  # fmt: skip
def test_what_is_wrong_in_a_wish_is_put_right(wrong):
    page = ask("防汛", **wrong)
    assert page.total == 5
    assert page.hits[0].id == "other-number"
