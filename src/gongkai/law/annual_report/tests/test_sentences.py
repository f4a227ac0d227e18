"""Templates, bounds and bare digits."""

from __future__ import annotations

import pytest

from gongkai.law.annual_report.bare_numbers import check_text
from gongkai.law.annual_report.bounds import Bound, Stated, agrees, read_statement, state
from gongkai.law.annual_report.figures import Figure
from gongkai.law.annual_report.rendering import Segment, render, segments, stated_in
from gongkai.law.annual_report.sentences import TemplateError, keys_of, parse
from gongkai.law.annual_report.wording import DEFAULT_TEMPLATES
from gongkai.law.errors import LawError

WORDS = {
    "年度": "2022",
    "下年度": "2023",
    "地区": "我县",
    "单位": "温县人民政府",
    "网站": "县党政门户网站",
    "公众号": "温县发布",
}


@pytest.mark.parametrize(
    ("value", "word", "rounding", "printed", "bound"),
    [
        (6237, "余", 100, "6200余", Bound.AT_LEAST),
        (6237, "超", 100, "超6200", Bound.AT_LEAST),
        (6237, "近", 100, "近6300", Bound.BELOW),
        (6237, "约", 100, "约6200", Bound.ABOUT),
        (6250, "约", 100, "约6300", Bound.ABOUT),
        (6200, "余", 100, "6200", Bound.EXACT),
        (37, "余", 100, "37", Bound.EXACT),
        (65432, "余", 10000, "6万余", Bound.AT_LEAST),
        (65432, "近", 10000, "近7万", Bound.BELOW),
        (1234567, "余", 10000, "123万余", Bound.AT_LEAST),
        (65432, "余", 1000, "6.5万余", Bound.AT_LEAST),
        (3662, "", 100, "3662", Bound.EXACT),
    ],
)
def test_how_a_bound_prints(value: int, word: str, rounding: int, printed: str, bound: Bound) -> None:
    stated = state(value, word, rounding)
    assert (stated.text, stated.bound) == (printed, bound)
    assert agrees(stated, value)
    assert read_statement(printed) == stated


@pytest.mark.parametrize(
    ("text", "actual", "holds"),
    [
        ("6200余", 6200, True), ("6200余", 6199, False), ("近6300", 6300, True), ("近6300", 6301, False),
        ("约6200", 6500, True), ("约6200", 6511, False), ("3662", 3662, True), ("3662", 3663, False), ("6.2万余", 62001, True),
        ("6.2万余", 61999, False), ("超过1,000", 999, False),
    ],
)  # fmt: skip
def test_how_a_bound_is_checked(text: str, actual: int, holds: bool) -> None:
    assert agrees(read_statement(text), actual) is holds


def test_statements_that_are_none() -> None:
    with pytest.raises(LawError, match="text: '若干' is not accepted"):
        read_statement("若干")
    with pytest.raises(LawError, match="word: '多' is not accepted; accepted: 余, 超, 近, 约"):
        state(5, "多")


def test_the_sentences_of_the_published_report(figures: dict[str, Figure]) -> None:
    figures["overview.other_new_media_items"] = 6237
    assert render(DEFAULT_TEMPLATES["overview"], figures, WORDS) == (
        "2022年，我县共通过县党政门户网站公开各类信息3662条，发布意见征集8期，开展政务访谈2次。"
        "通过“温县发布”微信公众号发布信息2023条；各单位微信公众号、微博等新媒体共发布各类信息6200余条。"
    )
    assert render(DEFAULT_TEMPLATES["overview.proactive"], figures, WORDS).endswith(
        "全年共接受办理互动交流平台信件、留言594条，已全部办结。"
    )
    assert render(DEFAULT_TEMPLATES["overview.on_request"], figures, WORDS).endswith(
        "2022年，我县共办理依申请公开63件，均已全部回复，办结率100%。"
    )
    assert "政务新媒体共22个" in render(DEFAULT_TEMPLATES["overview.platform"], figures, WORDS)
    assert "未发生政府信息公开工作重大责任事件。" in render(DEFAULT_TEMPLATES["overview.safeguards"], figures, WORDS)
    assert (
        render(DEFAULT_TEMPLATES["other"], figures, WORDS) == "本年度未收取政府信息公开处理费，无其他需要报告的事项。"
    )


def test_a_year_without_anything_reads_well(figures: dict[str, Figure]) -> None:
    nothing: dict[str, Figure] = dict.fromkeys(figures, 0) | {"overview.completion_rate_percent": None}
    text = "".join(render(template, nothing, WORDS) for key, template in DEFAULT_TEMPLATES.items())
    assert "2022年，我县未收到政府信息公开申请。" in text
    assert "全年未收到互动交流平台信件、留言。" in text
    assert "%" not in text
    assert "办结率" not in text
    assert "，。" not in text


