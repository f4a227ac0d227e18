"""The six headings as counties word and number them, and the parts that only look like headings."""

from __future__ import annotations

import pytest

from gongkai.annual_report.reader.headings import Section, heading_of, headings_found, passages, sections_found
from gongkai.annual_report.reader.source import Line


def lines(*texts: str) -> list[Line]:
    return [Line(text, "") for text in texts]


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("一、总体情况", Section.OVERVIEW),
        ("1. 总体情况", Section.OVERVIEW),
        ("第二部分 主动公开政府信息情况", Section.TABLE2),
        ("二、主动公开政府信息的情况", Section.TABLE2),
        ("三、收到和处理政府信息公开申请的情况", Section.TABLE3),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", Section.TABLE4),
        ("四、行政复议、行政诉讼情况", Section.TABLE4),
        ("五、存在问题及改进措施", Section.PROBLEMS),
        ("六、其他需要报告的事项：本年度未收取信息处理费。", Section.OTHER),
        ("六、其他需要报告的事项　无", Section.OTHER),
        ("其他需要报告的事项", Section.OTHER),
    ],
)
def test_wordings_and_numbers(text, section) -> None:
    assert heading_of(text) is section


@pytest.mark.parametrize(
    "text",
    [
        "存在问题及改进措施",
        "二、依申请公开情况",
        "我局总体情况",
        "2023年主动公开政府信息情况良好",
        "收到和处理政府信息公开申请3件",
    ],
)
def test_other_lines_are_no_headings(text) -> None:
    assert heading_of(text) is None


def test_a_bracketed_part_with_the_words_of_a_section_is_a_part() -> None:
    text = lines("一、总体情况", "（一）主动公开政府信息情况", "发布信息3条。", "（二）收到和处理政府信息公开申请情况",
                 "收到申请3件。", "二、主动公开政府信息情况")  # fmt: skip
    assert sections_found(text) == (Section.OVERVIEW, Section.TABLE2)
    assert [(one.section, one.part) for one in passages(text)][2:5:2] == [
        (Section.OVERVIEW, "proactive"),
        (Section.OVERVIEW, "on_request"),
    ]


def test_sections_numbered_in_brackets_are_sections() -> None:
    text = lines("（一）总体情况", "（二）主动公开政府信息情况")
    assert headings_found(text) == {Section.OVERVIEW: "（一）总体情况", Section.TABLE2: "（二）主动公开政府信息情况"}
