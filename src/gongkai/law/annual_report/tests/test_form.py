"""The form as data against the published report and the official layout."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from gongkai.law.annual_report.cells import ALL_CELLS, CELLS, FORM_CELLS, cell
from gongkai.law.annual_report.figures import Figure, percent, read_figure
from gongkai.law.annual_report.form import SECTIONS, report_title
from gongkai.law.annual_report.layout import LAYOUT, TABLE2, TABLE3, TABLE4, LayoutCell, LayoutTable, occupied
from gongkai.law.annual_report.narrative import NARRATIVE, UNITS, narrative_figure
from gongkai.law.annual_report.sums import fill_sums
from gongkai.law.errors import LawError

_HALF_WIDTH = str.maketrans("（），：“”", '(),:""')


def test_every_published_figure_has_its_definition_and_no_cell_is_invented(published: dict[str, Any]) -> None:
    assert len(published) == 218
    assert set(CELLS) | {key for key in published if key.startswith("overview.")} == set(published)
    assert {key for key in published if key.startswith("overview.")} <= set(NARRATIVE)
    assert (len(FORM_CELLS), len(ALL_CELLS)) == (200, 206)


def test_labels_and_units_are_those_of_the_form(published: dict[str, Any]) -> None:
    for key, entry in CELLS.items():
        label = entry.label_zh.translate(_HALF_WIDTH).replace(" ", "")
        assert published[key]["label_zh"].replace(" ", "").endswith(label)
        assert published[key]["unit"] == entry.unit


def test_a_cell_is_counted_or_summed_never_both() -> None:
    assert all(bool(entry.measure) != bool(entry.sum_of) for entry in ALL_CELLS)
    assert all(part in CELLS for entry in ALL_CELLS for part in entry.sum_of)
    assert all(entry.basis and entry.means for entry in ALL_CELLS)


def test_the_query_of_one_cell() -> None:
    entry = cell("table3.refused.process_information.natural_person")
    assert entry.measure == "requests.closed"
    assert dict(entry.where) == {"row": "refused.process_information", "category": "natural_person"}
    assert [str(source) for source in entry.basis] == ["REG 16(2)"]
    with pytest.raises(LawError, match=r"Did you mean table3.granted.total\?"):
        cell("table3.grnted.total")


def test_sums_give_every_printed_total_from_the_counted_cells_alone(figures: dict[str, Figure]) -> None:
    counted = {key: value for key, value in figures.items() if key not in CELLS or not CELLS[key].sum_of}
    assert len(counted) == 218 - 25 - 6 - 3 - 4
    assert fill_sums(counted) == figures


def test_a_sum_with_an_unknown_part_is_unknown_not_zero(figures: dict[str, Figure]) -> None:
    figures["table3.granted.natural_person"] = None
    filled = fill_sums(figures)
    assert filled["table3.granted.total"] is None
    assert filled["table3.results_total.total"] is None
    assert filled["table3.results_total.commercial_enterprise"] == 1


@pytest.mark.parametrize("table", LAYOUT, ids=lambda table: table.key)
def test_the_grid_has_no_hole_and_no_overlap(table: LayoutTable) -> None:
    assert set(occupied(table)) == {(row, column) for row in range(len(table.rows)) for column in range(table.columns)}


def test_an_overlap_is_found() -> None:
    rows = ((LayoutCell("a"), LayoutCell("b", rowspan=2)), (LayoutCell("c", colspan=2),))
    with pytest.raises(ValueError, match="claimed twice"):
        occupied(LayoutTable("bad", "", (1, 1), 0, rows))


def test_every_cell_of_the_form_is_printed_exactly_once() -> None:
    printed = Counter(place.key for table in LAYOUT for row in table.rows for place in row if place.key)
    assert printed == Counter(entry.key for entry in FORM_CELLS)


def test_shape_and_labels_of_the_official_tables() -> None:
    assert [(len(table.rows), table.columns) for table in LAYOUT] == [(14, 4), (28, 10), (4, 15)]
    assert [place.text for place in TABLE2.rows[1]] == ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
    assert TABLE2.rows[4] == (LayoutCell("第二十条第（五）项", colspan=4, header=True),)
    assert TABLE3.rows[0][0].text == "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    first_result = TABLE3.rows[5]
    assert (first_result[0].text, first_result[0].rowspan) == ("三、本年度办理结果", 22)
    assert (first_result[1].text, first_result[1].colspan) == ("（一）予以公开", 2)
    refused = TABLE3.rows[7]
    assert [(place.text, place.rowspan) for place in refused[:2]] == [("（三）不予公开", 8), ("1.属于国家秘密", 1)]
    assert [place.text for place in TABLE3.rows[26][:1]] == ["（七）总计"]
    assert [place.text for place in TABLE4.rows[1][5:]] == ["未经复议直接起诉", "复议后起诉"]


def test_six_sections_and_five_parts() -> None:
    assert [section.heading_zh for section in SECTIONS] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
    assert [part.heading_zh for part in SECTIONS[0].parts] == [
        "（一）主动公开", "（二）依申请公开", "（三）政府信息管理", "（四）政府信息公开平台建设", "（五）监督保障",
    ]  # fmt: skip
    assert report_title("温县人民政府", 2022) == "温县人民政府2022年政府信息公开工作年度报告"


def test_the_catalogue_covers_the_units_of_real_reports() -> None:
    assert len(NARRATIVE) >= 90
    used = {unit for figure in NARRATIVE.values() for unit in figure.units}
    assert (
        {"条", "件", "次", "期", "个", "篇", "%", "份", "场", "起", "宗", "项", "人次", "元", "万元"}
        <= used
        <= set(UNITS)
    )
    assert all(figure.cell in CELLS for figure in NARRATIVE.values() if figure.cell)
    with pytest.raises(LawError, match=r"Did you mean overview.portal_items\?"):
        narrative_figure("overview.portal_item")


@pytest.mark.parametrize("value", [1.5, True, -1, "-1", "many", "NaN", []])
def test_values_that_are_no_figures_are_refused(value: object) -> None:
    with pytest.raises(LawError, match=r"table3\.granted\.total"):
        read_figure("table3.granted.total", value)


def test_amounts_are_decimals_and_unknown_stays_unknown() -> None:
    assert read_figure("x", "1029.4273") == Decimal("1029.4273")
    assert read_figure("x", None) is None
    assert read_figure("x", 0) == 0


@pytest.mark.parametrize(
    ("part", "whole", "places", "expected"),
    [
        (63, 63, 0, 100), (1, 3, 0, 33), (2, 3, 0, 67), (1, 8, 1, Decimal("12.5")), (249, 250, 0, 99), (249, 250, 1, Decimal("99.6")),
        (9999, 10000, 1, Decimal("99.9")), (0, 5, 0, 0), (0, 0, 0, None), (None, 5, 0, None), (5, None, 0, None),
    ],
)  # fmt: skip
def test_percent(part: Figure, whole: Figure, places: int, expected: Figure) -> None:
    assert percent(part, whole, places) == expected


def test_a_share_of_nothing_is_an_error() -> None:
    with pytest.raises(LawError, match="3 cannot be a share of nothing"):
        percent(3, 0)
