"""Issuer and year as counties word their titles; what a menu ran into is no name."""

from __future__ import annotations

import pytest

from gongkai.annual_report.reader.source import Line
from gongkai.annual_report.reader.title import title_of


def read(*lines: str) -> tuple[str | None, int | None]:
    title = title_of([Line(line, "") for line in lines])
    return title.issuer, title.year


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("温县财政局2023年政府信息公开工作年度报告", "温县财政局"),
        ("温县2023年政府信息公开工作年度报告", "温县"),
        ("温泉镇2023年度政府信息公开工作报告", "温泉镇"),
        ("岳村街道2023年政府信息公开工作年度报告", "岳村街道"),
        ("2023年度温县财政局政府信息公开工作年度报告", "温县财政局"),
        ("温县财政局关于2023年政府信息公开工作的年度报告", "温县财政局"),
        ("温县财政局政府信息公开工作年度报告（2023年）", "温县财政局"),
        ("温县财政局政府信息公开2023年度工作报告", "温县财政局"),
        ("温县财政局二〇二三年政府信息公开年报", "温县财政局"),
        ("温县财政局２０２３年信息公开工作年度报告", "温县财政局"),
        ("【年报】温县财政局2023年政府信息公开工作年度报告", "温县财政局"),
        ("温县人民政府网站-温县财政局2023年政府信息公开工作年度报告_年报", "温县财政局"),
        ("现将温县财政局2023年政府信息公开工作年度报告公布如下", "温县财政局"),
        ("温县城市管理局（综合行政执法局）2023年政府信息公开工作年度报告", "温县城市管理局（综合行政执法局）"),
        ("温县残联2023年政府信息公开工作年度报告", "温县残联"),
    ],
)
def test_titles_on_one_line(title, issuer) -> None:
    assert read("首页", "政府信息公开年报", title) == (issuer, 2023)


def test_a_title_over_lines_and_one_that_only_the_heading_completes() -> None:
    assert read("温县财政局", "政府信息公开工作年度报告", "（2023年度）") == ("温县财政局", 2023)
    assert read("温县财政局", "2023年度", "政府信息公开工作年度报告") == ("温县财政局", 2023)
    assert read("2023年政府信息公开工作年度报告", "菜单", "温县财政局2023年政府信息公开工作年度报告") == (
        "温县财政局",
        2023,
    )


def test_the_period_gives_the_year_where_no_title_does() -> None:
    assert read("统计期限自2022年1月1日起至2022年12月31日止") == (None, 2022)
    assert read("2021年1月1日至2021年12月31日", "2022年1月1日至2022年12月31日") == (None, None)


@pytest.mark.parametrize("above", ["部门乡镇", "政府信息公开年报", "人民政府", "信息公开领导小组办公室"])
def test_an_item_of_a_menu_is_no_issuer(above) -> None:
    assert read(above, "2023年政府信息公开工作年度报告") == (None, 2023)


def test_a_report_named_in_a_sentence_is_no_title() -> None:
    assert read("参见《温县财政局2021年政府信息公开工作年度报告》。") == (None, None)


def test_radicals_that_a_pdf_puts_for_characters_are_the_characters() -> None:
    assert read("温县人⺠政府2023年政府信息公开工作年度报告") == ("温县人民政府", 2023)
