"""The same hits, totals and facets on every engine; what is right is written out here, not taken from one of them."""

from __future__ import annotations

import pytest

from gongkai.search.backends.scan import Scan
from gongkai.search.documents import NOTHING, Document, Found, Question
from gongkai.search.tests.engines import ENGINES
from gongkai.search.tests.things import DOCUMENTS, question


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    made = ENGINES[request.param](tmp_path)
    made.apply(DOCUMENTS)
    yield made
    made.close()


@pytest.mark.parametrize("name", ENGINES)
def test_an_index_filled_anew_takes_later_changes_like_any_other(name, tmp_path):
    made = ENGINES[name](tmp_path)
    made.apply(DOCUMENTS, new=True)
    made.apply([Document("number", "已修改的标题")], ["mention"])
    assert made.count() == len(DOCUMENTS) - 1
    assert found(made, "温政〔2022〕5号") == []
    assert found(made, "已修改") == ["number"]
    made.close()


def found(engine, text, **options):
    return list(engine.search(question(text, **options)).ids)


@pytest.mark.parametrize(
    "text",
    [
        "温政〔2022〕5号",
        "温政[2022]5号",
        "溫政【２０２２】５號",
        "温政（2022）5号",
        "温政 〔2022〕 5 号",
        "温政﹝2022﹞5号",
        "温政『2022』5号",
    ],
)
def test_a_document_number_is_found_in_every_bracket_and_width_and_no_other_number_is(engine, text):
    assert found(engine, text) == ["number", "mention"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("防", ["other-number", "mention", "number", "files", "permit"]),
        ("防汛", ["other-number", "mention", "number", "files", "permit"]),
        ("防汛解读", ["mention"]),
        ("防汛 通知", ["other-number", "number", "mention"]),
        ("通知 防汛", ["other-number", "number", "mention"]),
        ('"防汛 工作"', ["number", "mention"]),
        ('"工作 防汛"', []),
        ("低保", ["short"]),
        ("降低", ["broken"]),
        ("降低保障", []),
        ("对象标准", []),
        ("𠮷喆", ["rare"]),
        ("䶮", ["rare"]),
        ("abc", []),
        ("ab c", ["latin"]),
        ('"ab c"', ["latin"]),
        ('"a bc"', ["latin-two"]),
        ("370元", ["allowance"]),
        ("70元", []),
        ("3.5米", ["latin"]),
        ("5米", ["latin"]),
        ("35米", []),
        ("温县", []),
    ],
)
def test_words(engine, text, ids):
    assert found(engine, text) == ids


def test_policies_stand_before_mass_decisions_and_the_whole_name_before_everything(engine):
    assert found(engine, "行政许可决定") == ["permit"]
    engine.apply([Document("later", "行政许可决定公开办法", body="行政许可决定")])
    assert found(engine, "行政许可决定") == ["permit", "later"]
    assert found(engine, "行政许可") == ["later", "permit"]


def test_sorted_by_date_nothing_but_the_day_counts(engine):
    assert found(engine, "防汛", sort="date") == ["permit", "other-number", "mention", "number", "files"]


def test_scopes(engine):
    assert found(engine, "防汛", scope="title") == ["other-number", "mention", "number"]
    assert found(engine, "防汛", scope="body", sort="date") == ["permit", "mention", "number", "files"]
    assert found(engine, "2022 5号", scope="docno") == ["office", "number"]
    assert found(engine, "防汛", scope="index_number") == []


@pytest.mark.parametrize(
    ("scope", "sounds", "ids"),
    [
        ("sound", ("di", "bao"), ["short"]),
        ("sound", ("fang", "xun"), ["other-number", "mention", "number"]),
        ("sound", ("bao",), ["short", "allowance"]),
        ("initials", ("d", "b"), ["short"]),
        ("initials", ("z", "d", "s", "h"), ["allowance"]),
        ("sound", ("xu", "ke"), []),
    ],
)
def test_titles_are_found_by_their_sound_and_mass_decisions_are_not(engine, scope, sounds, ids):
    assert list(engine.search(Question(((sounds,),), scope=scope)).ids) == ids


