"""Officers find what their own agency has, drafts too; another agency's rows do not exist for them."""

from __future__ import annotations

import pytest

from gongkai.agencies.roles import Role
from gongkai.catalogue.tests.conftest import walk  # noqa: F401
from gongkai.catalogue.tests.walk import Walk
from gongkai.engagement.tests.factories import drafted_consultation, drafted_interview, receive
from gongkai.requests.tests.factories import NAME, Counter
from gongkai.search.own import find_own


@pytest.fixture
def desk(walk: Walk) -> Walk:  # noqa: F811
    return walk


def kinds(act, text: str) -> dict[str, int]:
    return {group.kind: len(group.rows) for group in find_own(act, text).groups}


def test_a_draft_is_found_by_title_and_by_its_text_with_the_passage(desk):
    desk.draft()
    act = desk.act(Role.DRAFTER)
    (group,) = find_own(act, "农业生产").groups
    assert [(row.title_html, row.state) for row in group.rows] == [("温县召开春季<mark>农业生产</mark>现场会", "草稿")]
    (group,) = find_own(act, "3月1日").groups
    assert group.rows[0].snippet.startswith("<mark>3月1日</mark>")


def test_titles_are_found_in_traditional_characters_and_full_width(desk):
    desk.draft(title="关于5G基站的通知")
    assert kinds(desk.act(Role.DRAFTER), "關於５Ｇ") == {"document": 1}


@pytest.mark.parametrize(
    "text", ['"道路维修"', "道路維修", "“道路维修” ５ｇ", "道路 温政(2022)8号", "〔2022〕８號", "5G基站"]
)
def test_a_text_is_found_in_quotes_traditional_characters_other_brackets_and_over_tags(desk, text):
    desk.draft(body_html="<p>关于道<b>路</b>维修和５Ｇ基站，见温政［２０２２］８号。</p>")
    (group,) = find_own(desk.act(Role.DRAFTER), text).groups
    assert "<mark>" in group.rows[0].snippet


@pytest.mark.parametrize("text", ['"维修道路"', "道路。维修", "〔2022〕18号", "5G基地"])
def test_a_text_that_has_the_characters_and_not_the_words_is_not(desk, text):
    desk.draft(body_html="<p>关于道路维修和5G基站所在地，见温政［2022］8号、1号。</p>")
    assert kinds(desk.act(Role.DRAFTER), text) == ({"document": 1} if text == "道路。维修" else {})


def test_an_old_draft_is_found_by_its_title_however_many_are_newer(desk, monkeypatch):
    monkeypatch.setattr("gongkai.search.own.LOOKED_AT", 2)
    desk.draft(title="五年前的养犬须知")
    for number in range(3):
        desk.draft(title=f"新的公告第{number}号")
    assert kinds(desk.act(Role.DRAFTER), "養犬") == {"document": 1}


def test_nobody_finds_another_agencys_draft(desk):
    desk.draft()
    for agency in (desk.cast.police, desk.cast.neighbour):
        assert kinds(desk.cast.act(Role.DRAFTER, agency=agency), "农业生产") == {}


def test_the_supervisor_finds_drafts_of_the_area_only_where_lists_show_them(desk):
    Walk(desk.cast, desk.cast.police).draft()
    assert kinds(desk.cast.act(Role.SUPERVISOR), "农业生产") == {"document": 1}
    assert kinds(desk.cast.act(Role.DRAFTER), "农业生产") == {}


def test_a_request_is_found_by_its_number_and_never_by_who_asked_or_what(desk):
    request = Counter(desk.cast, desk.cast.police).received()
    clerk = desk.cast.act(Role.REQUEST_OFFICER, agency=desk.cast.police)
    (group,) = find_own(clerk, request.number.lower()).groups
    assert (group.kind, [row.public for row in group.rows]) == (
        "request",
        [find_own(clerk, request.number).groups[0].rows[0].public],
    )
    assert kinds(clerk, request.number[-4:]) == {"request": 1}
    for words in (NAME, "滨河路", "道路维修"):
        assert kinds(clerk, words) == {}
    assert kinds(desk.cast.act(Role.REQUEST_OFFICER, agency=desk.cast.market), request.number) == {}


def test_a_letter_is_found_by_its_number_only(desk):
    letter = receive(desk.cast).letter
    clerk = desk.cast.act(Role.REQUEST_OFFICER, agency=desk.cast.government)
    assert kinds(clerk, letter.number) == {"letter": 1}
    assert kinds(clerk, "户口迁移") == {}
    assert kinds(desk.cast.act(Role.REQUEST_OFFICER, agency=desk.cast.neighbour), letter.number) == {}


def test_a_consultation_that_is_not_open_yet_is_found_by_its_own(desk):
    drafted_consultation(desk.cast)
    assert kinds(desk.cast.act(Role.DRAFTER), "养犬") == {"consultation": 1}
    assert kinds(desk.cast.act(Role.DRAFTER, agency=desk.cast.police), "养犬") == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "。。。",
        "*",
        "%",
        "_",
        "' OR 1=1 --",
        "农" * 10_000,
        "a " * 200,
        "\x00农业",
        "\ud800农业",
        "0" * 5_000,
        "１２３",
    ],
)
def test_any_text_is_answered(desk, text):
    desk.draft()
    find_own(desk.act(Role.DRAFTER), text)


def test_a_title_is_escaped(desk):
    desk.draft(title="<b>农业</b>公告")
    (group,) = find_own(desk.act(Role.DRAFTER), "公告").groups
    assert group.rows[0].title_html == "&lt;b&gt;农业&lt;/b&gt;<mark>公告</mark>"


def test_an_interview_is_found_by_its_topic(desk):
    interview = drafted_interview(desk.cast)
    rows = [
        group.rows for group in find_own(desk.cast.act(Role.DRAFTER, agency=interview.agency), interview.topic).groups
    ]
    assert [row.title_html for found in rows for row in found] == [f"<mark>{interview.topic}</mark>"]