def test_requests_received_but_none_closed_yet(figures: dict[str, Figure]) -> None:
    figures |= {"overview.requests_handled": 0, "overview.requests_received": 2}
    assert "收到的政府信息公开申请均在办理中" in render(DEFAULT_TEMPLATES["overview.on_request"], figures, WORDS)


def test_letters_not_all_closed(figures: dict[str, Figure]) -> None:
    figures["overview.letters_closed"] = 590
    assert render(DEFAULT_TEMPLATES["overview.proactive"], figures, WORDS).endswith("留言594条，已办结590条。")


def test_segments_link_each_figure(figures: dict[str, Figure]) -> None:
    template = "{年度}年公开{overview.portal_items}条，办结率{overview.completion_rate_percent}。"
    assert segments(template, figures, WORDS) == (
        Segment("2022年公开"),
        Segment("3662", "overview.portal_items"),
        Segment("条，办结率"),
        Segment("100%", "overview.completion_rate_percent"),
        Segment("。"),
    )


def test_what_a_text_states(figures: dict[str, Figure]) -> None:
    figures["overview.other_new_media_items"] = 6237
    stated = stated_in(DEFAULT_TEMPLATES["overview"], figures)
    assert stated["overview.other_new_media_items"] == Stated(6200, Bound.AT_LEAST, "余")
    assert stated["overview.portal_items"] == Stated(3662)
    assert "overview.letters_received" not in stated


def test_a_rate_of_nothing_prints_none() -> None:
    template = "办结率：{overview.completion_rate_percent}"
    assert render(template, {"overview.completion_rate_percent": None}, {}) == "办结率：无"


def test_an_unknown_value_is_refused_in_print_and_shown_in_a_draft() -> None:
    with pytest.raises(LawError, match="The text names 政府门户网站公开各类信息; enter it"):
        render("{overview.portal_items}条", {"overview.portal_items": None}, {})
    assert render("{overview.portal_items}条", {}, {}, draft=True) == "〔待填：政府门户网站公开各类信息〕条"
    with pytest.raises(LawError, match="words: '年度' is not accepted"):
        render("{年度}", {}, {})


def test_keys_of_a_template_with_conditions() -> None:
    template = parse(
        "{若 overview.letters_received}{若 overview.letters_closed=overview.letters_received}全部{否则}{overview.notices}{完}{完}"
    )
    assert keys_of(template) == ("overview.letters_received", "overview.letters_closed", "overview.notices")


def test_two_braces_print_one() -> None:
    assert render("{{甲}}", {}, {}) == "{甲}"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{overview.portal_item}", r"figure: 'overview.portal_item' .*Did you mean overview.portal_items\?"),
        ("{若 overview.portal_item}是{完}", r"Did you mean overview.portal_items\?"),
        ("{年份}", r"placeholder: '\{年份\}' is not accepted; accepted: 年度, "),
        ("{overview.portal_items|多}", r"word: '多' is not accepted; accepted: 余, 超, 近, 约"),
        ("{overview.portal_items|余1}", "rounding: '1' is not accepted"),
        ("{若 overview.portal_items}是", "It is never closed: add {完}"),
        ("是{完}", "It needs a {若 …} of its own before it"),
        ("{否则}", "It needs a {若 …} of its own before it"),
        ("{若 overview.portal_items}a{否则}b{否则}c{完}", "It needs a {若 …} of its own before it"),
        ("公开{overview.portal_items条", "A single brace is written twice"),
        ("{__import__('os')}", "placeholder"),
        ("{overview.portal_items.__class__}", "figure"),
    ],
)
def test_templates_that_cannot_be_read(template: str, message: str) -> None:
    with pytest.raises(TemplateError, match=message):
        parse(template)


def test_bare_digits_are_found_with_the_figure_they_probably_mean(figures: dict[str, Figure]) -> None:
    (found,) = check_text("2022年公开各类信息3662条，其中{overview.notices}条公告。", figures)
    assert (found.text, found.start, found.end, found.keys) == ("3662", 11, 15, ("overview.portal_items",))
    assert "手工写入" in found.message_zh


@pytest.mark.parametrize("text", ["公开1,029.5万元", "办结率100%", "共 22 个", "近5年来开展7次"])
def test_digits_that_should_be_bound(text: str) -> None:
    assert check_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "2022 年和2023年",
        "2021-2022年",
        "第20条第3款",
        "国办公开办函〔2021〕30号",
        "1月31日前",
        "办理12345热线",
        "“2022清朗”行动",
        "一是二是",
    ],
)
def test_digits_that_are_no_figures(text: str) -> None:
    assert check_text(text) == []


def test_default_wording_has_no_bare_digit_and_only_known_keys() -> None:
    for template in DEFAULT_TEMPLATES.values():
        assert check_text(template) == []
        assert parse(template)