def test_a_hundred_widened_words_are_not_too_many(engine):
    plain = Scan()
    plain.apply(DOCUMENTS)
    asked = question(" ".join(f"低保行政复议年报{n}" for n in range(120)), synonyms=True)
    assert len(asked.words) == 100
    assert engine.search(asked) == plain.search(asked)


def test_facets_count_what_is_found_exactly(engine):
    assert engine.search(question("防汛")).facets == {
        "agency": {"温县水利局": 3, "温县人民政府": 2},
        "year": {"2022": 5},
        "kind": {"policy_document": 2, "interpretation": 1, "permit": 1, "recruitment": 1},
        "validity": {},
    }


def test_filters_narrow_total_hits_and_facets(engine):
    answer = engine.search(question("防汛", filters={"agency": ["温县水利局"], "kind": ["permit", "recruitment"]}))
    assert (answer.total, answer.ids) == (2, ("files", "permit"))
    assert answer.facets["kind"] == {"permit": 1, "recruitment": 1}


def test_a_filter_without_values_filters_nothing(engine):
    assert engine.search(question("防汛", filters={"agency": []})).total == 5


def test_pages_follow_one_another_over_all_tiers(engine):
    pages = [engine.search(question("防汛", offset=offset, size=2)) for offset in (0, 2, 4, 6)]
    assert [page.ids for page in pages] == [("other-number", "mention"), ("number", "files"), ("permit",), ()]
    assert {page.total for page in pages} == {5}


def test_synonyms_find_either_word_and_can_be_left_out(engine):
    assert found(engine, "低保", synonyms=True) == ["short", "allowance"]
    assert found(engine, "农村低保标准", synonyms=True) == ["allowance"]
    assert found(engine, '"低保"', synonyms=True) == ["short"]


def test_a_deleted_document_is_gone_from_hits_total_and_facets(engine):
    engine.apply([], ["files", "never there"])
    answer = engine.search(question("防汛"))
    assert answer.total == 4
    assert "files" not in answer.ids
    assert "recruitment" not in answer.facets["kind"]
    assert engine.count() == len(DOCUMENTS) - 1


def test_a_document_given_again_replaces_itself(engine):
    engine.apply([Document("files", "招聘公告", body="岗位已满")])
    engine.apply([Document("files", "招聘公告", body="岗位已满")])
    assert engine.search(question("防汛")).total == 4
    assert found(engine, "已满") == ["files"]
    assert engine.count() == len(DOCUMENTS)


def test_one_batch_may_delete_and_replace_the_same_document(engine):
    engine.apply([Document("files", "招聘公告", body="岗位已满")], ["files"])
    assert found(engine, "岗位") == ["files"]


@pytest.mark.parametrize("text", ["", " ", "。，！", "〔〕（）\"\"''", "***", "\x00\x01", "-", "|", "_"])
def test_a_query_without_words_finds_nothing(engine, text):
    assert engine.search(question(text)) == NOTHING


@pytest.mark.parametrize(
    "text",
    [
        "title:防汛", "防汛*", "防汛 OR 1=1", "NEAR(防汛 通知)", "防汛^2", "(防汛", "防汛)", "'; DROP TABLE document; --", '{title} : "防汛"',
        "防汛~2", "[a TO z]", "\\防汛\\", "防_汛", "防|汛", "\ud800防汛", "防汛\x00", "汛" * 10_000, "汛a" * 5_000, "a" * 10_000,
        " ".join(f"防汛{n}" for n in range(120)),
    ],
)  # fmt: skip
def test_engine_syntax_and_absurd_queries_are_words_like_any_other(engine, text):
    plain = Scan()
    plain.apply(DOCUMENTS)
    assert engine.search(question(text)) == plain.search(question(text))


def test_a_separator_in_the_query_joins_no_atoms(engine):
    assert found(engine, "防|汛 通_知", sort="date") == ["other-number", "mention", "number"]


def test_facets_nobody_asked_for_are_not_counted_and_change_nothing_else(engine):
    with_them, without = (engine.search(question("防汛", with_facets=wanted)) for wanted in (True, False))
    assert with_them.facets["kind"] != {}
    assert without == Found(with_them.total, with_them.ids, NOTHING.facets)
    assert without.total == 5
